package dev.slipway.pxe.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Whatever bytes a capture has, it is read or refused as malformed, and each frame holds a segment or none. Runs over
/// the seeds and findings beside it; CONTRIBUTING.md tells how to fuzz for new ones.
class CaptureFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void readWhenBytesAreAnyReadsOrRefuses(byte[] bytes) throws IOException {
        try {
            Capture.read(new ByteArrayInputStream(bytes), frame -> {
                assertThat(frame.bytes().length).isLessThanOrEqualTo(Math.max(bytes.length, frame.length()));
                FrameDecoder.decode(frame)
                        .ifPresent(segment ->
                                assertThat(segment.payload().length).isLessThanOrEqualTo(frame.bytes().length));
            });
        } catch (MalformedCaptureException e) {
            assertThat(e).hasMessageContaining("at byte");
        }
    }
}
