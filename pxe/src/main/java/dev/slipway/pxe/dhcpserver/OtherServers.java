package dev.slipway.pxe.dhcpserver;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.dhcp.DhcpDecoder;
import dev.slipway.pxe.dhcp.DhcpEncoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.dhcp.MalformedDhcpException;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.socket.Datagrams;
import dev.slipway.pxe.socket.Poller;
import dev.slipway.pxe.socket.UdpOptions;
import dev.slipway.pxe.socket.UdpSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Looks for other DHCP servers by asking for an address as a client would: two servers on one network give the same
/// addresses to different machines.
final class OtherServers {

    private static final int RECEIVE_BUFFER_BYTES = 1 << 18;
    private static final int SLOTS = 16;
    private static final int ROUNDS_MAX = 10_000;
    private static final int ASKED_TIMES = 3;

    private OtherServers() {}

    /// Fails where another server offers an address on one of these links.
    static void refuseBeside(List<Link> links, Duration patience) {
        List<UdpSocket> listening = new ArrayList<>();
        try (Poller poller = Poller.open()) {
            for (Link link : links) {
                UdpSocket socket = UdpSocket.open(new UdpOptions(
                        Ipv4.NONE, DhcpReply.CLIENT_PORT, Optional.of(link.name), true, RECEIVE_BUFFER_BYTES, true));
                poller.watch(socket.descriptor(), listening.size());
                listening.add(socket);
            }
            listen(links, listening, poller, patience);
        } finally {
            listening.forEach(UdpSocket::close);
        }
    }

    private static void listen(List<Link> links, List<UdpSocket> listening, Poller poller, Duration patience) {
        int xid = ThreadLocalRandom.current().nextInt();
        long began = System.nanoTime();
        long[] tokens = new long[SLOTS];
        int asked = 0;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            long passed = System.nanoTime() - began;
            if (passed >= patience.toNanos()) {
                return;
            }
            if (passed >= asked * patience.toNanos() / ASKED_TIMES) {
                links.forEach(link -> ask(link, xid));
                asked++;
            }
            int ready = poller.await(asked * patience.toNanos() / ASKED_TIMES - passed, tokens);
            for (int i = 0; i < ready; i++) {
                int place = (int) tokens[i];
                offer(listening.get(place), xid).ifPresent(server -> {
                    throw found(links.get(place), server);
                });
            }
        }
    }

    private static RuntimeException found(Link link, int server) {
        return Problem.environment("pxe.other-dhcp-server", "another DHCP server answers on this network")
                .at(link.name)
                .because(Ipv4.text(server) + " offers addresses")
                .fix("stop it, serve this interface with 'dhcp: proxy' beside it, or say 'force: true' where it serves"
                        + " other machines only")
                .exception();
    }

    private static void ask(Link link, int xid) {
        DhcpOptions options = DhcpOptions.builder()
                .addByte(DhcpOption.MESSAGE_TYPE, DhcpMessageType.DISCOVER.code())
                .add(DhcpOption.PARAMETER_REQUEST_LIST, (byte) DhcpOption.SUBNET_MASK, (byte) DhcpOption.ROUTER, (byte)
                        DhcpOption.DNS_SERVERS)
                .build();
        long chaddr = link.frames.device().mac().value() << 16;
        DhcpMessage question = new DhcpMessage(
                DhcpMessage.BOOT_REQUEST,
                DhcpMessage.ETHERNET,
                6,
                0,
                xid,
                0,
                DhcpMessage.BROADCAST_FLAG,
                0,
                0,
                0,
                0,
                chaddr,
                0,
                "",
                "",
                options);
        Datagrams one = new Datagrams(1, DhcpReply.BYTES_MAX);
        one.length(0, DhcpEncoder.encode(question, one.payload(0).asByteBuffer(), DhcpReply.BYTES_MAX));
        one.remote(0, Ipv4.BROADCAST, DhcpReply.SERVER_PORT);
        one.localAddress(0, link.address);
        link.server.send(one, 1);
    }

    private static Optional<Integer> offer(UdpSocket socket, int xid) {
        Datagrams batch = new Datagrams(SLOTS, DhcpReply.BYTES_MAX);
        int received = socket.receive(batch);
        for (int i = 0; i < received; i++) {
            try {
                DhcpMessage message = DhcpDecoder.decode(
                        batch.payload(i).asSlice(0, batch.length(i)).asByteBuffer());
                boolean offers = message.xid() == xid
                        && message.yiaddr() != Ipv4.NONE
                        && message.type().equals(Optional.of(DhcpMessageType.OFFER));
                if (offers) {
                    int server = message.options().address(DhcpOption.SERVER_ID);
                    return Optional.of(server == Ipv4.NONE ? batch.remoteAddress(i) : server);
                }
            } catch (MalformedDhcpException e) {
                // Whatever this was, it offers no address.
            }
        }
        return Optional.empty();
    }
}
