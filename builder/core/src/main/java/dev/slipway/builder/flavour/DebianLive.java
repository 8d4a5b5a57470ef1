package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.templates.GrubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Debian's live systems: live-boot finds `/live/filesystem.squashfs` on the medium and mounts the medium at
/// `/run/live/medium`, where cloud-init's NoCloud data source reads its seed, as the kernel command line tells it.
record DebianLive() implements NoCloudFlavour {

    @Override
    public String name() {
        return "debian-live";
    }

    @Override
    public String volumeId() {
        return "SLIPWAY_LIVE";
    }

    @Override
    public boolean recognizesMedium(Directory medium) {
        return medium.find("live/filesystem.squashfs") instanceof RegularFile;
    }

    @Override
    public boolean recognizesRoot(Directory root) {
        return root.find("usr/lib/live/boot") != null || root.find("lib/live/boot") != null;
    }

    @Override
    public NoCloudSeed seed() {
        return new NoCloudSeed("/run/live/medium");
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.CLOUD_INIT;
    }

    @Override
    public List<MediumFile> bootFiles(Directory root) {
        return Kernel.of(root).at("live/vmlinuz", "live/initrd.img");
    }

    @Override
    public String squashfsPath() {
        return "live/filesystem.squashfs";
    }

    @Override
    public List<GrubConfig.Entry> menu(String label, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("boot=live", "components", seed().argument()));
        all.addAll(arguments);
        return List.of(new GrubConfig.Entry("Install", "/live/vmlinuz", "/live/initrd.img", all));
    }

    @Override
    public Optional<NetworkBoot> networkBoot(Directory medium) {
        return NetworkBoot.of(medium, "live/vmlinuz", "live/initrd.img", squashfsPath());
    }

    /// live-boot fetches the root file system into memory (live-boot(7), `fetch`).
    @Override
    public List<String> networkArguments(NetworkBoot boot, NetworkPlaces places) {
        List<String> all = new ArrayList<>(List.of("boot=live", "components", "ip=dhcp"));
        places.cardArgument().ifPresent(all::add);
        boot.root().ifPresent(root -> all.add("fetch=" + places.file(root)));
        all.add(places.seedArgument());
        return List.copyOf(all);
    }
}
