package dev.slipway.image.squashfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.compression.Compression;
import dev.slipway.image.compression.Compression.Method;
import dev.slipway.image.squashfs.SquashfsOptions.Fragments;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What we write, we read: with every compression, every way of packing fragments, and trees of all kinds.
class SquashfsRoundTripTests {

    private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000);

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource(Method.class)
    void unpackWhenWrittenWithAnyCompressionGivesTheSameTree(Method method) throws IOException {
        assertRoundTrip(randomTree(1), options(Compression.of(method)));
    }

    @ParameterizedTest
    @EnumSource(Fragments.class)
    void unpackWhenWrittenWithAnyFragmentsGivesTheSameTree(Fragments fragments) throws IOException {
        assertRoundTrip(randomTree(2), options(Compression.parse("zstd:3")).withFragments(fragments));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6, 7, 8})
    void unpackWhenTreeIsRandomGivesTheSameTree(long seed) throws IOException {
        assertRoundTrip(randomTree(seed), options(Compression.parse("gzip:1")));
    }

    @ParameterizedTest
    @ValueSource(ints = {8 << 10, 128 << 10, 1 << 20})
    void unpackWhenBlocksAreOfAnotherSizeGivesTheSameTree(int blockBytes) throws IOException {
        assertRoundTrip(randomTree(9), options(Compression.parse("lz4")).withBlockBytes(blockBytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip:6", "zstd:3", "lz4", "xz:1"})
    void writeWhenThreadsDifferGivesTheSameBytes(String compression) throws IOException {
        Directory tree = randomTree(10);
        SquashfsOptions options = options(Compression.parse(compression));
        Image one = SquashfsImage.write(tree, options.withThreads(1), work.resolve("1"));
        for (int threads : new int[] {2, 4, 7}) {
            Image several = SquashfsImage.write(tree, options.withThreads(threads), work.resolve("" + threads));
            assertThat(several.sha256()).isEqualTo(one.sha256());
        }
    }

    @Test
    void writeWhenTreeIsEmptyGivesAnEmptyRoot() throws IOException {
        Directory empty = new Directory(Metadata.of(0700, TIME), new TreeMap<>());
        assertRoundTrip(empty, options(Compression.of(Method.GZIP)));
    }

    @Test
    void writeWhenDirectoryIsHugeIndexesItsListing() throws IOException {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        for (int i = 0; i < 70_000; i++) {
            tree.put("huge/entry-number-" + i, new Node.Symlink(Metadata.of(0777, TIME), new byte[] {'t'}));
        }
        SquashfsOptions options = options(Compression.parse("zstd:1"));
        assertRoundTrip(tree.build(), options);
        try (SquashfsReader reader = SquashfsReader.open(Image.ofFile(work.resolve("image")))) {
            assertThat(reader.find("huge")).isInstanceOfSatisfying(SquashfsEntry.Directory.class, huge -> {
                assertThat(huge.record().indexEntries()).isBetween(200, 400);
                assertThat(huge.record().listingBytes()).isGreaterThan(0xFFFF);
            });
        }
    }

    @Test
    void writeWhenContentsAreEqualStoresThemOnce() throws IOException {
        byte[] content = new byte[300_000];
        new java.util.SplittableRandom(1).nextBytes(content);
        byte[] other = content.clone();
        other[299_999] ^= 1;
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        for (String name : List.of("a", "b", "c")) {
            tree.put(name, new Node.RegularFile(Metadata.of(0644, TIME), Image.ofBytes(content)));
        }
        tree.put("d", new Node.RegularFile(Metadata.of(0644, TIME), Image.ofBytes(other)));
        assertRoundTrip(tree.build(), options(Compression.of(Method.LZ4)));
        assertThat(Files.size(work.resolve("image"))).isBetween(600_000L, 620_000L);
    }

    @Test
    void writeWhenFileIsLargerThan4GibAndSparseStoresItsHolesAsNothing() throws IOException {
        long gib5 = 5L << 30;
        Image content = Image.concat(Image.zeros(gib5), Image.ofBytes(new byte[] {1, 2, 3}));
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        tree.put("sparse", new Node.RegularFile(Metadata.of(0644, TIME), content));
        SquashfsOptions options = options(Compression.of(Method.ZSTD)).withBlockBytes(SquashfsOptions.BLOCK_BYTES_MAX);
        Image image = SquashfsImage.write(tree.build(), options, work.resolve("image"));
        assertThat(image.size()).isEqualTo(4096);
        try (SquashfsReader reader = SquashfsReader.open(image)) {
            assertThat(reader.find("sparse")).isInstanceOfSatisfying(SquashfsEntry.File.class, file -> {
                assertThat(file.size()).isEqualTo(gib5 + 3);
                assertThat(file.record().sparseBytes()).isEqualTo(gib5);
            });
        }
    }

    @Test
    void writeWhenFileBecameShorterNamesItAndLeavesNothingBehind() throws IOException {
        Path file = Files.write(work.resolve("content"), new byte[100_000]);
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        tree.put("f", new Node.RegularFile(Metadata.of(0644, TIME), Image.ofFile(file)));
        Files.write(file, new byte[10]);
        assertThatThrownBy(() ->
                        SquashfsImage.write(tree.build(), options(Compression.of(Method.ZSTD)), work.resolve("image")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has become shorter");
        try (var left = Files.list(work)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void writeTellsProgressUpToTheEnd() throws IOException {
        List<Long> told = new ArrayList<>();
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        tree.put("f", new Node.RegularFile(Metadata.of(0644, TIME), Image.zeros(1_000_000)));
        SquashfsImage.write(
                tree.build(), options(Compression.of(Method.ZSTD)), work.resolve("image"), (done, total) -> {
                    assertThat(total).isEqualTo(1_000_000);
                    told.add(done);
                });
        assertThat(told).isSorted().last().isEqualTo(1_000_000L);
    }

    @Test
    void findWhenPathLeadsThroughAFileFindsNothing() throws IOException {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        tree.put("etc/os-release", new Node.RegularFile(Metadata.of(0644, TIME), Image.ofBytes(new byte[] {'x'})));
        Image image = SquashfsImage.write(tree.build(), options(Compression.of(Method.XZ)), work.resolve("image"));
        try (SquashfsReader reader = SquashfsReader.open(image)) {
            assertThat(reader.find("etc/os-release/x")).isNull();
            assertThat(reader.find("etc/none")).isNull();
            assertThat(reader.find("/etc//os-release"))
                    .isInstanceOfSatisfying(
                            SquashfsEntry.File.class,
                            file -> assertThat(readAll(reader, file)).containsExactly('x'));
            List<String> paths = new ArrayList<>();
            reader.walk((path, entry) -> paths.add(path));
            assertThat(paths).containsExactly("etc", "etc/os-release");
        }
    }

    @Test
    void writeWhenXattrHasNoPlaceLeavesItOut() throws IOException {
        var xattrs = new TreeMap<String, byte[]>();
        xattrs.put("system.posix_acl_access", new byte[] {2});
        xattrs.put("user.kept", new byte[] {1});
        Directory tree = new Directory(Metadata.of(0755, TIME).withXattrs(xattrs), new TreeMap<FileName, Node>());
        Image image = SquashfsImage.write(tree, options(Compression.of(Method.ZSTD)), work.resolve("image"));
        try (SquashfsReader reader = SquashfsReader.open(image)) {
            assertThat(reader.root().metadata().xattrs()).containsOnlyKeys("user.kept");
        }
    }

    private static byte[] readAll(SquashfsReader reader, SquashfsEntry.File file) {
        try {
            return reader.read(file, 100);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertRoundTrip(Directory tree, SquashfsOptions options) throws IOException {
        Image image = SquashfsImage.write(tree, options, work.resolve("image"));
        assertThat(image.size() % 4096).isZero();
        try (SquashfsReader reader = SquashfsReader.open(image)) {
            Directory read = SquashfsTree.unpack(reader, work.resolve("contents"), Long.MAX_VALUE);
            assertThat(TreeListing.of(read, Aspect.values())).isEqualTo(TreeListing.of(tree, Aspect.values()));
        }
    }

    private static SquashfsOptions options(Compression compression) {
        return SquashfsOptions.of(compression, TIME).withBlockBytes(SquashfsOptions.BLOCK_BYTES_MIN);
    }

    private Directory randomTree(long seed) throws IOException {
        Trait[] traits = Arrays.stream(Trait.values())
                .filter(trait -> trait != Trait.NANOSECONDS)
                .toArray(Trait[]::new);
        return RandomTrees.seeded(seed)
                .names(Names.BYTES)
                .with(traits)
                .nodes(400)
                .blockBytes(4096)
                .contentIn(Files.createTempDirectory(work, "tree"))
                .create();
    }
}
