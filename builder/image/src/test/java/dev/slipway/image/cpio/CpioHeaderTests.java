package dev.slipway.image.cpio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.MalformedImageException;
import org.junit.jupiter.api.Test;

class CpioHeaderTests {

    private static final CpioHeader HEADER =
            new CpioHeader(false, 1, 0100644, 2, 3, 4, 0x6553F100, 5, 6, 7, 8, 9, 10, 0);

    private static final String TEXT = "070701" + "00000001" + "000081A4" + "00000002" + "00000003" + "00000004"
            + "6553F100" + "00000005" + "00000006" + "00000007" + "00000008" + "00000009" + "0000000A" + "00000000";

    @Test
    void decodeWhenNewAsciiGivesEveryField() throws Exception {
        assertThat(CpioHeader.decode(TEXT.getBytes(US_ASCII), 0)).isEqualTo(HEADER);
    }

    @Test
    void encodeWhenNewAsciiGivesTheTextOfTheFormat() {
        assertThat(new String(HEADER.encode(), US_ASCII)).isEqualTo(TEXT);
    }

    @Test
    void decodeWhenMagicIsBrokenNamesTheOffset() {
        byte[] bytes = TEXT.getBytes(US_ASCII);
        bytes[5] = '7';
        assertThatThrownBy(() -> CpioHeader.decode(bytes, 512))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("cpio header at byte 512: expected '070701' or '070702', found '070707'");
    }

    @Test
    void decodeWhenDigitIsBrokenNamesTheField() {
        byte[] bytes = TEXT.getBytes(US_ASCII);
        bytes[15] = 'x';
        assertThatThrownBy(() -> CpioHeader.decode(bytes, 0))
                .hasMessage("cpio header at byte 14: expected eight hexadecimal digits");
    }
}
