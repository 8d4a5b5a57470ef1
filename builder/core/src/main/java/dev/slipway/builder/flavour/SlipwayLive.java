package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.templates.GrubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Slipway's own reference base. Its media boot with live-boot, as Debian's live systems do, but into an installer that
/// takes the user-data from the medium and flashes a disk; cloud-init applies it on the installed system.
record SlipwayLive() implements LiveFlavour {

    /// What tells the base, and its media, from Debian's own live systems.
    private static final String BASE_ROOT = "usr/lib/slipway/base.json";

    private static final String BASE_MEDIUM = "live/base.json";

    private static final String KERNEL = "live/vmlinuz";
    private static final String INITRD = "live/initrd.img";

    /// The screen belongs to the installer: nobody else writes there but when something goes wrong.
    private static final List<String> SCREEN = List.of("quiet", "systemd.show_status=false");

    private static final NoCloudSeed SITE = new NoCloudSeed("/run/live/medium");

    @Override
    public String name() {
        return "slipway";
    }

    @Override
    public String volumeId() {
        return "SLIPWAY_LIVE";
    }

    @Override
    public boolean recognizesMedium(Directory medium) {
        return medium.find(BASE_MEDIUM) instanceof RegularFile;
    }

    @Override
    public boolean recognizesRoot(Directory root) {
        return root.find(BASE_ROOT) instanceof RegularFile;
    }

    @Override
    public SiteFiles siteFiles(SiteContent content) {
        return SITE.files(content);
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.SLIPWAY;
    }

    @Override
    public List<String> userDataPaths() {
        return SITE.userDataPaths();
    }

    /// None: the installer looks for the user-data by itself.
    @Override
    public List<String> requiredArguments() {
        return List.of();
    }

    @Override
    public List<MediumFile> bootFiles(Directory root) {
        List<MediumFile> files = new ArrayList<>(Kernel.of(root).at(KERNEL, INITRD));
        if (root.find(BASE_ROOT) instanceof RegularFile base) {
            files.add(new MediumFile(BASE_MEDIUM, base.content()));
        }
        return files;
    }

    @Override
    public String squashfsPath() {
        return "live/filesystem.squashfs";
    }

    /// Where the installer looks when its medium has none.
    @Override
    public SortedMap<String, byte[]> rootFiles(BootConfiguration configuration) {
        return new TreeMap<>(Map.of("oem/userdata.yaml", configuration.bytes()));
    }

    @Override
    public List<GrubConfig.Entry> menu(String label, List<String> arguments) {
        return List.of(
                entry("Install", "install-mode", arguments),
                entry("Install (asking first)", "install-mode-interactive", arguments));
    }

    private static GrubConfig.Entry entry(String title, String mode, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("boot=live", mode));
        all.addAll(SCREEN);
        all.addAll(arguments);
        return new GrubConfig.Entry(title, "/" + KERNEL, "/" + INITRD, all);
    }

    @Override
    public Optional<NetworkBoot> networkBoot(Directory medium) {
        return NetworkBoot.of(medium, KERNEL, INITRD, squashfsPath());
    }

    /// The installer fetches kernel and initial file system from beside the root file system. Whatever has a digest is
    /// checked before anything of it is used (docs/base.md).
    @Override
    public List<String> networkArguments(NetworkBoot boot, NetworkPlaces places) {
        List<String> all = new ArrayList<>(List.of("boot=live", "ip=dhcp"));
        places.cardArgument().ifPresent(all::add);
        boot.root().ifPresent(root -> {
            all.add("fetch=" + places.file(root));
            addDigest("slipway.sha256", root, places, all);
        });
        addDigest("slipway.kernel.sha256", boot.kernel(), places, all);
        addDigest("slipway.initrd.sha256", boot.initrd(), places, all);
        all.add("install-mode");
        all.add("config_url=" + places.userData());
        places.installed().ifPresent(url -> all.add("slipway.installed=" + url));
        all.addAll(SCREEN);
        return List.copyOf(all);
    }

    private static void addDigest(String name, String path, NetworkPlaces places, List<String> arguments) {
        String digest = places.digests().get(path);
        if (digest != null) {
            arguments.add(name + "=" + digest);
        }
    }
}
