package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.templates.GrubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ubuntu's live systems: casper finds the squashfs files in `/casper` and mounts the medium at `/cdrom`. The installer
/// of the live server takes the key `autoinstall` of the user-data from cloud-init, and with `autoinstall` on the
/// kernel command line asks nobody before it erases the disk (subiquity documentation, chapter on autoinstall).
record Casper() implements NoCloudFlavour {

    private static final String UNATTENDED = "autoinstall";

    @Override
    public String name() {
        return "casper";
    }

    @Override
    public String volumeId() {
        return "SLIPWAY_LIVE";
    }

    @Override
    public boolean recognizesMedium(Directory medium) {
        return medium.find("casper") instanceof Directory casper
                && casper.entries().keySet().stream()
                        .anyMatch(name -> name.toString().endsWith(".squashfs"))
                && casper.entries().keySet().stream()
                        .anyMatch(name -> name.toString().contains("vmlinuz"));
    }

    @Override
    public boolean recognizesRoot(Directory root) {
        return root.find("usr/share/initramfs-tools/scripts/casper") instanceof RegularFile;
    }

    @Override
    public NoCloudSeed seed() {
        return new NoCloudSeed("/cdrom");
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.SUBIQUITY;
    }

    /// The last is where subiquity itself looks, without cloud-init.
    @Override
    public List<String> userDataPaths() {
        List<String> paths = new ArrayList<>(NoCloudFlavour.super.userDataPaths());
        paths.add("autoinstall.yaml");
        return paths;
    }

    @Override
    public List<String> requiredArguments() {
        return List.of(UNATTENDED, seed().argument());
    }

    @Override
    public List<MediumFile> bootFiles(Directory root) {
        return Kernel.of(root).at("casper/vmlinuz", "casper/initrd");
    }

    @Override
    public String squashfsPath() {
        return "casper/filesystem.squashfs";
    }

    @Override
    public List<GrubConfig.Entry> menu(String label, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("boot=casper", UNATTENDED, seed().argument()));
        all.addAll(arguments);
        return List.of(new GrubConfig.Entry("Install", "/casper/vmlinuz", "/casper/initrd", all));
    }

    @Override
    public Optional<NetworkBoot> networkBoot(Directory medium) {
        return NetworkBoot.withoutRoot(medium, "casper/vmlinuz", "casper/initrd");
    }

    /// casper fetches the whole medium into memory. cloud-init would take `url` for its own configuration, and
    /// fetch it once more, if `cloud-config-url` did not come first (subiquity documentation, chapter on booting
    /// over the network).
    @Override
    public List<String> networkArguments(NetworkBoot boot, NetworkPlaces places) {
        List<String> all = new ArrayList<>(List.of("boot=casper", "ip=dhcp"));
        places.cardArgument().ifPresent(all::add);
        all.addAll(List.of("cloud-config-url=/dev/null", "url=" + places.iso(), UNATTENDED, places.seedArgument()));
        return List.copyOf(all);
    }
}
