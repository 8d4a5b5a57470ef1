package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.tar.FlatArchive.Member;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatArchiveTests {

    private static final long EIGHT_GIB = 8L << 30;

    @Test
    void planWritesUstarWithoutExtensions() throws IOException {
        byte[] archive = FlatArchive.plan(
                        List.of(new Member("a b.ovf", Image.ofBytes("text".getBytes(US_ASCII)))),
                        Instant.ofEpochSecond(8))
                .toByteArray(1 << 20);

        assertThat(archive).hasSize(10240);
        assertThat(text(archive, 0, 8)).isEqualTo("a b.ovf\0");
        assertThat(text(archive, 100, 48))
                .isEqualTo("0000644\0" + "0000000\0".repeat(2) + "00000000004\0" + "00000000010\0");
        assertThat(text(archive, 156, 1)).isEqualTo("0");
        assertThat(text(archive, 257, 8)).isEqualTo("ustar\00000");
        assertThat(text(archive, 512, 5)).isEqualTo("text\0");
    }

    @Test
    void planOfLargeFileWritesItsSizeAsGnuDoes() throws IOException {
        Image archive = FlatArchive.plan(
                List.of(new Member("just", Image.zeros(EIGHT_GIB - 1)), new Member("large", Image.zeros(EIGHT_GIB))),
                Instant.EPOCH);

        try (ImageReader reader = ImageReader.of(archive)) {
            byte[] just = reader.read("header", 0, 512).array();
            byte[] large = reader.read("header", 512 + EIGHT_GIB, 512).array();
            assertThat(text(just, 124, 12)).isEqualTo("77777777777\0");
            assertThat(text(just, 257, 8)).isEqualTo("ustar\00000");
            assertThat(HexFormat.of().formatHex(large, 124, 136)).isEqualTo("800000000000000200000000");
            assertThat(text(large, 257, 8)).isEqualTo("ustar  \0");
        }
        List<Long> sizes = new ArrayList<>();
        TarEntries.visit(
                archive,
                member -> sizes.add(
                        ((dev.slipway.image.tree.Node.RegularFile) ((TarMember.NewNode) member.content()).node())
                                .content()
                                .size()));
        assertThat(sizes).containsExactly(EIGHT_GIB - 1, EIGHT_GIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/a", " a", "a\n", "ä"})
    void memberWhenNameDoesNotFitRefuses(String name) {
        assertThatThrownBy(() -> new Member(name, Image.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Member("x".repeat(101), Image.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, US_ASCII);
    }
}
