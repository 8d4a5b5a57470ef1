package dev.slipway.pxe.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.pxe.tftp.TftpRequest.Option;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpRequestTests {

    @Test
    void readsWhatUefiAsks() throws MalformedRequestException {
        TftpRequest request = decode("\0\1ipxe.efi\0octet\0tsize\0000\0blksize\0001468\0windowsize\0004\0");
        assertThat(request)
                .isEqualTo(new TftpRequest(
                        false,
                        "ipxe.efi",
                        "octet",
                        List.of(
                                new Option("tsize", "0"),
                                new Option("blksize", "1468"),
                                new Option("windowsize", "4"))));
    }

    @Test
    void readsAWriteRequestAndModesInAnyCase() throws MalformedRequestException {
        assertThat(decode("\0\2x\0NetASCII\0")).isEqualTo(new TftpRequest(true, "x", "netascii", List.of()));
    }

    @Test
    void leavesOutWhatFirmwaresLeaveBehind() throws MalformedRequestException {
        assertThat(decode("\0\1undionly.kpxe\u00ff\0octet\0").name()).isEqualTo("undionly.kpxe");
        assertThat(decode("\0\1x\0octet\0\0\0\0\0").options()).isEmpty();
        assertThat(decode("\0\1x\0octet\0blksize\000512\0BLKSIZE\0001024\0tsize")
                        .options())
                .containsExactly(new Option("blksize", "512"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | less than two bytes",
                "~ | less than two bytes",
                "~? | no request: operation 63",
                "~! | the request ends before its mode does",
                "~!x~ | the request ends before its mode does",
                "~!x~octet | the request ends before its mode does",
                "~!~octet~ | the request names no file",
                "~!x\ty~octet~ | the name holds unprintable characters",
            })
    void refusesWhatIsNone(String text, String why) {
        // A tilde stands for a zero, an exclamation mark for the operation "read".
        assertThatThrownBy(() -> decode(text.replace('~', '\0').replace('!', '\1')))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessage(why);
    }

    @Test
    void refusesMoreBytesThanTheStandardAllows() {
        assertThatThrownBy(() -> decode("\0\1x\0octet\0" + "a".repeat(504)))
                .hasMessage("request of more than 512 bytes");
    }

    private static TftpRequest decode(String text) throws MalformedRequestException {
        return TftpRequest.decode(text.getBytes(ISO_8859_1));
    }
}
