package dev.slipway.builder.flavour;

import dev.slipway.builder.coreos.EmbedArea;
import dev.slipway.builder.coreos.IgnitionArchive;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Live images of Fedora CoreOS and its like: they keep room for an Ignition config in a file that the boot loaders
/// load as one more initial file system, in the first boot of which Ignition finds it. That room is used, so
/// nothing is grafted for a site.
record CoreOs() implements Flavour {

    /// `/images/ignition.img`
    private static final String DIRECTORY = EmbedArea.FILE.substring(0, EmbedArea.FILE.indexOf('/'));

    private static final String FILE = EmbedArea.FILE.substring(DIRECTORY.length() + 1);

    private static final String PXE = "images/pxeboot";

    @Override
    public String name() {
        return "coreos";
    }

    @Override
    public boolean recognizesMedium(Directory medium) {
        return medium.find("coreos/igninfo.json") instanceof RegularFile
                || medium.find(EmbedArea.FILE) instanceof RegularFile;
    }

    @Override
    public SiteFiles siteFiles(SiteContent content) {
        content.requireUserDataAlone(name());
        return new SiteFiles(DIRECTORY, new TreeMap<>())
                .with(FILE, IgnitionArchive.pack(content.userData().bytes()));
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.IGNITION;
    }

    /// None: it lies in an archive.
    @Override
    public List<String> userDataPaths() {
        return List.of();
    }

    /// Without the first Ignition does not run, and without the second it does not know where (Ignition's
    /// documentation, chapter on supported platforms).
    @Override
    public List<String> requiredArguments() {
        return List.of("ignition.firstboot", "ignition.platform.id=metal");
    }

    @Override
    public Optional<NetworkBoot> networkBoot(Directory medium) {
        return NetworkBoot.of(medium, PXE + "/vmlinuz", PXE + "/initrd.img", PXE + "/rootfs.img");
    }

    /// Fedora CoreOS documentation, chapter on booting live over PXE.
    @Override
    public List<String> networkArguments(NetworkBoot boot, NetworkPlaces places) {
        List<String> all = new ArrayList<>(List.of("rd.neednet=1", "ip=dhcp"));
        places.cardArgument().ifPresent(all::add);
        boot.root().ifPresent(root -> all.add("coreos.live.rootfs_url=" + places.file(root)));
        all.addAll(requiredArguments());
        all.add("ignition.config.url=" + places.userData());
        return List.copyOf(all);
    }
}
