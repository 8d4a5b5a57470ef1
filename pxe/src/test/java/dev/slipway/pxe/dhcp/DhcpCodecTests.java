package dev.slipway.pxe.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.pxe.host.Ipv4;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DhcpCodecTests {

    private static final String HEADER = "01 01 06 00" // op, htype, hlen, hops
            + "de ad be ef" // xid
            + "00 07 80 00" // secs, flags
            + "0a 07 00 05" // ciaddr
            + "0a 07 00 06" // yiaddr
            + "0a 07 00 01" // siaddr
            + "0a 08 00 01" // giaddr
            + "52 54 00 12 34 56 00 00 00 00 00 00 00 00 00 00"; // chaddr

    private static ByteBuffer message(String sname, String file, String options) {
        ByteBuffer bytes = ByteBuffer.allocate(240 + options.replace(" ", "").length() / 2);
        bytes.put(hex(HEADER)).put(hex(sname)).position(108).put(hex(file)).position(236);
        bytes.put(hex("63 82 53 63")).put(hex(options));
        return bytes.flip();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static DhcpOptions options(String options) throws MalformedDhcpException {
        return DhcpDecoder.decode(message("", "", options)).options();
    }

    @Test
    void decodeReadsEveryFieldAndEncodeWritesTheSameBytes() throws MalformedDhcpException {
        ByteBuffer bytes = message("73 72 76", "61 2e 62", "35 01 01 3d 07 01 52 54 00 12 34 56 ff" + " 00".repeat(47));
        assertThat(bytes.limit()).isEqualTo(300);
        DhcpMessage message = DhcpDecoder.decode(bytes);
        assertThat(message.op()).isEqualTo(DhcpMessage.BOOT_REQUEST);
        assertThat(message.xid()).isEqualTo(0xdeadbeef);
        assertThat(message.secs()).isEqualTo(7);
        assertThat(message.wantsBroadcast()).isTrue();
        assertThat(Ipv4.text(message.ciaddr())).isEqualTo("10.7.0.5");
        assertThat(Ipv4.text(message.yiaddr())).isEqualTo("10.7.0.6");
        assertThat(Ipv4.text(message.siaddr())).isEqualTo("10.7.0.1");
        assertThat(Ipv4.text(message.giaddr())).isEqualTo("10.8.0.1");
        assertThat(message.mac()).contains(DhcpPackets.MAC);
        assertThat(message.sname()).isEqualTo("srv");
        assertThat(message.file()).isEqualTo("a.b");
        assertThat(message.type()).contains(DhcpMessageType.DISCOVER);
        assertThat(DhcpPackets.bytes(message)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 03, operation 3", "2, 11, address of 17 bytes", "236, 64, no magic cookie"})
    void decodeRefusesWhatIsNoMessage(int offset, String value, String problem) {
        ByteBuffer bytes = message("", "", "35 01 01 ff");
        bytes.put(offset, hex(value));
        assertThatThrownBy(() -> DhcpDecoder.decode(bytes))
                .isInstanceOf(MalformedDhcpException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void decodeRefusesWhatIsTooShort() {
        assertThatThrownBy(() -> DhcpDecoder.decode(ByteBuffer.allocate(239)))
                .isInstanceOf(MalformedDhcpException.class)
                .hasMessageContaining("239 bytes");
    }

    @Test
    void decodeWhenAnOptionIsSplitPutsItTogether() throws MalformedDhcpException {
        DhcpOptions options = options("43 02 61 62 0c 01 78 43 01 63 ff");
        assertThat(options.text(DhcpOption.BOOT_FILE_NAME)).contains("abc");
        assertThat(options.text(DhcpOption.HOST_NAME)).contains("x");
        assertThat(options.count()).isEqualTo(2);
    }

    @Test
    void decodeWhenFieldsHoldOptionsReadsFileBeforeSname() throws MalformedDhcpException {
        DhcpMessage message =
                DhcpDecoder.decode(message("43 01 63 ff 43 01 64", "43 01 62 ff", "34 01 03 43 01 61 ff"));
        assertThat(message.options().text(DhcpOption.BOOT_FILE_NAME)).contains("abc");
        assertThat(message.file()).isEmpty();
        assertThat(message.sname()).isEmpty();
    }

    @Test
    void decodeToleratesPaddingAMissingEndAndACutOption() throws MalformedDhcpException {
        assertThat(options("00 00 35 01 03 00").unsignedByte(DhcpOption.MESSAGE_TYPE))
                .isEqualTo(3);
        assertThat(options("35 01 03 0c 05 61 62").has(DhcpOption.HOST_NAME)).isFalse();
        assertThat(options("35 01 03 0c").unsignedByte(DhcpOption.MESSAGE_TYPE)).isEqualTo(3);
        assertThat(options("35 02 03 04").unsignedByte(DhcpOption.MESSAGE_TYPE)).isEqualTo(-1);
    }

    @Test
    void encodeWhenAnOptionIsLongSplitsIt() throws MalformedDhcpException {
        String url = "http://10.7.0.1/" + "x".repeat(300);
        DhcpMessage message = DhcpPackets.question(
                DhcpMessageType.DISCOVER,
                DhcpPackets.MAC,
                DhcpOptions.builder().addText(DhcpOption.BOOT_FILE_NAME, url).build());
        ByteBuffer bytes = DhcpPackets.bytes(message);
        assertThat(bytes.get(243) & 0xff).isEqualTo(DhcpOption.BOOT_FILE_NAME);
        assertThat(bytes.get(244) & 0xff).isEqualTo(255);
        assertThat(bytes.get(245 + 255) & 0xff).isEqualTo(DhcpOption.BOOT_FILE_NAME);
        assertThat(DhcpDecoder.decode(bytes)).isEqualTo(message);
    }

    @Test
    void encodeWhenTheClientTakesLittleSpillsIntoUnusedFieldsAndLeavesOutTheLast() throws MalformedDhcpException {
        DhcpOptions.Builder options = DhcpOptions.builder();
        for (int i = 0; i < 6; i++) {
            options.add(200 + i, ("option " + i).repeat(12).getBytes(ISO_8859_1));
        }
        options.add(DhcpOption.RELAY_AGENT, new byte[] {1, 2, 3, 4});
        DhcpMessage message = DhcpPackets.question(DhcpMessageType.DISCOVER, DhcpPackets.MAC, options.build());
        ByteBuffer out = ByteBuffer.allocate(1500);
        int length = DhcpEncoder.encode(message, out, DhcpEncoder.BYTES_MAX_DEFAULT);
        assertThat(length).isLessThanOrEqualTo(DhcpEncoder.BYTES_MAX_DEFAULT);
        assertThat(HexFormat.of().formatHex(out.array(), length - 7, length)).isEqualTo("520401020304ff");
        DhcpOptions read = DhcpDecoder.decode(out.position(0).limit(length)).options();
        assertThat(read.text(202)).contains("option 2".repeat(12));
        assertThat(read.text(203)).contains("option 3".repeat(12));
        assertThat(read.has(204)).isFalse();
    }

    @Test
    void limitIsWhatTheClientTellsButNeverLessThanEverybodyTakes() {
        assertThat(DhcpEncoder.limitFor(withMaximumSize(1472), 1500)).isEqualTo(1444);
        assertThat(DhcpEncoder.limitFor(withMaximumSize(68), 1500)).isEqualTo(548);
        assertThat(DhcpEncoder.limitFor(withMaximumSize(65535), 1472)).isEqualTo(1472);
    }

    private static DhcpMessage withMaximumSize(int bytes) {
        return DhcpPackets.question(
                DhcpMessageType.DISCOVER,
                DhcpPackets.MAC,
                DhcpOptions.builder().addShort(DhcpOption.MAXIMUM_SIZE, bytes).build());
    }

    @Test
    void userClassIsReadInBothForms() throws MalformedDhcpException {
        assertThat(UserClass.of(options("4d 04 69 50 58 45"))).containsExactly("iPXE");
        assertThat(UserClass.of(options("4d 07 04 69 50 58 45 01 78"))).containsExactly("iPXE", "x");
        assertThat(UserClass.of(options("4d 00"))).isEmpty();
        assertThat(UserClass.of(options("35 01 01"))).isEmpty();
    }

    @Test
    void machineIdIsReadAsSmbiosWritesIt() throws MalformedDhcpException {
        String id = "33 22 11 00 55 44 77 66 88 99 aa bb cc dd ee ff";
        assertThat(MachineId.of(options("61 11 00" + id)).orElseThrow())
                .hasToString("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(MachineId.of(options("61 11 01" + id))).isEmpty();
        assertThat(MachineId.of(options("61 10" + id))).isEmpty();
        assertThat(MachineId.of(options("61 00"))).isEmpty();
        assertThat(MachineId.of(options("61 11 00" + "ff".repeat(16)))).isEmpty();
        assertThat(MachineId.isSane(options("61 11 00" + "ff".repeat(16)))).isTrue();
        assertThat(MachineId.isSane(options("61 10" + id))).isFalse();
    }

    @Test
    void subOptionsAreReadUntilTheyAreCut() throws MalformedDhcpException {
        DhcpOptions inside = SubOptions.of(options("af 0a 13 01 01 00 eb 03 01 14 01 21"), DhcpOption.IPXE);
        assertThat(inside.unsignedByte(SubOptions.IPXE_HTTP)).isEqualTo(1);
        assertThat(inside.length(SubOptions.IPXE_VERSION)).isEqualTo(3);
        assertThat(inside.count()).isEqualTo(2);
    }
}
