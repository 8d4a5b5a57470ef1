package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever a client asks for is understood or refused: no other failure, and no name that leads anywhere. Runs
/// over the seeds and findings beside it; CONTRIBUTING.md tells how to fuzz for new ones.
class HttpFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void targetIsNamesOrRefused(byte[] bytes) {
        try {
            RequestTarget target = RequestTarget.parse(new String(bytes, StandardCharsets.ISO_8859_1));
            assertThat(target.path().parts())
                    .allSatisfy(part ->
                            assertThat(part).isNotEmpty().isNotIn(".", "..").doesNotContain("/", "\\", "\0"));
            assertThat(target.path().size()).isLessThanOrEqualTo(64);
            assertThat(target.query().size()).isLessThanOrEqualTo(32);
        } catch (MalformedTargetException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "5m")
    void rangeLiesWithinTheFile(FuzzedDataProvider data) {
        long size = data.consumeLong(0, Long.MAX_VALUE);
        if (ByteRange.parse(data.consumeRemainingAsString(), size) instanceof ByteRange.Part(long from, long count)) {
            assertThat(from).isBetween(0L, size - 1);
            assertThat(count).isBetween(1L, size - from);
        }
    }
}
