package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Debian's installer of packages: it mounts its medium at `/cdrom`, also a USB stick, and takes the answers to its
/// questions from a preseed file, as the kernel command line tells it (Debian installation guide, appendix B.2). The
/// questions that come before the medium is mounted are put off by `auto`.
record DebianInstaller() implements Flavour {

    private static final String DIRECTORY = "slipway";
    private static final String FILE = "preseed.cfg";

    private static final List<String> NETWORK_KITS = List.of(
            "install/netboot/debian-installer/amd64",
            "install/netboot/debian-installer/arm64",
            "install/netboot/ubuntu-installer/amd64",
            "install/netboot/ubuntu-installer/arm64");

    @Override
    public String name() {
        return "debian-installer";
    }

    /// The directory's name ends in the processor's: `install.amd`, `install.a64`; media of one processor may lack it.
    @Override
    public boolean recognizesMedium(Directory medium) {
        return medium.entries().entrySet().stream()
                .anyMatch(entry -> entry.getKey().toString().matches("install(\\.[a-z0-9]+)?")
                        && entry.getValue() instanceof Directory install
                        && install.find("vmlinuz") != null
                        && install.find("initrd.gz") != null);
    }

    @Override
    public SiteFiles siteFiles(SiteContent content) {
        content.requireUserDataAlone(name());
        return new SiteFiles(DIRECTORY, new TreeMap<>())
                .with(FILE, content.userData().bytes());
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.PRESEED;
    }

    @Override
    public List<String> userDataPaths() {
        return List.of(DIRECTORY + "/" + FILE, FILE, "preseed/" + FILE);
    }

    @Override
    public List<String> requiredArguments() {
        return List.of("auto=true", "priority=critical", "preseed/file=/cdrom/%s/%s".formatted(DIRECTORY, FILE));
    }

    /// The kernel of the medium itself looks for its medium and has no drivers for network cards: media boot over the
    /// network only where they bring the kit for it along, as those of older servers do.
    @Override
    public Optional<NetworkBoot> networkBoot(Directory medium) {
        return NETWORK_KITS.stream()
                .map(kit -> NetworkBoot.withoutRoot(medium, kit + "/linux", kit + "/initrd.gz"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// Debian installation guide, appendix B.2.2. With `auto=true` the questions that come before the network are put
    /// off until the answers are there.
    @Override
    public List<String> networkArguments(NetworkBoot boot, NetworkPlaces places) {
        List<String> all = new ArrayList<>(List.of("auto=true", "priority=critical"));
        places.cardArgument().ifPresent(card -> all.addAll(List.of("interface=auto", card)));
        all.add("url=" + places.userData());
        return List.copyOf(all);
    }
}
