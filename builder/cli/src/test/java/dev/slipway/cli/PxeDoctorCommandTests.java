package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PxeDoctorCommandTests {

    private static final int FRAME_BYTES = 14 + 20 + 8 + 240 + 15;

    @TempDir
    private Path directory;

    /// A UEFI machine that asks twice, half a minute apart, and hears nothing.
    @BeforeEach
    void writeCapture() throws IOException {
        ByteBuffer capture = ByteBuffer.allocate(24 + 2 * (16 + FRAME_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        capture.putInt(0xa1b2c3d4).putInt(0x00040002).putLong(0).putInt(65_535).putInt(1);
        for (int seconds : new int[] {1_700_000_000, 1_700_000_030}) {
            capture.putInt(seconds).putInt(0).putInt(FRAME_BYTES).putInt(FRAME_BYTES);
            capture.put(frame());
        }
        Files.write(directory.resolve("boot.pcap"), capture.array());
    }

    private static byte[] frame() {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        frame.putShort((short) -1)
                .putInt(-1)
                .putInt(0x52540000)
                .putShort((short) 1)
                .putShort((short) 0x0800);
        frame.putShort((short) 0x4500)
                .putShort((short) (FRAME_BYTES - 14))
                .putInt(0)
                .putInt(0x40110000);
        frame.putInt(0).putInt(-1).putShort((short) 68).putShort((short) 67);
        frame.putShort((short) (FRAME_BYTES - 34)).putShort((short) 0);
        frame.putInt(0x01010600).putInt(7).position(14 + 28 + 28);
        frame.putInt(0x52540000).putShort((short) 1).position(14 + 28 + 236);
        frame.putInt(0x63825363).put(new byte[] {53, 1, 1, 60, 9});
        return frame.put("PXEClient".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 255)
                .array();
    }

    @Test
    void saysWhatIsWrongAndEndsAsAFailedCheck() {
        Run run = Run.in(directory, "pxe", "doctor", "--pcap", "boot.pcap");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("52:54:00:00:00:01")
                .contains("(2 times, until 30 s")
                .contains("trouble (certain): Nobody answered");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void tellsProgramsInOneLineAMachine() {
        Run run = Run.in(directory, "pxe", "doctor", "--json", "--pcap", "boot.pcap", "52-54-00-00-00-01");
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"event\":\"host\",\"mac\":\"52:54:00:00:00:01\"")
                .contains("\"rule\":\"unanswered\",\"kind\":\"trouble\",\"confidence\":\"certain\"");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void tellsOfAMachineThatWasNotHeard() {
        Run run = Run.in(directory, "pxe", "doctor", "--pcap", "boot.pcap", "52:54:00:00:00:02");
        assertThat(run.out()).startsWith("52:54:00:00:00:02").contains("Nothing came from this machine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--pcap boot.pcap --server 127.0.0.1 | 2 | the doctor looks at one thing at a time",
                "--server ftp://127.0.0.1 | 2 | is no address of a boot server",
                "--pcap none.pcap | 3 | there is no such file",
                "--server 127.0.0.1:1 | 4 | the boot server does not answer",
                "nonsense | 2 | expected the address of a network card",
            })
    void saysWhatWasAskedWrongly(String options, int status, String what) {
        Run run = Run.in(directory, ("pxe doctor " + options).split(" ", -1));
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err()).contains(what);
    }
}
