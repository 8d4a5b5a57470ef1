package dev.slipway.builder.loader;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.fat.FatImage;
import dev.slipway.image.fat.FatOptions;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The partition that UEFI firmware starts from: shim in the place of the removable medium's loader, the GRUB that shim
/// loads, and the boot menu, equal to the one that BIOS machines see.
public final class EfiSystemPartition {

    private static final String LABEL = "SLIPWAY_EFI";
    private static final String DIRECTORY = "EFI/BOOT/";

    private EfiSystemPartition() {}

    /// Plans the partition.
    ///
    /// @param root where the loaders come from
    /// @param menu the text of `grub.cfg`
    /// @param identity of the medium, for the volume's serial number
    public static Image plan(Directory root, Processor processor, String menu, Sha256 identity, Instant time) {
        BootLoaders loaders = BootLoaders.of(root, processor);
        Metadata file = Metadata.of(0644, time);
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, time));
        tree.put(DIRECTORY + processor.removableMediumLoader(), new RegularFile(file, loaders.shim()));
        tree.put(DIRECTORY + processor.grubName(), new RegularFile(file, loaders.grub()));
        loaders.keyManager()
                .ifPresent(manager -> tree.put(DIRECTORY + processor.keyManagerName(), new RegularFile(file, manager)));
        // Debian's GRUB looks for its menu in the first place, that of Fedora and openSUSE in the second.
        RegularFile text = new RegularFile(file, Image.ofBytes(menu.getBytes(StandardCharsets.UTF_8)));
        tree.put("boot/grub/grub.cfg", text);
        tree.put(DIRECTORY + "grub.cfg", text);
        long serial = Integer.toUnsignedLong(ByteBuffer.wrap(identity.bytes()).getInt());
        return FatImage.plan(tree.build(), FatOptions.of(LABEL, serial));
    }
}
