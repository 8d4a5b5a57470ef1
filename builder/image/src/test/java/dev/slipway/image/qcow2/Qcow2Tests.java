package dev.slipway.image.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An image put together by the specification is read, and refused with its place told once it is broken.
class Qcow2Tests {

    @TempDir
    private Path work;

    @Test
    void openWhenMadeByHandReadsEveryCluster() throws IOException {
        HandmadeQcow2 handmade = new HandmadeQcow2();
        Qcow2File compressed = open(handmade.bytes());
        assertThat(compressed.size()).isEqualTo(HandmadeQcow2.DISK_BYTES);
        assertThat(compressed.isCompressed()).isTrue();
        assertThatThrownBy(compressed::image).isInstanceOf(IllegalStateException.class);
        assertThat(expand(compressed)).isEqualTo(HandmadeQcow2.disk());

        // The third cluster, which is the compressed one, becomes zeros.
        Qcow2File plain = open(handmade.putLong(HandmadeQcow2.L2 + 16, 0).bytes());
        assertThat(plain.isCompressed()).isFalse();
        byte[] expected = HandmadeQcow2.disk();
        Arrays.fill(expected, 2 * 512, 3 * 512, (byte) 0);
        assertThat(plain.image().toByteArray(1 << 20)).isEqualTo(expected);
        assertThat(expand(plain)).isEqualTo(expected);
    }

    @Test
    void openWhenVersion2HasNoZeroFlag() throws IOException {
        HandmadeQcow2 handmade = new HandmadeQcow2().putInt(4, 2).putLong(HandmadeQcow2.L2 + 16, 0);
        // The flag of version 3 is a bit without meaning in version 2: the cluster's data count.
        byte[] expected = HandmadeQcow2.disk();
        Arrays.fill(expected, 2 * 512, 3 * 512, (byte) 0);
        Arrays.fill(expected, 3 * 512, 3 * 512 + 100, (byte) 'z');
        assertThat(expand(open(handmade.bytes()))).isEqualTo(expected);
    }

    static Stream<Arguments> hostile() {
        int l1 = HandmadeQcow2.L1;
        int l2 = HandmadeQcow2.L2;
        return Stream.of(
                hostile(
                        "magic number",
                        "qcow2 header at byte 0: expected magic number 514649fb, found 00000000",
                        file -> file.putInt(0, 0)),
                hostile("version", "expected version 2 or 3, found 4", file -> file.putInt(4, 4)),
                hostile("backing file", "differs from a backing file", file -> file.putLong(8, 104)),
                hostile("encryption", "the image is encrypted", file -> file.putInt(32, 2)),
                hostile("data file", "keeps its data in another file", file -> file.putLong(72, 4)),
                hostile("corrupt", "says that it is corrupt", file -> file.putLong(72, 2)),
                hostile("subclusters", "has subclusters", file -> file.putLong(72, 16)),
                hostile("unknown feature", "features that are not known: 0x20", file -> file.putLong(72, 32)),
                hostile(
                        "small clusters",
                        "expected 9 to 21 bits of a cluster's size, found 8",
                        file -> file.putInt(20, 8)),
                hostile("huge clusters", "found 4294967295", file -> file.putInt(20, -1)),
                hostile(
                        "absurd size",
                        "a disk of 18446744073709551615 bytes is more than",
                        file -> file.putLong(24, -1)),
                hostile(
                        "size beyond the table",
                        "expected 2 to 4194304 entries of the level 1 table",
                        file -> file.putLong(24, 32_769)),
                hostile("absurd table", "found 4294967295", file -> file.putInt(36, -1)),
                hostile(
                        "table beyond the file",
                        "a level 1 table of 1 entries at byte 1048576",
                        file -> file.putLong(40, 1 << 20)),
                hostile("table before the file", "at byte 18446744073709551104", file -> file.putLong(40, -512)),
                hostile(
                        "level 2 beyond the file",
                        "qcow2 level 1 table at byte 512: the level 2 table would lie at byte "
                                + "1048576, but the file ends at byte 3072",
                        file -> file.putLong(l1, 1 << 20)),
                hostile("level 2 within a cluster", "has bits that are not known", file -> file.putLong(l1, 1025)),
                hostile(
                        "cluster beyond the file",
                        "the cluster would lie at byte 1048576",
                        file -> file.putLong(l2, 1 << 20)),
                hostile(
                        "clusters in one place",
                        "the cluster lies at byte 1536, where another lies",
                        file -> file.putLong(l2 + 24, 1536)),
                hostile(
                        "cluster with unknown bits",
                        "an entry of 0800000000000600 has bits",
                        file -> file.putLong(l2, 0x0800_0000_0000_0600L)),
                hostile(
                        "compressed beyond the file",
                        "compressed data would lie at byte 1048576",
                        file -> file.putLong(l2 + 16, Cluster.COMPRESSED | 1 << 20)),
                hostile(
                        "compressed twice",
                        "two compressed clusters lie in the same place",
                        file -> file.putLong(l2 + 24, Cluster.COMPRESSED | HandmadeQcow2.PACKED)),
                hostile(
                        "compressed that is none",
                        "qcow2 compressed cluster at byte 1536",
                        file -> file.putLong(l2 + 16, Cluster.COMPRESSED | 1536).putLong(l2, 0)),
                hostile(
                        "compressed that ends early",
                        "qcow2 compressed cluster at byte 2048: expected 512 bytes, found 100",
                        file -> file.pack(new byte[100])));
    }

    private static Arguments hostile(String name, String message, UnaryOperator<HandmadeQcow2> change) {
        return Arguments.of(name, message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void expandWhenTheImageIsHostileTellsWhere(String name, String message, UnaryOperator<HandmadeQcow2> change)
            throws IOException {
        byte[] bytes = change.apply(new HandmadeQcow2()).bytes();
        assertThatThrownBy(() -> expand(open(bytes)))
                .as(name)
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining(message);
        assertThat(work.resolve("raw")).doesNotExist();
    }

    @Test
    void openWhenCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = new HandmadeQcow2().bytes();
        // Behind the compressed cluster lies nothing that is missed.
        for (int length = 0; length < HandmadeQcow2.PACKED + 8; length += 37) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> expand(open(cut))).isInstanceOf(MalformedImageException.class);
        }
    }

    @Test
    void expandWhenAnyBitIsFlippedEndsWithADiskOrAMalformedImage() throws IOException {
        byte[] whole = new HandmadeQcow2().bytes();
        SplittableRandom random = new SplittableRandom(17);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] broken = whole.clone();
            // Headers and tables; the data have no checksum.
            broken[random.nextInt(1536)] ^= (byte) (1 << random.nextInt(8));
            try {
                Qcow2File.open(Files.write(work.resolve("x.qcow2"), broken));
            } catch (MalformedImageException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    private Qcow2File open(byte[] bytes) throws IOException {
        return Qcow2File.open(Files.write(work.resolve("x.qcow2"), bytes));
    }

    private byte[] expand(Qcow2File file) throws IOException {
        Path raw = work.resolve("raw");
        file.expandTo(raw, Progress.NONE);
        return Files.readAllBytes(raw);
    }
}
