package dev.slipway.pxe.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bytes are written down by hand from the drafts of the formats.
class CaptureTests {

    private static final String LITTLE =
            "d4c3b2a1 0200 0400 00000000 00000000 ffff0000 01000000" + " 00f15365 40420f00 03000000 40000000 aabbcc";
    private static final String BIG =
            "a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001" + " 6553f100 000f4240 00000003 00000040 aabbcc";
    private static final String NANOSECONDS =
            "4d3cb2a1 0200 0400 00000000 00000000 ffff0000 65000000" + " 00f15365 00ca9a3b 03000000 03000000 aabbcc";

    private static final String SECTION = "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000";
    // Interface of Ethernet whose times are in nanoseconds: option 9 (if_tsresol) is 9.
    private static final String INTERFACE =
            "01000000 20000000 0100 0000 00000400 0900 0100 09000000 0000 0000 20000000";
    private static final String FRAME =
            "06000000 24000000 00000000 a16a9817 001fbdda 03000000 40000000 aabbcc00 24000000";
    private static final String SECTION_BIG = "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c";
    private static final String INTERFACE_BIG = "00000001 00000014 0071 0000 00040000 00000014";
    private static final String SIMPLE_BIG = "00000003 00000014 00000003 aabbcc00 00000014";

    @Test
    void readsBothByteOrdersAndBothResolutions() throws IOException {
        Instant time = Instant.ofEpochSecond(1_700_000_000L, 0).plusSeconds(1);
        for (String capture : List.of(LITTLE, BIG)) {
            Frame frame = read(capture).getFirst();
            assertThat(frame.time()).isEqualTo(time);
            assertThat(frame.linkType()).isEqualTo(1);
            assertThat(frame.bytes()).containsExactly(0xaa, 0xbb, 0xcc);
            assertThat(frame.length()).isEqualTo(64);
        }
        assertThat(read(NANOSECONDS).getFirst().time()).isEqualTo(time);
        assertThat(read(NANOSECONDS).getFirst().linkType()).isEqualTo(101);
    }

    @Test
    void readsTheNewerFormat() throws IOException {
        Frame frame = read(SECTION + INTERFACE + FRAME).getFirst();
        assertThat(frame.time()).isEqualTo(Instant.ofEpochSecond(0, (0x17986aa1L << 32) + 0xdabd1f00L));
        assertThat(frame.bytes()).containsExactly(0xaa, 0xbb, 0xcc);
        assertThat(frame.length()).isEqualTo(64);
        List<Frame> both = read(SECTION + INTERFACE + FRAME + SECTION_BIG + INTERFACE_BIG + SIMPLE_BIG);
        assertThat(both).hasSize(2);
        assertThat(both.getLast().linkType()).isEqualTo(113);
    }

    @Test
    void leavesOutWhatIsNotKnown() throws IOException {
        String statistics = "05000000 14000000 00000000 00000000 14000000";
        assertThat(read(SECTION + INTERFACE + statistics + FRAME)).hasSize(1);
    }

    @Test
    void endsWhereItWasCutOff() throws IOException {
        byte[] whole = bytes(LITTLE + "00f15365 40420f00 03000000 03000000 aabbcc");
        for (int length = 24; length < whole.length; length++) {
            List<Frame> frames = new ArrayList<>();
            Capture.read(new ByteArrayInputStream(Arrays.copyOf(whole, length)), frames::add);
            assertThat(frames).hasSize(length < 43 ? 0 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 | no capture: too short, at byte 1",
                "01020304 | no capture: it begins with 04030201, at byte 4",
                "d4c3b2a1 0200 | a capture that ends within its header, at byte 6",
                "d4c3b2a1 0200 0400 00000000 00000000 ffff0000 01000000 00000000 00000000 ffffff7f 00000000"
                        + " | a frame of 2147483647 bytes, at byte 40",
                "0a0d0d0a 1c000000 00000000 | a section without byte order, at byte 12",
                "0a0d0d0a fcffffff 4d3c2b1a | a block of 4294967292 bytes, at byte 12",
                "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000 06000000 0b000000"
                        + " | a block of 11 bytes, at byte 36",
                "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000 06000000 20000000 00000000 00000000"
                        + " 00000000 00000000 00000000 20000000"
                        + " | a frame of an interface that was not described, at byte 60",
            })
    void refusesWhatIsDamaged(String capture, String message) {
        assertThatThrownBy(() -> read(capture))
                .isInstanceOf(MalformedCaptureException.class)
                .hasMessage(message);
    }

    private static List<Frame> read(String hex) throws IOException {
        List<Frame> frames = new ArrayList<>();
        Capture.read(new ByteArrayInputStream(bytes(hex)), frames::add);
        return frames;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
