package dev.slipway.pxe.media;

import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A small live ISO as others make them, with files of random bytes for a kernel and its like.
public final class TestMedium {

    static final int SQUASHFS_BYTES = 300_000;

    private static final String MENU = """
            search --no-floppy --set=root --label TEST
            menuentry "Memory test" {
              linux16 /boot/memtest86+.bin
            }
            menuentry "Live" {
              linux ($root)/live/vmlinuz boot=live quiet "name=two words"
              initrd /live/initrd.img
            }
            """;

    private TestMedium() {}

    /// The bytes of a file of it.
    public static byte[] bytes(String name, int size) {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    /// Makes one with that name.
    public static Path make(Path directory, String name) throws IOException {
        Path tree = directory.resolve(name + ".tree");
        write(tree.resolve("live/vmlinuz"), bytes("vmlinuz" + name, 50_000));
        write(tree.resolve("live/initrd.img"), bytes("initrd" + name, 70_000));
        write(tree.resolve("live/filesystem.squashfs"), bytes("squashfs" + name, SQUASHFS_BYTES));
        write(tree.resolve("boot/memtest86+.bin"), bytes("memtest", 2048));
        write(tree.resolve("boot/grub/boot.img"), bytes("boot", 2048));
        write(tree.resolve("added/ssh-key"), bytes("key", 100));
        Files.writeString(tree.resolve("boot/grub/grub.cfg"), MENU);
        Path iso = directory.resolve(name);
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-r", "-J", "-V", "TEST", "-b", "boot/grub/boot.img")
                .and("-no-emul-boot", "-boot-load-size", 4, "-o", iso, tree)
                .run();
        return iso;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, bytes);
    }
}
