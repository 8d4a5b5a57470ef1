package dev.slipway.pxe.dhcpserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.DhcpDecoder;
import dev.slipway.pxe.dhcp.DhcpEncoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.MalformedDhcpException;
import dev.slipway.pxe.firmware.BootAdvisor;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.lease.Lease;
import dev.slipway.pxe.lease.LeaseState;
import dev.slipway.pxe.lease.LeaseTable;
import dev.slipway.pxe.proxy.ProxyDhcp;
import dev.slipway.pxe.subnet.Subnet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whatever messages come, in whatever order: answers can be sent, and no two clients have one address. A message is
/// two bytes of length and what they count; its first byte is how much time passes.
class AddressServerFuzzTests {

    private static final int OWN = Ipv4.of("10.7.0.1");
    private static final int MESSAGES_MAX = 64;

    @FuzzTest(maxDuration = "5m")
    void answerWhenMessagesAreAnyNeverGivesAnAddressTwice(byte[] bytes) throws MalformedDhcpException {
        List<Subnet> subnets = List.of(ServeDhcp.wide());
        List<Lease> changed = new ArrayList<>();
        LeaseTable table = new LeaseTable(subnets, Set.of(OWN), List.of(), 0);
        BootAdvisor advisor = new BootAdvisor(ServeDhcp.bootingAll());
        AddressServer server = new AddressServer(table, advisor, changed::add, false, 300);
        ProxyDhcp proxy = new ProxyDhcp(advisor);
        Map<Integer, Lease> bound = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long now = 0;
        for (int i = 0; i < MESSAGES_MAX && in.remaining() > 3; i++) {
            int length = Math.min(in.getShort() & 0xffff, in.remaining() - 1);
            now += in.get() & 0xff;
            Optional<DhcpMessage> message = decode(in.slice().limit(length));
            in.position(in.position() + length);
            if (message.isEmpty() || message.get().mac().isEmpty()) {
                continue;
            }
            MacAddress mac = message.get().mac().get();
            check(server.answer(mac, message.get(), OWN, subnets, now));
            check(proxy.onServerPort(mac, message.get(), OWN));
            check(proxy.onBootServerPort(mac, message.get(), OWN, Ipv4.of("10.7.0.9"), 68));
            for (Lease lease : changed) {
                Lease before = bound.put(lease.address(), lease);
                boolean same = before == null || before.client().equals(lease.client());
                boolean over = before != null && (before.state() != LeaseState.BOUND || before.endsAt() <= now);
                assertThat(same || over || lease.state() == LeaseState.DECLINED).isTrue();
            }
            changed.clear();
        }
    }

    private static Optional<DhcpMessage> decode(ByteBuffer bytes) {
        try {
            return Optional.of(DhcpDecoder.decode(bytes));
        } catch (MalformedDhcpException e) {
            return Optional.empty();
        }
    }

    private static void check(Answer answer) throws MalformedDhcpException {
        if (answer instanceof Answer.Send send) {
            ByteBuffer out = ByteBuffer.allocate(send.reply().limit());
            int length =
                    DhcpEncoder.encode(send.reply().message(), out, send.reply().limit());
            assertThat(length).isLessThanOrEqualTo(send.reply().limit());
            assertThat(DhcpDecoder.decode(out.position(0).limit(length)).type()).isPresent();
        }
    }
}
