package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.AwkwardTrees;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.ExactListing;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTests {

    private final List<Image> parts = new ArrayList<>();

    private void header(char type, String name, String link, long size) {
        parts.add(Image.ofBytes(
                new TarHeader(name, 0644, 0, 0, size, 0, type, link, TarHeader.Dialect.USTAR, 0, 0, "").encode()));
    }

    private void entry(char type, String name, String content) {
        header(type, name, "", content.length());
        parts.add(Image.ofBytes(content.getBytes(ISO_8859_1)).padTo(512));
    }

    private Directory read() throws Exception {
        return TarReader.read(Image.concat(parts));
    }

    private static Node.RegularFile file(Directory tree, String path) {
        return (Node.RegularFile) Objects.requireNonNull(tree.find(path));
    }

    private static String content(Node.RegularFile file) throws Exception {
        return new String(file.content().toByteArray(1000), ISO_8859_1);
    }

    @Test
    void readWhenWrittenByPlanGivesTheSameTree() throws Exception {
        Directory tree = AwkwardTrees.full();
        assertThat(ExactListing.of(TarReader.read(TarWriter.plan(tree)))).isEqualTo(ExactListing.of(tree));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readWhenAnyTreeIsPlannedGivesTheSameTree(long seed) throws Exception {
        Directory tree = RandomTrees.seeded(seed)
                .names(Names.BYTES)
                .with(Trait.SYMLINKS, Trait.HARD_LINKS, Trait.XATTRS, Trait.OWNERS, Trait.MODES, Trait.NANOSECONDS)
                .blockBytes(512)
                .nodes(150)
                .create();
        assertThat(ExactListing.of(TarReader.read(TarWriter.plan(tree)))).isEqualTo(ExactListing.of(tree));
    }

    @Test
    void planWhenCalledTwiceGivesTheSameBytes() throws Exception {
        assertThat(TarWriter.plan(AwkwardTrees.full()).sha256())
                .isEqualTo(TarWriter.plan(AwkwardTrees.full()).sha256());
    }

    @Test
    void readWhenNameComesTwiceKeepsTheLast() throws Exception {
        entry('0', "./a", "one");
        entry('0', "/a", "two");
        assertThat(content(file(read(), "a"))).isEqualTo("two");
    }

    @Test
    void readWhenArchiveHasNoEndGivesItsEntries() throws Exception {
        header('0', "a", "", 3);
        parts.add(Image.ofBytes("abc".getBytes(ISO_8859_1)));
        assertThat(content(file(read(), "a"))).isEqualTo("abc");
    }

    @Test
    void readWhenHardLinkGivesTheSameNode() throws Exception {
        entry('0', "dir/a", "one");
        header('1', "b", "./dir/a", 3);
        Directory tree = read();
        assertThat(tree.find("b")).isNotNull().isSameAs(tree.find("dir/a"));
    }

    @Test
    void readWhenNameIsGnuLongTakesIt() throws Exception {
        entry('L', "././@LongLink", "long\u00ff".repeat(30) + "\0");
        entry('0', "cut", "x");
        assertThat(read().entries().firstKey().bytes())
                .isEqualTo("long\u00ff".repeat(30).getBytes(ISO_8859_1));
    }

    /// GNU tar puts the first hundred bytes of a long name into the header; here they end in a slash.
    @Test
    void readWhenCutOffNameEndsInSlashIsStillAFile() throws Exception {
        String directory = "d".repeat(99);
        entry('L', "././@LongLink", directory + "/file\0");
        entry('0', directory + "/", "content");

        assertThat(content(file(read(), directory + "/file"))).isEqualTo("content");
    }

    @Test
    void readWhenPaxRecordsComeTakesThem() throws Exception {
        entry(
                'x',
                "pax",
                String.join("", "24 SCHILY.xattr.u.a=\0\n\u00ff\n", "17 mtime=-1.5000\n", "15 uid=3000000\n"));
        entry('0', "a", "x");
        Node node = file(read(), "a");
        assertThat(node.metadata().uid()).isEqualTo(3_000_000);
        assertThat(node.metadata().modified()).isEqualTo(Instant.ofEpochSecond(-2, 500_000_000));
        assertThat(node.metadata().xattrs().get("u.a")).isEqualTo(new byte[] {0, '\n', (byte) 0xFF});
    }

    @Test
    void readWhenXattrIsBase64DecodesIt() throws Exception {
        entry('x', "pax", "34 LIBARCHIVE.xattr.user.%61=AP8K\n");
        entry('0', "a", "x");
        assertThat(file(read(), "a").metadata().xattrs().get("user.a"))
                .isEqualTo(HexFormat.of().parseHex("00ff0a"));
    }

    @Test
    void readWhenSparseVersionOneRealisesIt() throws Exception {
        entry(
                'x',
                "pax",
                "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n24 GNU.sparse.name=real\n26 GNU.sparse.realsize=10\n");
        entry('0', "GNUSparseFile.1/real", "2\n1\n2\n6\n1\n" + "\0".repeat(502) + "abc");
        assertThat(content(file(read(), "real"))).isEqualTo("\0ab\0\0\0c\0\0\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\n5\n9\n",
                "2\n5\n1\n3\n1\n",
                "1\n0\n4\n",
                "999999999\n",
                "x\n",
                "1111111111111111111111111",
                "1\n"
            })
    void readWhenSparseMapIsWrongRefuses(String map) throws Exception {
        entry('x', "pax", "22 GNU.sparse.major=1\n26 GNU.sparse.realsize=10\n");
        entry('0', "real", map + "\0".repeat(512 - map.length()) + "abc");
        assertThatThrownBy(this::read).isInstanceOf(MalformedImageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../b", "a/.."})
    void readWhenNameLeadsOutsideRefusesWithTheName(String name) {
        entry('0', name, "x");
        assertThatThrownBy(this::read)
                .isInstanceOf(MalformedImageException.class)
                .hasMessageStartingWith("tar entry '%s' at byte 0: ".formatted(name));
    }

    @Test
    void readWhenNameHoldsNulRefuses() {
        entry('x', "pax", "12 path=a\0b\n");
        entry('0', "a", "x");
        assertThatThrownBy(this::read)
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("holds '/' or NUL");
    }

    @Test
    void readWhenHardLinkLeadsNowhereRefuses() {
        header('1', "a", "gone", 0);
        assertThatThrownBy(this::read)
                .hasMessage("tar entry 'a' at byte 0: it is a hard link to 'gone', which is not there");
    }

    @Test
    void readWhenEntryPassesThroughFileRefuses() {
        entry('0', "a", "x");
        entry('0', "a/b", "x");
        assertThatThrownBy(this::read).hasMessage("tar entry 'a/b' at byte 1024: 'a' is not a directory");
    }

    @Test
    void readWhenDataIsCutOffRefuses() {
        header('0', "a", "", 4000);
        assertThatThrownBy(this::read)
                .hasMessage("tar entry 'a' at byte 0: expected 4000 bytes of data from byte 512 on,"
                        + " but the archive ends at byte 512");
    }

    @Test
    void readWhenEntriesImplyTooManyDirectoriesRefuses() {
        for (int i = 0; i < 300; i++) {
            entry('L', "long", i + "/a".repeat(1000) + "\0");
            entry('0', "cut", "");
        }
        assertThatThrownBy(this::read).hasMessageContaining("directories have no entry");
    }

    @Test
    void readWhenExtendedHeaderIsHugeRefusesBeforeReadingIt() {
        header('x', "pax", "", 1L << 32);
        parts.add(Image.zeros(1L << 33));
        assertThatThrownBy(this::read).hasMessageContaining("a size of 4294967296 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4 a=\n", "99 a=b\n", "6 a=b", "6 =bc\n", "abc", " a=b\n", "7 mtime\n", "99999999999999 a=b\n"})
    void readWhenPaxRecordIsWrongRefuses(String records) {
        entry('x', "pax", records);
        entry('0', "a", "x");
        assertThatThrownBy(this::read).isInstanceOf(MalformedImageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"14 uid=banana\n", "18 mtime=1e100000\n", "28 mtime=999999999999999999\n", "18 uid=4294967295\n"
            })
    void readWhenPaxValueIsWrongRefuses(String records) {
        entry('x', "pax", records);
        entry('0', "a", "x");
        assertThatThrownBy(this::read).isInstanceOf(MalformedImageException.class);
    }

    @Test
    void readWhenBytesAreBrokenNeverFailsOtherwise() throws Exception {
        Image whole = TarWriter.plan(AwkwardTrees.full());
        byte[] bytes = whole.toByteArray(1 << 20);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] broken = bytes.clone();
            int block = random.nextInt(60) * 512;
            broken[block + random.nextInt(512)] = (byte) random.nextInt();
            fixChecksum(broken, block);
            try {
                TarReader.read(Image.ofBytes(broken));
            } catch (MalformedImageException e) {
                assertThat(e.offset()).isBetween(0L, whole.size());
            }
        }
    }

    private static void fixChecksum(byte[] bytes, int block) {
        Arrays.fill(bytes, block + 148, block + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += bytes[block + i] & 0xFF;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
        System.arraycopy(digits, 0, bytes, block + 148, 8);
    }
}
