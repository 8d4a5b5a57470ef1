package dev.slipway.image.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Extent;
import dev.slipway.image.Image;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Symlink;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What we write is judged by the tools of ext4's own makers, by the kernel, and by GRUB.
@RequiresTool({"e2fsck", "debugfs", "dumpe2fs"})
class Ext4IT {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final Instant TIME = Instant.parse("2026-11-21T13:37:42.123456789Z");
    private static final UUID ID = UUID.fromString("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1");

    @TempDir
    Path directory;

    private Path write(Image image) throws IOException {
        Path file = directory.resolve("ext4.img");
        image.writeTo(file);
        return file;
    }

    /// Has other people's program judge the file system: any message beside the passes and the sum is a finding.
    static void check(Path image) {
        Tool.Result result = Tool.of("e2fsck", "-f", "-n", image).tryRun();
        assertThat(result.output()
                        .lines()
                        .filter(line -> !line.startsWith("Pass ") && !line.startsWith("e2fsck "))
                        .toList())
                .as(result.output())
                .hasSize(1)
                .allMatch(line -> line.matches(".*: [0-9]+/[0-9]+ files \\([0-9.]+% non-contiguous\\), .* blocks"));
        assertThat(result.status()).isZero();
    }

    private static Metadata metadata(int permissions) {
        return Metadata.of(permissions, TIME);
    }

    private static RegularFile file(Image content) {
        return new RegularFile(metadata(0644), content);
    }

    private static Directory randomTree(long seed, int nodes) {
        return RandomTrees.seeded(seed)
                .names(Names.BYTES)
                .with(Trait.SYMLINKS, Trait.SPECIALS, Trait.HARD_LINKS, Trait.OWNERS, Trait.MODES, Trait.NANOSECONDS)
                .nodes(nodes)
                .depth(10)
                .create();
    }

    private static Ext4Options options(long bytes) {
        return Ext4Options.of(bytes, "Some label", ID, TIME);
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 64", "3, 127", "4, 129", "5, 1024"})
    void checkFindsNothingWhenTheTreeIsRandom(long seed, long mebibytes) throws IOException {
        Path image = write(Ext4Image.plan(randomTree(seed, 300), options(mebibytes * MIB)));
        check(image);
        assertThat(Files.size(image)).isEqualTo(mebibytes * MIB);
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 100, 128, 130, 131, 256, 2048, 2049, 2050, 2051, 4000, 65_536, 262_144})
    void checkFindsNothingWhateverTheSize(long mebibytes) throws IOException {
        check(write(Ext4Image.plan(randomTree(9, 20), options(mebibytes * MIB))));
    }

