package dev.slipway.image.squashfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.compression.BlockCompressor;
import dev.slipway.image.compression.Compression;
import dev.slipway.image.compression.Compression.Method;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Damaged and malicious images end in an [IOException] that tells the place: they neither run for ever nor use more
/// memory than the JVM of the tests has.
class SquashfsCorruptionTests {

    private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000);

    /// The most that is read of the contents of one damaged image.
    private static final long READ_BYTES_MAX = 64 << 20;

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource(Method.class)
    void readWhenAnyBitIsFlippedEndsWithAnIoExceptionOrNone(Method method) throws IOException {
        byte[] image = image(method);
        SplittableRandom random = new SplittableRandom(method.toString().hashCode());
        for (int i = 0; i < 400; i++) {
            byte[] broken = image.clone();
            // The superblock and the tables at the end are hit more often than the data between.
            int range = broken.length;
            int at = switch (i % 3) {
                case 0 -> random.nextInt(Superblock.SIZE);
                case 1 -> range - 1 - random.nextInt(Math.min(range, 16_000));
                default -> random.nextInt(range);
            };
            broken[at] ^= (byte) (1 << random.nextInt(8));
            assertEnds(broken);
        }
    }

    @Test
    void openWhenImageIsCutShortNamesTheSuperblock() throws IOException {
        byte[] image = image(Method.GZIP);
        assertThatThrownBy(() -> SquashfsReader.open(Image.ofBytes(image).slice(0, image.length - 4096)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageStartingWith("squashfs superblock at byte 40: expected a size of 96 to");
        assertThatThrownBy(() -> SquashfsReader.open(Image.zeros(95))).isInstanceOf(MalformedImageException.class);
        assertThatThrownBy(() -> SquashfsReader.open(Image.zeros(4096)))
                .hasMessage("squashfs superblock at byte 0: expected magic 0x73717368, found 0x00000000");
    }

    /// By hand: a root that lists itself under the name `a`.
    @Test
    void walkWhenADirectoryContainsItselfThrows() throws IOException {
        DirectoryEntry itself = new DirectoryEntry(0, 0, InodeType.DIRECTORY, FileName.of("a"));
        InodeHeader header = new InodeHeader(0755, 0, 0, 0, 1);
        long listingBytes = DirectoryHeader.SIZE + (long) itself.size();
        try (BlockCompressor compressor = Compression.of(Method.GZIP).compressor(MetadataWriter.BLOCK_BYTES)) {
            MetadataWriter inodes = new MetadataWriter(compressor);
            inodes.put(new DirectoryInode(header, 2, 0, 0, listingBytes, 1, 0, Inode.NO_XATTRS));
            MetadataWriter directories = new MetadataWriter(compressor);
            directories.put(new DirectoryHeader(1, 0, 1));
            directories.put(itself);
            ByteBuffer inodeTable = inodes.finish();
            ByteBuffer directoryTable = directories.finish();
            long directoriesAt = Superblock.SIZE + (long) inodeTable.remaining();
            long idsAt = directoriesAt + directoryTable.remaining();
            IndexedTable ids = IndexedTable.encode(ByteBuffer.allocate(4), compressor, idsAt);
            long idIndex = idsAt + ids.blocks().remaining();
            Superblock superblock = new Superblock(
                    1, 0, 4096, 0, Method.GZIP, 0, 1, 0, idIndex + 8, idIndex, -1, 96, directoriesAt, idsAt, -1);
            Image image = Image.concat(
                    Image.ofBytes(superblock.encode()),
                    image(inodeTable),
                    image(directoryTable),
                    image(ids.blocks()),
                    image(ids.index()));
            try (SquashfsReader reader = SquashfsReader.open(image)) {
                assertThat(reader.list(reader.root())).containsOnlyKeys(FileName.of("a"));
                assertThatThrownBy(() ->
                                reader.walk((path, entry) -> assertThat(path).isEqualTo("a")))
                        .isInstanceOf(MalformedImageException.class)
                        .hasMessageContaining("expected a tree, found directory 1 again");
            }
        }
    }

    private static Image image(ByteBuffer table) {
        byte[] bytes = new byte[table.remaining()];
        table.get(bytes);
        return Image.ofBytes(bytes);
    }

    @Test
    void readWhenFileIsLargerThanTheLimitThrows() throws IOException {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        tree.put("f", new Node.RegularFile(Metadata.of(0644, TIME), Image.zeros(1001)));
        try (SquashfsReader reader = SquashfsReader.open(Image.ofBytes(bytes(tree.build(), Method.LZ4)))) {
            assertThat(reader.find("f")).isInstanceOfSatisfying(SquashfsEntry.File.class, file -> {
                assertThatThrownBy(() -> reader.read(file, 1000)).hasMessageContaining("at most 1000 bytes");
                assertThatThrownBy(() -> SquashfsTree.unpack(reader, work.resolve("x"), 1000))
                        .hasMessageContaining("at most 1000 bytes");
            });
        }
    }

    static void assertEnds(byte[] image) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try (SquashfsReader reader = SquashfsReader.open(Image.ofBytes(image))) {
                long[] left = {READ_BYTES_MAX};
                reader.walk((path, entry) -> {
                    if (entry instanceof SquashfsEntry.File file && left[0] > 0) {
                        left[0] -= drain(reader, file, left[0]);
                    }
                });
            } catch (MalformedImageException | EOFException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        });
    }

    private static long drain(SquashfsReader reader, SquashfsEntry.File file, long limit) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long done = 0;
        try (InputStream in = reader.open(file)) {
            for (int count = in.read(chunk); count >= 0 && done < limit; count = in.read(chunk)) {
                done += count;
            }
        }
        return done;
    }

    private byte[] image(Method method) throws IOException {
        return bytes(
                RandomTrees.seeded(31)
                        .names(Names.BYTES)
                        .with(Trait.SYMLINKS, Trait.SPECIALS, Trait.HARD_LINKS, Trait.XATTRS, Trait.OWNERS)
                        .nodes(150)
                        .fileBytesMax(20_000)
                        .create(),
                method);
    }

    private byte[] bytes(Directory tree, Method method) throws IOException {
        SquashfsOptions options =
                SquashfsOptions.of(Compression.of(method), TIME).withBlockBytes(SquashfsOptions.BLOCK_BYTES_MIN);
        return SquashfsImage.write(tree, options, work.resolve("image")).toByteArray(64 << 20);
    }
}
