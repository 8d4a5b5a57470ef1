package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.Sha256;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.templates.GrubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Debian's live systems: live-boot finds `/live/filesystem.squashfs` on the medium and mounts the medium at
/// `/run/live/medium`, where cloud-init's NoCloud data source reads its seed, as the kernel command line tells it.
record DebianLive() implements Flavour {

    private static final String SEED_DIRECTORY = "slipway";

    /// The slash at the end matters: cloud-init puts the names of its files right behind it.
    private static final String SEED_ARGUMENT = "ds=nocloud;s=file:///run/live/medium/" + SEED_DIRECTORY + "/";

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
    public SiteFiles siteFiles(UserData userData) {
        // Another user-data is another instance for cloud-init: what runs once per instance runs again.
        String instance = Sha256.of(userData.bytes()).hex().substring(0, 16);
        return new SiteFiles(SEED_DIRECTORY, new TreeMap<>())
                .with("user-data", userData.bytes())
                .with("meta-data", SiteFiles.text("instance-id: slipway-" + instance + "\n"));
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.CLOUD_INIT;
    }

    @Override
    public List<String> userDataPaths() {
        return List.of(SEED_DIRECTORY + "/user-data", "nocloud/user-data", "user-data");
    }

    @Override
    public List<String> requiredArguments() {
        return List.of(SEED_ARGUMENT);
    }

    @Override
    public List<MediumFile> bootFiles(Directory root) {
        Kernel kernel = Kernel.of(root);
        return List.of(
                new MediumFile("live/vmlinuz", kernel.kernel()), new MediumFile("live/initrd.img", kernel.initrd()));
    }

    @Override
    public String squashfsPath() {
        return "live/filesystem.squashfs";
    }

    @Override
    public List<GrubConfig.Entry> menu(String label, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("boot=live", "components", "console=tty0", "console=ttyS0,115200"));
        all.add(SEED_ARGUMENT);
        all.addAll(arguments);
        return List.of(new GrubConfig.Entry("Install", "/live/vmlinuz", "/live/initrd.img", all));
    }
}
