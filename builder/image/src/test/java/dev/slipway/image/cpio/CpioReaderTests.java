package dev.slipway.image.cpio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.AwkwardTrees;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.ExactListing;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpioReaderTests {

    private static final Metadata METADATA = Metadata.of(0644, Instant.EPOCH);

    private final List<Image> parts = new ArrayList<>();

    private static Directory tree(String path, String content) {
        return new TreeBuilder(Metadata.of(0755, Instant.EPOCH))
                .put(path, new Node.RegularFile(METADATA, Image.ofBytes(content.getBytes(ISO_8859_1))))
                .build();
    }

    private void entry(boolean summed, long inode, long mode, long links, String name, String data, long check) {
        CpioHeader header = new CpioHeader(
                summed, inode, mode, 0, 0, links, 0, data.length(), 0, 0, 0, 0, name.length() + 1L, check);
        parts.add(Image.ofBytes(header.encode())
                .then(Image.ofBytes((name + "\0").getBytes(ISO_8859_1)))
                .padTo(4));
        parts.add(Image.ofBytes(data.getBytes(ISO_8859_1)).padTo(4));
    }

    private void file(String name, String data) {
        entry(false, 1, 0100644, 1, name, data, 0);
    }

    private Directory read() throws Exception {
        entry(false, 0, 0, 1, CpioHeader.TRAILER, "", 0);
        return CpioReader.read(Image.concat(parts));
    }

    private static String content(Directory tree, String path) throws Exception {
        Node.RegularFile file = (Node.RegularFile) Objects.requireNonNull(tree.find(path));
        return new String(file.content().toByteArray(1000), ISO_8859_1);
    }

    @Test
    void readWhenWrittenByPlanGivesTheSameTree() throws Exception {
        Directory tree = AwkwardTrees.plain();
        assertThat(ExactListing.of(CpioReader.read(CpioImage.plan(tree)))).isEqualTo(ExactListing.of(tree));
    }

    @ParameterizedTest
    @EnumSource(names = {"SYMLINKS", "HARD_LINKS"})
    void readWhenAnyTreeIsPlannedGivesTheSameTree(Trait trait) throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            Directory tree = RandomTrees.seeded(seed)
                    .names(Names.BYTES)
                    .with(trait, Trait.SPECIALS, Trait.OWNERS, Trait.MODES)
                    .nodes(150)
                    .create();
            assertThat(ExactListing.of(CpioReader.read(CpioImage.plan(tree)))).isEqualTo(ExactListing.of(tree));
        }
    }

    @Test
    void planWhenFileHasManyNamesStoresItsDataOnceAndLast() throws Exception {
        Node file = new Node.RegularFile(METADATA, Image.ofBytes(new byte[5000]));
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        Image cpio =
                CpioImage.plan(tree.put("a", file).put("b", file).put("c", file).build());
        assertThat(cpio.size()).isLessThan(6500);
        Directory read = CpioReader.read(cpio);
        assertThat(read.find("a")).isNotNull().isSameAs(read.find("c"));
    }

    @Test
    void readWhenArchivesFollowEachOtherTheLaterWins() throws Exception {
        Image both = Image.concat(
                CpioImage.plan(tree("etc/a", "old")), Image.zeros(1024), CpioImage.plan(tree("etc/a", "new")));
        assertThat(content(CpioReader.read(both), "etc/a")).isEqualTo("new");
    }

    @Test
    void readWhenSomethingElseFollowsNamesTheOffset() {
        Image both = CpioImage.plan(tree("a", "x"))
                .then(Image.ofBytes(new byte[120]).overlay(0, Image.ofBytes(new byte[] {0x1F})));
        assertThatThrownBy(() -> CpioReader.read(both))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageStartingWith("cpio header at byte 512: expected '070701'");
    }

    @Test
    void readWhenZerosNeverEndStops() {
        Image cpio = CpioImage.plan(tree("a", "x")).then(Image.zeros(1L << 60));
        assertThatThrownBy(() -> CpioReader.read(cpio)).hasMessageContaining("expected another archive");
    }

    @Test
    void readWhenDataComeWithTheFirstNameGivesThemToAll() throws Exception {
        entry(false, 7, 0100644, 2, "a", "data", 0);
        entry(false, 7, 0100644, 2, "b", "", 0);
        Directory tree = read();
        assertThat(content(tree, "b")).isEqualTo("data");
        assertThat(tree.find("a")).isSameAs(tree.find("b"));
    }

    @Test
    void readWhenSumIsRightGivesTheFile() throws Exception {
        entry(true, 1, 0100644, 1, "a", "ab\u00ff", 97 + 98 + 255);
        assertThat(content(read(), "a")).isEqualTo("ab\u00ff");
    }

    @Test
    void readWhenSumIsWrongRefuses() {
        entry(true, 1, 0100644, 1, "a", "ab", 1);
        assertThatThrownBy(this::read)
                .hasMessage("cpio entry 'a' at byte 0: expected a sum of 00000001 over its data, found 000000C3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../b", "a\0b"})
    void readWhenNameIsBadRefuses(String name) {
        file(name, "x");
        assertThatThrownBy(this::read).isInstanceOf(MalformedImageException.class);
    }

    @Test
    void readWhenTrailerIsMissingRefuses() {
        file("a", "x");
        assertThatThrownBy(() -> CpioReader.read(Image.concat(parts)))
                .hasMessageContaining("but the image ends at byte 116");
    }

    @Test
    void readWhenBytesAreBrokenNeverFailsOtherwise() throws Exception {
        Image whole = CpioImage.plan(AwkwardTrees.plain());
        byte[] bytes = whole.toByteArray(1 << 20);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] broken = bytes.clone();
            broken[random.nextInt(5000)] = (byte) "0123456789ABCDEFx\0/".charAt(random.nextInt(19));
            try {
                CpioReader.read(Image.ofBytes(broken));
            } catch (MalformedImageException e) {
                assertThat(e.offset()).isBetween(0L, whole.size());
            }
        }
    }

    @Test
    void planWhenFileIsTooLargeNamesIt() {
        Directory tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH))
                .put("etc/big", new Node.RegularFile(METADATA, Image.zeros(1L << 32)))
                .build();
        assertThatThrownBy(() -> CpioImage.plan(tree)).hasMessageStartingWith("'etc/big' has 4294967296 bytes");
    }
}
