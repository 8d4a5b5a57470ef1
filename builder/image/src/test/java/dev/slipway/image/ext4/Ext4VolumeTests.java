package dev.slipway.image.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ext4VolumeTests {

    private static final Instant TIME = Instant.parse("2040-11-21T13:37:42.123456789Z");
    private static final UUID ID = UUID.fromString("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1");
    private static final Ext4Options OPTIONS = Ext4Options.of(16 << 20, "Some label", ID, TIME);

    private static final Directory TREE = new TreeBuilder(Metadata.of(0755, TIME))
            .put("dir/file", file(10_000))
            .put("other", file(5))
            .build();

    private static RegularFile file(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return new RegularFile(Metadata.of(0644, TIME), Image.ofBytes(bytes));
    }

    private static Directory read(Image image) throws IOException {
        try (Ext4Volume volume = Ext4Volume.open(image)) {
            return volume.tree();
        }
    }

    private static List<String> listing(Directory tree) {
        return TreeListing.of(tree, Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED, Aspect.HARD_LINKS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void treeWhenWeWroteItIsTheSame(long seed) throws IOException {
        Directory tree = RandomTrees.seeded(seed)
                .names(Names.BYTES)
                .with(Trait.SYMLINKS, Trait.SPECIALS, Trait.HARD_LINKS, Trait.OWNERS, Trait.MODES, Trait.NANOSECONDS)
                .nodes(200)
                .create();
        Directory expected = TreeBuilder.from(tree)
                .put("lost+found", new Directory(Metadata.of(0700, TIME), new TreeMap<>()))
                .build();
        assertThat(listing(read(Ext4Image.plan(tree, OPTIONS)))).isEqualTo(listing(expected));
    }

    @Test
    void volumeTellsOfItselfAndFindsFilesOneByOne() throws IOException {
        Image image = Ext4Image.plan(TREE, OPTIONS);
        try (ImageReader reader = ImageReader.of(image)) {
            assertThat(Ext4Volume.isPresent(reader)).isTrue();
        }
        try (Ext4Volume volume = Ext4Volume.open(image)) {
            assertThat(volume.label()).isEqualTo("Some label");
            assertThat(volume.uuid()).isEqualTo(ID);
            assertThat(volume.sizeBytes()).isEqualTo(16 << 20);
            assertThat(volume.list("/"))
                    .containsExactly(FileName.of("dir"), FileName.of("lost+found"), FileName.of("other"));
            assertThat(volume.list("dir")).containsExactly(FileName.of("file"));
            assertThat(volume.list("other")).isEmpty();
            assertThat(volume.list("missing")).isEmpty();
            assertThat(volume.find("dir/missing")).isEmpty();
            assertThat(volume.find("other/x")).isEmpty();
            assertThat(volume.find("dir/file")).get().isInstanceOfSatisfying(RegularFile.class, found -> {
                assertThat(found.metadata().modified()).isEqualTo(TIME);
                assertThat(found.content().size()).isEqualTo(10_000);
            });
        }
    }

    /// A ring of directories: the entry of the directory `dir` leads to the root.
    @Test
    void treeWhenADirectoryHoldsItselfIsRefused() throws IOException {
        byte[] image = bytes();
        int entry = rootDirectory() + 12 + 12;
        assertThat(image[entry + 8]).isEqualTo((byte) 'l');
        int second = entry + Short.toUnsignedInt(little(image).getShort(entry + 4));
        assertThat(image[second + 8]).isEqualTo((byte) 'd');
        little(image).putInt(second, Inode.ROOT);
        assertThatThrownBy(() -> read(Image.ofBytes(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("expected a tree of directories");
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "6", "5000"})
    void treeWhenAnEntryOfADirectoryHasNoSoundLengthIsRefused(int length) throws IOException {
        byte[] image = bytes();
        little(image).putShort(rootDirectory() + 4, (short) length);
        assertThatThrownBy(() -> read(Image.ofBytes(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("expected an entry within 4096 bytes, found one of " + length);
    }

    @Test
    void treeWhenTheTreeOfExtentsIsTooDeepIsRefused() throws IOException {
        byte[] image = bytes();
        little(image).putShort(rootInode() + Inode.BLOCK_OFFSET + 6, (short) 6);
        assertThatThrownBy(() -> read(Image.ofBytes(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("expected at most 5 levels, found 6");
    }

    /// The root of the tree names a block that holds a copy of itself, one level lower than it should be.
    @Test
    void treeWhenTheTreeOfExtentsIsARingIsRefused() throws IOException {
        byte[] image = bytes();
        int node = 3000 * 4096;
        ByteBuffer out = little(image).position(node);
        new ExtentHeader(1, 340, 3).encode(out);
        new ExtentIndex(0, 3000).encode(out);
        out.position(rootInode() + Inode.BLOCK_OFFSET);
        new ExtentHeader(1, 4, 4).encode(out);
        new ExtentIndex(0, 3000).encode(out);
        assertThatThrownBy(() -> read(Image.ofBytes(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("expected a depth below 3, found 3");
    }

    @Test
    void treeWhenABlockLiesBeyondTheImageIsRefused() throws IOException {
        byte[] image = bytes();
        little(image).putInt(rootInode() + Inode.BLOCK_OFFSET + 20, 4096);
        assertThatThrownBy(() -> read(Image.ofBytes(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("expected a block from 1 to 4095, found 4096");
    }

    @ParameterizedTest
    @CsvSource({
        "0x60, 4, its journal holds",
        "0x60, 0x10000, feature 0x10000 is not read",
        "0x64, 0x200, feature bigalloc is not read",
        "0x18, 9, expected blocks of 1 KiB",
        "0x20, 0, blocks in a group",
        "0x28, 0, inodes in a group",
        "0x04, 4097, expected a file system of at most 16777216 bytes",
    })
    void openWhenTheSuperblockCannotBeReadTellsWhy(String place, String value, String why) throws IOException {
        byte[] image = bytes();
        int at = Superblock.OFFSET + Integer.decode(place);
        boolean flag = place.startsWith("0x6");
        little(image).putInt(at, (flag ? little(image).getInt(at) : 0) | Integer.decode(value));
        assertThatThrownBy(() -> Ext4Volume.open(Image.ofBytes(image)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void treeWhenBytesAreWrongIsReadOrRefused(long seed) throws IOException {
        byte[] sound = bytes();
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] image = sound.clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(3) == 0
                        ? rootDirectory() + random.nextInt(60)
                        : rootInode() + random.nextInt(4096);
                image[at] = (byte) random.nextInt();
            }
            try {
                assertThat(read(Image.ofBytes(image)).entries()).isNotNull();
            } catch (MalformedImageException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(20, 299);
    }

    private static byte[] bytes() throws IOException {
        return Ext4Image.plan(TREE, OPTIONS).toByteArray(16 << 20);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int rootInode() {
        return (int) Ext4Geometry.of(OPTIONS).inodeTable(0) * 4096 + (Inode.ROOT - 1) * Inode.SIZE;
    }

    /// The root's block is the first behind the tables.
    private static int rootDirectory() {
        Ext4Geometry geometry = Ext4Geometry.of(OPTIONS);
        return (int) (geometry.inodeTable(0) * 4096 + (long) geometry.inodesPerGroup() * Inode.SIZE);
    }
}
