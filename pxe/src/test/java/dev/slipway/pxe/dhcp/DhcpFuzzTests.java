package dev.slipway.pxe.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/// Whatever a datagram holds, it is read or refused with the one exception; what is read is written and read the same.
class DhcpFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void decodeWhenBytesAreAnyReadsOrRefuses(byte[] bytes) {
        DhcpMessage message;
        try {
            message = DhcpDecoder.decode(ByteBuffer.wrap(bytes));
        } catch (MalformedDhcpException e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        }
        MachineId.of(message.options());
        UserClass.of(message.options());
        ArchitectureOption.of(message.options());
        SubOptions.of(message.options(), DhcpOption.IPXE);
        if (message.options().length(DhcpOption.RELAY_AGENT) <= DhcpEncoder.RELAY_AGENT_MAX) {
            ByteBuffer out = ByteBuffer.allocate(2 * bytes.length + 1000);
            int length = DhcpEncoder.encode(message, out, out.capacity());
            assertThat(read(out.position(0).limit(length))).isEqualTo(relayLast(message));
        }
    }

    private static DhcpMessage read(ByteBuffer written) {
        try {
            return DhcpDecoder.decode(written);
        } catch (MalformedDhcpException e) {
            throw new AssertionError("we cannot read what we wrote", e);
        }
    }

    private static DhcpMessage relayLast(DhcpMessage message) {
        DhcpOptions.Builder options = DhcpOptions.builder();
        for (int i = 0; i < message.options().count(); i++) {
            if (message.options().codeAt(i) != DhcpOption.RELAY_AGENT) {
                options.addFrom(message.options(), message.options().codeAt(i));
            }
        }
        options.addFrom(message.options(), DhcpOption.RELAY_AGENT);
        return new DhcpMessage(
                message.op(),
                message.htype(),
                message.hlen(),
                message.hops(),
                message.xid(),
                message.secs(),
                message.flags(),
                message.ciaddr(),
                message.yiaddr(),
                message.siaddr(),
                message.giaddr(),
                message.chaddrHigh(),
                message.chaddrLow(),
                message.sname(),
                message.file(),
                options.build());
    }
}
