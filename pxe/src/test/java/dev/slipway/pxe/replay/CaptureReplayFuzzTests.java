package dev.slipway.pxe.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.pxe.doctor.Doctor;
import dev.slipway.pxe.pcap.MalformedCaptureException;
import dev.slipway.pxe.replay.CaptureReplay.Replayed;
import dev.slipway.pxe.trace.HostState;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Whatever a capture holds, it becomes traces of which the doctor says something or nothing.
class CaptureReplayFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void replayWhenBytesAreAnyBecomesTraces(byte[] bytes) throws IOException {
        try {
            Replayed replayed = CaptureReplay.of(new ByteArrayInputStream(bytes));
            for (HostState host : replayed.traces().hosts()) {
                assertThat(Doctor.examine(replayed.traces().of(host.mac()).orElseThrow(), replayed.end()))
                        .allMatch(diagnosis -> !diagnosis.rule().isEmpty());
            }
        } catch (MalformedCaptureException e) {
            assertThat(e).hasMessageContaining("at byte");
        }
    }
}
