package dev.slipway.image.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What other people's tools and the kernel wrote, we read.
@RequiresTool({"mke2fs", "e2fsck"})
class Ext4VolumeIT {

    @TempDir
    private static Path directory;

    private static Path source;
    private static Directory expected;

    @BeforeAll
    static void makeTree() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        Path many = Files.createDirectory(source.resolve("many"));
        for (int i = 0; i < 5000; i++) {
            Path name = many.resolve("a-rather-long-name-of-a-file-%05d".formatted(i));
            if (i < 50) {
                Files.writeString(name, "x".repeat(i));
            } else {
                // Names are what this is about, and links cost the least.
                Files.createLink(name, many.resolve("a-rather-long-name-of-a-file-%05d".formatted(i % 50)));
            }
        }
        byte[] noise = new byte[3_000_000];
        new java.util.SplittableRandom(1).nextBytes(noise);
        Files.write(source.resolve("large"), noise);
        Files.write(source.resolve("inline"), new byte[] {1, 2, 3});
        Files.write(source.resolve("inline-and-attribute"), java.util.Arrays.copyOf(noise, 130));
        Files.createDirectories(source.resolve("small/deep/er"));
        Files.writeString(source.resolve("small/deep/er/file"), "text\n");
        Files.createLink(source.resolve("linked"), source.resolve("small/deep/er/file"));
        Files.createSymbolicLink(source.resolve("fast"), Path.of("small/deep"));
        Files.createSymbolicLink(source.resolve("slow"), Path.of("x/".repeat(100) + "y"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(source.resolve("sparse").toFile(), "rw")) {
            sparse.seek(20_000_000);
            sparse.write(7);
        }
        expected = DirectoryScan.of(source);
    }

    private static Path make(String name, String... options) {
        Path image = directory.resolve(name + ".img");
        Tool.of("mke2fs", "-q", "-F", "-L", name, "-U", "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1", "-d", source)
                .and((Object[]) options)
                .and(image, "100M")
                .run();
        return image;
    }

    private static List<String> read(Path image) throws IOException {
        try (Ext4Volume volume = Ext4Volume.open(Image.ofFile(image))) {
            TreeBuilder tree = TreeBuilder.from(volume.tree());
            tree.remove(TreeBuilder.names("lost+found"));
            return listing(tree.build());
        }
    }

    private static List<String> listing(Directory tree) {
        List<String> lines = TreeListing.of(tree, Aspect.MODE, Aspect.OWNER, Aspect.HARD_LINKS);
        // The root is the file system's own.
        return lines.subList(1, lines.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "ext2:-t ext2",
                "ext2-1k:-t ext2 -b 1024",
                "ext2-rev0:-t ext2 -r 0",
                "ext3:-t ext3",
                "ext4:-t ext4",
                "ext4-1k:-t ext4 -b 1024",
                "ext4-2k-128:-t ext4 -b 2048 -I 128",
                "inline:-t ext4 -O inline_data",
                "meta_bg:-t ext4 -O meta_bg,^resize_inode -b 1024 -g 1024",
                "sparse2:-t ext4 -O sparse_super2 -b 1024",
                "old:-t ext4 -O ^64bit,^metadata_csum,^flex_bg,^has_journal",
                "ea_inode:-t ext4 -O ea_inode,metadata_csum_seed,mmp"
            })
    void treeIsTheOneThatMke2fsCopied(String name, String options) throws IOException {
        Path image = make(name, options.split(" ", -1));
        assertThat(read(image)).isEqualTo(listing(expected));
        try (Ext4Volume volume = Ext4Volume.open(Image.ofFile(image))) {
            assertThat(volume.label()).isEqualTo(name);
            assertThat(volume.uuid()).hasToString("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1");
        }
        // With indexes of hashes.
        Tool.of("e2fsck", "-f", "-y", "-D", image).tryRun();
        assertThat(Tool.of("e2fsck", "-f", "-n", image).run()).contains(name + ": ");
        assertThat(read(image)).isEqualTo(listing(expected));
        Files.delete(image);
    }

    @Test
    void openWhenBlocksComeInClustersIsRefused() {
        Path image = make("bigalloc", "-t", "ext4", "-O", "bigalloc");
        assertThatThrownBy(() -> Ext4Volume.open(Image.ofFile(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("bigalloc");
    }

    /// The kernel spreads files over groups, splits extents, and indexes directories as they grow.
    @Test
    @RequiresTool({"mount", "umount", "cp"})
    void treeIsTheOneThatTheKernelWrote() throws IOException {
        Path image = directory.resolve("kernel.img");
        Tool.of("mke2fs", "-q", "-F", "-t", "ext4", image, "200M").run();
        Path mountPoint = Files.createDirectory(directory.resolve("mnt"));
        Ext4IT.mount(image, mountPoint);
        try {
            Tool.of("cp", "-a", source + "/.", mountPoint).run();
            for (int i = 0; i < 400; i++) {
                Files.write(
                        mountPoint.resolve("hole-" + i % 2),
                        new byte[4096],
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
            }
            Files.delete(mountPoint.resolve("hole-0"));
            Files.delete(mountPoint.resolve("hole-1"));
        } finally {
            Tool.of("umount", mountPoint).run();
        }
        assertThat(read(image)).isEqualTo(listing(expected));
    }
}
