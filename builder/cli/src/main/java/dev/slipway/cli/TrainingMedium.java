package dev.slipway.cli;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.fat.FatImage;
import dev.slipway.image.fat.FatOptions;
import dev.slipway.image.hybrid.HybridImage;
import dev.slipway.image.hybrid.HybridRequest;
import dev.slipway.image.iso9660.IsoRequest;
import dev.slipway.image.iso9660.VolumeDate;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A small medium that has everything a base must have, except that nothing on it would run.
final class TrainingMedium {

    static final String VOLUME_ID = "COS_LIVE";

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, String> FILES = Map.of(
            "boot/kernel", "a kernel",
            "boot/initrd", "an initrd",
            "boot/grub2/grub.cfg", "menuentry Install {\n  linux /boot/kernel install-mode\n  initrd /boot/initrd\n}\n",
            "rootfs.squashfs", "a root file system");

    private TrainingMedium() {}

    static void writeTo(Path file) throws IOException {
        Image efi = FatImage.plan(tree(Map.of("EFI/BOOT/BOOTX64.EFI", "a loader")), FatOptions.of("EFI", 1));
        HybridRequest request = new HybridRequest(
                IsoRequest.of(tree(FILES), VolumeLabels.of(VOLUME_ID, VolumeDate.of(TIME))),
                Optional.empty(),
                Optional.of(efi),
                Sha256.EMPTY);
        HybridImage.plan(request).image().writeTo(file);
    }

    private static Directory tree(Map<String, String> files) {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        files.forEach((path, text) -> tree.put(
                path, new RegularFile(Metadata.of(0444, TIME), Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)))));
        return tree.build();
    }
}
