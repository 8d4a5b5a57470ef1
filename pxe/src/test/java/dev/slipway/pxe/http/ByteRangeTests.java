package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTests {

    /// The examples of RFC 9110, chapter 14.1.2, for a file of 10000 bytes, and those at its edges.
    @ParameterizedTest
    @CsvSource({
        "bytes=0-499, 0, 500",
        "bytes=500-999, 500, 500",
        "bytes=-500, 9500, 500",
        "bytes=9500-, 9500, 500",
        "bytes=0-0, 0, 1",
        "bytes=-1, 9999, 1",
        "bytes=-20000, 0, 10000",
        "bytes=9999-10000, 9999, 1",
        "bytes=0-18446744073709551616, 0, 10000",
        "bytes=00000000000000000000001-00000000000000000000002, 1, 2",
        "Bytes=0-1, 0, 2",
        "'bytes= 0-1 ', 0, 2",
    })
    void oneRangeIsCutToTheFile(String header, long from, long count) {
        assertThat(ByteRange.parse(header, 10_000)).isEqualTo(new ByteRange.Part(from, count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=10000-",
                "bytes=10000-10001",
                "bytes=-0",
                "bytes=18446744073709551616-",
            })
    void rangeBehindTheEndIsUnsatisfiable(String header) {
        assertThat(ByteRange.parse(header, 10_000)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=0-1,3-4",
                "bytes=1",
                "lines=0-1",
                "bytes=--1",
                "bytes=0x1-2",
                "bytes=+1-2",
                "bytes=\u0661-\u0662"
            })
    void whatIsNoSingleRangeMeansTheWhole(String header) {
        assertThat(ByteRange.parse(header, 10_000)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void nothingHasNoRange() {
        assertThat(ByteRange.parse("bytes=0-", 0)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.parse("bytes=-1", 0)).isEqualTo(new ByteRange.Unsatisfiable());
    }
}