    @ParameterizedTest
    @CsvSource({"4096, 2048", "4096, 2300", "4096, 130", "1048576, 2048", "1048576, 16", "67108864, 4096"})
    void checkFindsNothingHoweverManyInodes(long bytesPerInode, long mebibytes) throws IOException {
        check(write(Ext4Image.plan(randomTree(8, 4), options(mebibytes * MIB).withBytesPerInode(bytesPerInode))));
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void planWhenLargeCostsLittle() {
        Image image = Ext4Image.plan(randomTree(1, 5), options(1024 * GIB));
        long made = image.extents().stream()
                .filter(Extent.MemoryExtent.class::isInstance)
                .mapToLong(Extent::length)
                .sum();
        assertThat(image.size()).isEqualTo(1024 * GIB);
        assertThat(made).isLessThan(16 * MIB);
    }

    @Test
    void planWhenSmallIsMostlyHoles() {
        Image image = Ext4Image.plan(randomTree(1, 0), options(50 * GIB));
        long made = image.extents().stream()
                .filter(Extent.MemoryExtent.class::isInstance)
                .count();
        assertThat(made).isLessThan(100);
    }

    @Test
    void dumpe2fsTellsWhatWasAskedFor() throws IOException {
        Path image = write(Ext4Image.plan(randomTree(1, 5), options(200 * MIB).withReservedPercent(1)));
        assertThat(Tool.of("dumpe2fs", "-h", image).run())
                .contains(
                        "Filesystem volume name:   Some label",
                        "Filesystem UUID:          " + ID,
                        "Filesystem state:         clean",
                        "Reserved block count:     512",
                        "Journal inode:            8",
                        "Total journal size:       16M")
                .containsPattern("Filesystem features: +has_journal ext_attr dir_index filetype extent flex_bg"
                        + " sparse_super large_file huge_file dir_nlink extra_isize metadata_csum\n");
    }

    @Test
    void debugfsGivesBackEveryFile() throws IOException {
        byte[] noise = new byte[5_000_000];
        new java.util.SplittableRandom(1).nextBytes(noise);
        Directory tree = new TreeBuilder(metadata(0755))
                .put("large", file(Image.ofBytes(noise)))
                .put("a/b/c/small", file(Image.ofBytes("x\n".getBytes(StandardCharsets.UTF_8))))
                .put("a/empty", file(Image.empty()))
                .put("fast", new Symlink(metadata(0777), "a/empty".getBytes(StandardCharsets.UTF_8)))
                .put("slow", new Symlink(metadata(0777), "a/".repeat(1000).getBytes(StandardCharsets.UTF_8)))
                .build();
        Path image = write(Ext4Image.plan(tree, options(64 * MIB)));
        check(image);
        List<String> compared = new ArrayList<>();
        tree.walk((path, node) -> {
            if (node instanceof RegularFile file) {
                Path copy = directory.resolve("copy");
                Tool.of("debugfs", "-R", "dump /" + path + " " + copy, image).run();
                assertSameContent(file.content(), copy);
                compared.add(path);
            }
        });
        assertThat(compared).containsExactly("a/b/c/small", "a/empty", "large");
        assertThat(Tool.of("debugfs", "-R", "stat /fast", image).run()).contains("Fast link dest: \"a/empty\"");
        assertThat(Tool.of("debugfs", "-R", "stat /slow", image).run()).contains("Size: 2000", "User:     0");
    }

    private static void assertSameContent(Image expected, Path file) {
        try {
            assertThat(Image.ofFile(file).sha256()).isEqualTo(expected.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void checkFindsNothingWhenFilesAreLargeAndManyNamesStandInADirectory() throws IOException {
        TreeBuilder tree = new TreeBuilder(metadata(0755));
        for (int i = 0; i < 5000; i++) {
            tree.put("many/name-%05d".formatted(i), file(Image.ofBytes(new byte[] {(byte) i})));
        }
        tree.put("huge", file(Image.zeros(70 * GIB)));
        tree.put("large", file(Image.zeros(3 * GIB)));
        Path image = write(Ext4Image.plan(tree.build(), options(80 * GIB)));
        check(image);
        assertThat(Tool.of("debugfs", "-R", "extents /huge", image).run()).contains(" 0/ 1 ", " 1/ 1 ");
    }

    /// Extents whose tree has two levels of nodes above the inode's, which is more than disks of today ask for.
    @Test
    void checkFindsNothingWhenTheTreeOfExtentsIsDeep() throws IOException {
        Path image = write(Ext4Image.plan(
                new TreeBuilder(metadata(0755))
                        .put("huge", file(Image.zeros(1400 * GIB)))
                        .build(),
                options(1600 * GIB).withBytesPerInode(64 * MIB)));
        assertThat(Tool.of("debugfs", "-R", "extents /huge", image).run()).contains(" 1/ 2 ");
        check(image);
    }

    @Test
    void capacityKeepsEverythingElseTheSameWhateverTheContent() throws IOException {
        SortedMap<String, Long> capacities = new TreeMap<>();
        capacities.put("90_custom.yaml", 128L << 10);
        capacities.put("sub/meta-data", 16L << 10);
        Ext4Options options = options(64 * MIB).withCapacities(capacities).withBytesPerInode(32_768);
        Image empty = Ext4Image.plan(withContents(0, 0), options);
        Image full = Ext4Image.plan(withContents(128 << 10, 16 << 10), options);
        Image some = Ext4Image.plan(withContents(5000, 1), options);
        long end = 2 * MIB;
        for (Image image : List.of(empty, full, some)) {
            check(write(image));
            assertThat(image.slice(end, image.size() - end).sha256())
                    .isEqualTo(empty.slice(end, empty.size() - end).sha256());
            assertThat(image.slice(0, 4096).sha256())
                    .isEqualTo(empty.slice(0, 4096).sha256());
        }
        assertThat(Tool.of("debugfs", "-R", "stat /90_custom.yaml", write(some)).run())
                .contains("Size: 5000", "Blockcount: 256")
                .containsPattern("\\(0-1\\):[0-9]+-[0-9]+, \\(2-31\\[u\\]\\):[0-9]+-[0-9]+");
    }

    private static Directory withContents(int userData, int metaData) {
        byte[] text = new byte[userData];
        java.util.Arrays.fill(text, (byte) 'x');
        return new TreeBuilder(metadata(0700))
                .put("90_custom.yaml", file(Image.ofBytes(text)))
                .put("sub/meta-data", file(Image.ofBytes(java.util.Arrays.copyOf(text, metaData))))
                .build();
    }

    /// The kernel believes the maps when it writes, and the journal when it is mounted for writing.
    @ParameterizedTest
    @CsvSource({"11, 64", "12, 300", "13, 5000"})
    @RequiresTool({"mount", "umount"})
    void kernelSeesTheSameTreeAndWritesIntoIt(long seed, long mebibytes) throws IOException {
        Directory tree = randomTree(seed, 300);
        Path image = write(Ext4Image.plan(tree, options(mebibytes * MIB)));
        Path mountPoint = Files.createDirectory(directory.resolve("mnt"));
        mount(image, mountPoint);
        try {
            Directory seen = DirectoryScan.of(mountPoint);
            assertThat(listing(seen)).isEqualTo(listing(withLostAndFound(tree)));
            Path fresh = Files.createDirectory(mountPoint.resolve("written by the kernel"));
            for (int i = 0; i < 500; i++) {
                Files.write(fresh.resolve("file-" + i), new byte[i * 50]);
            }
            Files.write(mountPoint.resolve("large"), new byte[12 << 20]);
        } finally {
            Tool.of("umount", mountPoint).run();
        }
        check(image);
    }

    private static List<String> listing(Directory tree) {
        return TreeListing.of(tree, Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED, Aspect.HARD_LINKS);
    }

    private static Directory withLostAndFound(Directory tree) {
        return TreeBuilder.from(tree)
                .put("lost+found", new Directory(metadata(0700), new TreeMap<>()))
                .build();
    }

    static void mount(Path image, Path mountPoint) {
        Tool.Result mounted =
                Tool.of("mount", "-o", "loop", "-t", "ext4", image, mountPoint).tryRun();
        Assumptions.assumeTrue(mounted.status() == 0, "no loop mount here: " + mounted.output());
    }

    @Test
    @RequiresTool("grub-fstest")
    void grubReadsFilesByTheirNames() throws IOException {
        byte[] kernel = new byte[3_000_001];
        new java.util.SplittableRandom(2).nextBytes(kernel);
        Node menu = file(Image.ofBytes("set timeout=2\n".getBytes(StandardCharsets.UTF_8)));
        Directory tree = new TreeBuilder(metadata(0755))
                .put("active/vmlinuz", file(Image.ofBytes(kernel)))
                .put("grub/grub.cfg", menu)
                .build();
        Path image = write(Ext4Image.plan(tree, options(2048 * MIB).withBytesPerInode(1 << 20)));
        check(image);
        Path copy = directory.resolve("copy");
        Tool.of("grub-fstest", image, "cp", "(loop0)/active/vmlinuz", copy).run();
        assertSameContent(Image.ofBytes(kernel), copy);
        assertThat(Tool.of("grub-fstest", image, "cat", "(loop0)/grub/grub.cfg").run())
                .isEqualTo("set timeout=2\n");
    }
}
