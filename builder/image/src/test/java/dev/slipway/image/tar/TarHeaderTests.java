package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TarHeaderTests {

    private static final TarHeader HEADER =
            new TarHeader("file", 0644, 1, 2, 3, 8, TarHeader.FILE, "", TarHeader.Dialect.USTAR, 0, 0, "some/where");

    /// Field by field from POSIX; the checksum is the sum of the bytes, added up by hand: see the comment.
    private static byte[] block() {
        ByteBuffer block = ByteBuffer.allocate(512);
        put(block, 0, "file");
        put(block, 100, "0000644\0");
        put(block, 108, "0000001\0");
        put(block, 116, "0000002\0");
        put(block, 124, "00000000003\0");
        put(block, 136, "00000000010\0");
        put(block, 156, "0");
        put(block, 257, "ustar\00000");
        put(block, 329, "0000000\0");
        put(block, 337, "0000000\0");
        put(block, 345, "some/where");
        // file 416; numbers 350 + 337 + 338 + 531 + 529 + 48; ustar00 655; devices 336 twice; prefix 1022; and the
        // checksum's own field as eight spaces, 256: together 5154, octal 12042.
        put(block, 148, "012042\0 ");
        return block.array();
    }

    private static void put(ByteBuffer block, int at, String text) {
        block.put(at, text.getBytes(ISO_8859_1));
    }

    @Test
    void decodeWhenUstarGivesEveryField() throws Exception {
        assertThat(TarHeader.decode(block(), 0)).isEqualTo(HEADER);
        assertThat(HEADER.path()).isEqualTo("some/where/file");
    }

    @Test
    void encodeWhenUstarGivesTheBytesOfTheStandard() {
        assertThat(HEADER.encode()).isEqualTo(block());
    }

    @Test
    void decodeWhenOneByteIsBrokenNamesTheOffset() {
        byte[] block = block();
        block[1] ^= 1;
        assertThatThrownBy(() -> TarHeader.decode(block, 1024))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("tar header at byte 1024: its checksum does not fit its bytes");
    }

    @Test
    void decodeWhenNumberIsBinaryGivesIt() throws Exception {
        byte[] block = block();
        // GNU: the high bit tells that the rest is a big-endian number; 2^40.
        byte[] size = {(byte) 0x80, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0};
        System.arraycopy(size, 0, block, 124, 12);
        // The octal digits summed to 531; these bytes to 129, so 402 less: 4752, octal 11220.
        System.arraycopy("011220\0 ".getBytes(ISO_8859_1), 0, block, 148, 8);
        assertThat(TarHeader.decode(block, 0).size()).isEqualTo(1L << 40);
    }
}
