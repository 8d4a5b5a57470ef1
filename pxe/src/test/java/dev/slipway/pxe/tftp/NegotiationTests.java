package dev.slipway.pxe.tftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.tftp.TftpRequest.Option;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTests {

    @Test
    void answersOnlyWhatWasAskedAndAsItWasWritten() {
        Negotiation agreed = agree("TSize", "0", "multicast", "", "blksize", "8192", "windowsize", "4");
        assertThat(agreed.answer())
                .containsExactly(
                        new Option("TSize", "1000"), new Option("blksize", "1468"), new Option("windowsize", "4"));
        assertThat(new String(agreed.encodeAnswer(), US_ASCII))
                .isEqualTo("\0\6TSize\0001000\0blksize\0001468\0windowsize\0004\0");
    }

    @Test
    void agreesOnTheStandardsSizesWhereNothingIsAsked() {
        Negotiation agreed = agree();
        assertThat(agreed.answer()).isEmpty();
        assertThat(agreed.blockSize()).isEqualTo(512);
        assertThat(agreed.windowSize()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "blksize, 8, 8",
        "blksize, 512, 512",
        "blksize, 65464, 1468",
        "blksize, 70000, 1468",
        "blksize, 7,",
        "blksize, -1,",
        "blksize, 1e3,",
        "blksize, 99999999999999999999,",
        "windowsize, 1, 1",
        "windowsize, 65535, 64",
        "windowsize, 0,",
        "windowsize, 65536,",
        "timeout, 255, 255",
        "timeout, 0,",
        "timeout, 256,",
        "tsize, 17, 1000",
        "tsize, x,",
        "rollover, 0,",
    })
    void answersByValue(String name, String asked, String answered) {
        assertThat(agree(name, asked).answer())
                .isEqualTo(answered == null ? List.of() : List.of(new Option(name, answered)));
    }

    private static Negotiation agree(String... namesAndValues) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.add(new Option(namesAndValues[i], namesAndValues[i + 1]));
        }
        return Negotiation.of(new TftpRequest(false, "x", "octet", options), 1000, 1468, 64, 255);
    }
}
