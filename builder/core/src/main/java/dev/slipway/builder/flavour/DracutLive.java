package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.templates.GrubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Live systems of Fedora, openSUSE and their kin: dracut's module dmsquash-live finds the medium by its label, takes
/// `/LiveOS/squashfs.img` from it, and mounts it at `/run/initramfs/live` (dracut.cmdline(7), section on booting live
/// images). cloud-init reads its seed there.
record DracutLive() implements NoCloudFlavour {

    @Override
    public String name() {
        return "dracut-live";
    }

    @Override
    public String volumeId() {
        return "SLIPWAY_LIVE";
    }

    @Override
    public boolean recognizesMedium(Directory medium) {
        return medium.find("LiveOS/squashfs.img") instanceof RegularFile
                || medium.find("LiveOS/rootfs.img") instanceof RegularFile;
    }

    /// The number before the module's name is not the same in every release of dracut.
    @Override
    public boolean recognizesRoot(Directory root) {
        return root.find("usr/lib/dracut/modules.d") instanceof Directory modules
                && modules.entries().keySet().stream()
                        .anyMatch(name -> name.toString().matches("[0-9]+dmsquash-live"));
    }

    @Override
    public NoCloudSeed seed() {
        return new NoCloudSeed("/run/initramfs/live");
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.CLOUD_INIT;
    }

    @Override
    public List<MediumFile> bootFiles(Directory root) {
        return Kernel.of(root).at("images/pxeboot/vmlinuz", "images/pxeboot/initrd.img");
    }

    @Override
    public String squashfsPath() {
        return "LiveOS/squashfs.img";
    }

    @Override
    public List<GrubConfig.Entry> menu(String label, List<String> arguments) {
        List<String> all = new ArrayList<>(
                List.of("root=live:CDLABEL=" + label, "rd.live.image", "rd.live.overlay.overlayfs", seed().argument()));
        all.addAll(arguments);
        return List.of(new GrubConfig.Entry("Install", "/images/pxeboot/vmlinuz", "/images/pxeboot/initrd.img", all));
    }

    @Override
    public Optional<NetworkBoot> networkBoot(Directory medium) {
        String kernel = "images/pxeboot/vmlinuz";
        String initrd = "images/pxeboot/initrd.img";
        return NetworkBoot.of(medium, kernel, initrd, squashfsPath())
                .or(() -> NetworkBoot.of(medium, kernel, initrd, "LiveOS/rootfs.img"));
    }

    /// dracut's module livenet fetches the root file system into memory (dracut.cmdline(7), `root=live:URL`).
    @Override
    public List<String> networkArguments(NetworkBoot boot, NetworkPlaces places) {
        List<String> all = new ArrayList<>(List.of("rd.neednet=1", "ip=dhcp"));
        places.cardArgument().ifPresent(all::add);
        boot.root().ifPresent(root -> all.add("root=live:" + places.file(root)));
        all.addAll(List.of("rd.live.image", "rd.live.overlay.overlayfs", places.seedArgument()));
        return List.copyOf(all);
    }
}
