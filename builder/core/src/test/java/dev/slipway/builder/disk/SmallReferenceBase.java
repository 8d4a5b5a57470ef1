package dev.slipway.builder.disk;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.installer.SmallBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/// A root file system that passes for the reference base, and boots nothing.
final class SmallReferenceBase {

    static final byte[] KERNEL = SmallBase.noise(1, 300_001);
    static final byte[] INITRD = SmallBase.noise(2, 700_003);
    static final byte[] CORE = SmallBase.noise(3, 40_448);
    static final byte[] BOOT_CODE = SmallBase.noise(4, 440);
    static final byte[] SHIM = SmallBase.noise(5, 90_000);
    static final byte[] KEY_MANAGER = SmallBase.noise(6, 80_000);
    static final byte[] GRUB = SmallBase.noise(7, 150_000);

    private SmallReferenceBase() {}

    static RootFileSystem in(Path target) throws IOException {
        SmallBase.write(target.resolve("usr/lib/slipway/base.json"), SmallBase.bytes("{}\n"));
        SmallBase.write(target.resolve("usr/lib/slipway/boot/core.img"), CORE);
        SmallBase.write(target.resolve("usr/lib/slipway/boot/mbr.img"), BOOT_CODE);
        SmallBase.write(target.resolve("boot/vmlinuz-1-amd64"), KERNEL);
        SmallBase.write(target.resolve("boot/initrd.img-1-amd64"), INITRD);
        SmallBase.write(target.resolve("usr/lib/shim/shimx64.efi.signed"), SHIM);
        SmallBase.write(target.resolve("usr/lib/shim/mmx64.efi.signed"), KEY_MANAGER);
        SmallBase.write(target.resolve("usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed"), GRUB);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(target)) {
            files = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(SmallBase.TIME));
        }
        return new RootFileSystem(target);
    }
}
