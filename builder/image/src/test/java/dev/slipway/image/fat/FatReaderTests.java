package dev.slipway.image.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatReaderTests {

    private static final Metadata METADATA = Metadata.of(0644, Instant.parse("2026-11-21T13:37:42Z"));
    private static final int LIMIT = 1 << 28;

    /// FAT16 with clusters of 512 bytes: table at sector 1, of 17 sectors; root at 35, data at 67. Clusters: `d` is 2,
    /// `d/a` is 3 to 5, `d/b` is 6.
    private static ByteBuffer small() throws IOException {
        Directory tree = new TreeBuilder(METADATA)
                .put("D/A", new RegularFile(METADATA, Image.ofBytes(new byte[1500])))
                .put("D/B", new RegularFile(METADATA, Image.ofBytes(new byte[1])))
                .build();
        Image image = FatImage.plan(tree, FatOptions.of("", 1).withType(FatType.FAT16));
        return ByteBuffer.wrap(image.toByteArray(LIMIT)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Image image(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.capacity()];
        bytes.get(0, copy);
        return Image.ofBytes(copy);
    }

    private static final int TABLE = 512;
    private static final int ROOT = 35 * 512;
    private static final int DATA = 67 * 512;

    private static void assertMalformed(ByteBuffer image, String message) {
        assertThatThrownBy(() -> FatReader.read(image(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage(message);
    }

    @Test
    void readWhenDirectoryIsItsOwnChildThrows() throws IOException {
        // The third entry of the directory, `A`, becomes a directory that begins where the directory itself does.
        ByteBuffer image = small();
        image.put(DATA + 64 + 11, (byte) DirectoryEntry.DIRECTORY).putShort(DATA + 64 + 26, (short) 2);
        assertMalformed(image, "FAT chain at byte 516: cluster 2 is used twice");
    }

    @Test
    void readWhenChainIsARingThrows() throws IOException {
        ByteBuffer image = small();
        image.putShort(TABLE + 2 * 4, (short) 3).putInt(DATA + 64 + 28, 100_000);
        assertMalformed(image, "FAT chain at byte 518: cluster 3 is used twice");
    }

    @Test
    void readWhenDirectoryIsARingThrows() throws IOException {
        assertMalformed(small().putShort(TABLE + 2 * 2, (short) 2), "FAT chain at byte 516: cluster 2 is used twice");
    }

    @Test
    void readWhenFilesShareClustersThrows() throws IOException {
        assertMalformed(small().putShort(DATA + 96 + 26, (short) 5), "FAT chain at byte 522: cluster 5 is used twice");
    }

    @Test
    void readWhenChainIsTooShortThrows() throws IOException {
        assertMalformed(
                small().putInt(DATA + 64 + 28, 2000),
                "FAT chain at byte 522: expected a chain of 4 clusters, it ends after 3");
    }

    @Test
    void readWhenChainLeavesTheDataThrows() throws IOException {
        assertMalformed(
                small().putShort(DATA + 64 + 26, (short) 4103),
                "FAT chain at byte 8718: expected a cluster from 2 to 4102, found 4103");
        assertMalformed(
                small().putShort(TABLE + 2 * 3, (short) 0),
                "FAT chain at byte 512: expected a cluster from 2 to 4102, found 0");
    }

    @Test
    void readWhenANameIsThereTwiceThrows() throws IOException {
        assertMalformed(small().put(DATA + 96, (byte) 'A'), "FAT directory entry at byte 96: 'A' is there twice");
    }

    @Test
    void readWhenANameIsEmptyOrHasASlashThrows() throws IOException {
        assertThatThrownBy(() -> FatReader.read(image(small().put(ROOT, (byte) ' '))))
                .isInstanceOf(MalformedImageException.class);
        assertThatThrownBy(() -> FatReader.read(image(small().put(ROOT, (byte) '/'))))
                .isInstanceOf(MalformedImageException.class);
    }

    @Test
    void readWhenImageIsCutOffThrows() throws IOException {
        Image image = image(small());
        assertThatThrownBy(() -> FatReader.read(image.slice(0, image.size() - 1)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("expected a file system of at most");
        assertThatThrownBy(() -> FatReader.read(image.slice(0, 100))).isInstanceOf(MalformedImageException.class);
    }

    @Test
    void readWhenLongNameIsOrphanedTakesTheShortOne() throws IOException {
        Directory tree = new TreeBuilder(METADATA)
                .put("long name.text", new RegularFile(METADATA, Image.empty()))
                .build();
        byte[] image = FatImage.plan(tree, FatOptions.of("", 1).withType(FatType.FAT16))
                .toByteArray(LIMIT);
        for (int broken : new int[] {13, 0, 32, 32 + 13, 64 + 7}) {
            byte[] copy = image.clone();
            copy[ROOT + broken] ^= 0x10;
            assertThat(FatReader.read(Image.ofBytes(copy)).tree().entries().keySet())
                    .singleElement()
                    .asString()
                    .isEqualTo(broken == 64 + 7 ? "LONGNA~!.TEX" : "LONGNA~1.TEX");
        }
    }

    @Test
    void readWhenDirectoriesAreNestedTooDeepThrows() throws IOException {
        Image deep = FatImage.plan(nested(256), FatOptions.of("", 1).withType(FatType.FAT16));
        assertThat(FatReader.read(deep).tree().entries()).hasSize(1);
        assertThatThrownBy(() -> FatImage.plan(nested(257), FatOptions.of("", 1)))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessageContaining("is nested deeper than the 256 levels");
        // The deepest directory, in cluster 257, gets one more below it, in cluster 258.
        ByteBuffer deeper = ByteBuffer.wrap(deep.toByteArray(LIMIT)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] entry = new byte[32];
        deeper.get(ROOT, entry).put(DATA + 255 * 512 + 64, entry);
        deeper.putShort(DATA + 255 * 512 + 64 + 26, (short) 258).putShort(TABLE + 2 * 258, (short) 0xFFFF);
        assertMalformed(deeper, "FAT directory entry at byte 0: expected at most 256 levels of directories");
    }

    private static Directory nested(int levels) {
        Directory directory = new Directory(METADATA, new TreeMap<FileName, Node>());
        for (int i = 0; i < levels; i++) {
            TreeMap<FileName, Node> entries = new TreeMap<>();
            entries.put(FileName.of("D"), directory);
            directory = new Directory(METADATA, entries);
        }
        return directory;
    }

    @Test
    void isPresentTellsFatFromOtherImages() throws IOException {
        assertThat(isPresent(image(small()))).isTrue();
        assertThat(isPresent(Image.zeros(1 << 20))).isFalse();
        assertThat(isPresent(Image.zeros(1))).isFalse();
    }

    private static boolean isPresent(Image image) throws IOException {
        try (ImageReader reader = ImageReader.of(image)) {
            return FatReader.isPresent(reader);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readWhenBytesAreRandomlyBrokenEndsInATreeOrAnException(FatType type) throws IOException {
        Directory tree = RandomTrees.seeded(3)
                .names(Names.WINDOWS)
                .nodes(80)
                .fileBytesMax(5000)
                .create();
        Image sound = FatImage.plan(tree, FatOptions.of("FUZZ", 1).withType(type));
        int metadata = (int) Math.min(sound.size(), type == FatType.FAT32 ? 600_000 : 60_000);
        byte[] start = sound.slice(0, metadata).toByteArray(LIMIT);
        SplittableRandom random = new SplittableRandom(9);
        int broken = 0;
        for (int round = 0; round < 300; round++) {
            byte[] copy = start.clone();
            for (int i = 0; i < 1 + round % 20; i++) {
                // Where something stands: tables and directories are mostly zeros.
                int at = random.nextInt(copy.length);
                while (copy[at] == 0) {
                    at = random.nextInt(copy.length);
                }
                copy[at] = (byte) random.nextInt();
            }
            try {
                assertThat(FatReader.read(sound.overlay(0, Image.ofBytes(copy))).tree())
                        .isNotNull();
            } catch (MalformedImageException e) {
                broken++;
            }
        }
        assertThat(broken).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24})
    void readWhenLowerCaseIsMarkedShowsIt(int flags) throws IOException {
        ByteBuffer image = small();
        image.put(DATA + 64, new byte[] {'K', 'E', 'R', ' ', ' ', ' ', ' ', ' ', 'I', 'M', 'G'});
        image.put(DATA + 64 + 12, (byte) flags);
        String expected = ((flags & 8) != 0 ? "ker" : "KER") + ((flags & 16) != 0 ? ".img" : ".IMG");
        Directory tree = FatReader.read(image(image)).tree();
        assertThat(TreeListing.of(tree)).anyMatch(line -> line.startsWith("/D/" + expected + " "));
    }
}
