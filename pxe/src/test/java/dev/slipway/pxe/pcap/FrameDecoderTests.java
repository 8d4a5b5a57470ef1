package dev.slipway.pxe.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.host.MacAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTests {

    // IPv4 10.0.0.1 to 10.0.0.2, UDP 4011 to 68, two bytes.
    private static final String IPV4 = "4500001e00004000401100000a0000010a0000020fab0044000a0000cafe";
    // IPv6 fe80::1 to ff02::1:2 with a hop-by-hop header, UDP 546 to 547, two bytes.
    private static final String IPV6 =
            "60000000001200ff fe800000000000000000000000000001 ff020000000000000000000000010002"
                    + " 1100050200000100 02220223000a0000cafe";

    @ParameterizedTest
    @CsvSource({
        "1, 525400000002 525400000001 0800",
        "1, 525400000002 525400000001 8100 0064 0800",
        "1, 525400000002 525400000001 88a8 0064 8100 0065 0800",
        "113, 0000 0001 0006 525400000001 0000 0800",
        "276, 0800 0000 00000001 0001 00 06 525400000001 0000",
        "101, ''",
        "228, ''",
        "0, 02000000",
    })
    void takesOffWhatevertheLinkPutsInFront(int linkType, String header) {
        Segment segment = decode(linkType, header + IPV4).orElseThrow();
        assertThat(segment).isInstanceOf(Segment.Udp.class);
        assertThat(segment.from().getAddress().getHostAddress()).isEqualTo("10.0.0.1");
        assertThat(segment.from().getPort()).isEqualTo(4011);
        assertThat(segment.to().getAddress().getHostAddress()).isEqualTo("10.0.0.2");
        assertThat(segment.to().getPort()).isEqualTo(68);
        assertThat(segment.payload()).containsExactly(0xca, 0xfe);
        boolean named = header.contains("525400000001");
        assertThat(segment.sender()).isEqualTo(named ? MacAddress.parse("525400000001") : Optional.empty());
    }

    @Test
    void readsIpv6WithExtensions() {
        Segment segment = decode(1, "333300010002 525400000001 86dd" + IPV6).orElseThrow();
        assertThat(segment.from().getAddress().getHostAddress()).isEqualTo("fe80:0:0:0:0:0:0:1");
        assertThat(segment.to().getPort()).isEqualTo(547);
        assertThat(segment.payload()).containsExactly(0xca, 0xfe);
        assertThat(segment.receiver()).isEmpty();
    }

    @Test
    void readsTheBeginningOfFragmentsOnly() {
        String first = IPV4.replace("00004000", "00002000");
        assertThat(decode(101, first)).get().matches(segment -> ((Segment.Udp) segment).fragmented());
        assertThat(decode(101, IPV4.replace("00004000", "00000010"))).isEmpty();
    }

    @Test
    void findsNothingInWhatIsCutOff() {
        byte[] whole = bytes("525400000002 525400000001 0800" + IPV4);
        for (int length = 0; length < 14 + 28; length++) {
            assertThat(FrameDecoder.decode(new Frame(Instant.EPOCH, 1, Arrays.copyOf(whole, length), 44)))
                    .isEmpty();
        }
    }

    private static Optional<Segment> decode(int linkType, String hex) {
        byte[] bytes = bytes(hex);
        return FrameDecoder.decode(new Frame(Instant.EPOCH, linkType, bytes, bytes.length));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
