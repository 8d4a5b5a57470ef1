package dev.slipway.pxe.dhcp6;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.firmware.BootAnswers;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceSink;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// DHCPv6 on the interfaces that are named: what to boot, and addresses where they are wanted. Machines that boot are
/// few and slow, so one thread with an ordinary socket is enough.
public final class Dhcp6Server implements AutoCloseable {

    private static final int PORT = 547;
    private static final int BYTES_MAX = 1452;
    private static final String ALL_SERVERS = "ff02::1:2";
    private static final byte[] DUID_LINK = {0, 3, 0, 1};

    private record Served(Dhcp6Interface configured, Optional<Dhcp6Pool> pool) {}

    private final DatagramChannel channel;
    private final Map<Integer, Served> byIndex;
    private final Dhcp6Answers answers;
    private final TraceSink trace;
    private final Thread thread = Thread.ofPlatform().name("dhcp6").unstarted(this::run);

    private Dhcp6Server(DatagramChannel channel, Map<Integer, Served> byIndex, Dhcp6Answers answers, TraceSink trace) {
        this.channel = channel;
        this.byIndex = byIndex;
        this.answers = answers;
        this.trace = trace;
    }

    /// Opens the port and begins to answer.
    public static Dhcp6Server open(List<Dhcp6Interface> interfaces, BootAnswers boot, TraceSink trace) {
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("no interface");
        }
        String name = interfaces.getFirst().name();
        @Nullable DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open(StandardProtocolFamily.INET6);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress("::", PORT));
            Map<Integer, Served> byIndex = new HashMap<>();
            byte[] mac = new byte[MacAddress.BYTES];
            for (Dhcp6Interface one : interfaces) {
                name = one.name();
                NetworkInterface device = NetworkInterface.getByName(name);
                if (device == null) {
                    throw new IOException("there is no such interface");
                }
                channel.join(InetAddress.getByName(ALL_SERVERS), device);
                byIndex.put(device.getIndex(), new Served(one, one.pool().map(Dhcp6Pool::new)));
                byte[] own = device.getHardwareAddress();
                mac = own == null ? mac : own;
            }
            byte[] duid = ByteBuffer.allocate(DUID_LINK.length + mac.length)
                    .put(DUID_LINK)
                    .put(mac)
                    .array();
            Dhcp6Server server = new Dhcp6Server(channel, byIndex, new Dhcp6Answers(duid, boot), trace);
            server.thread.start();
            return server;
        } catch (IOException e) {
            if (channel != null) {
                closeQuietly(channel);
            }
            throw Problem.environment("pxe.dhcp6-denied", "DHCPv6 cannot be served")
                    .at(name)
                    .because(Diagnosis.reason(e))
                    .exception();
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The failure that led here is the one to tell.
        }
    }

    private void run() {
        ByteBuffer in = ByteBuffer.allocate(BYTES_MAX);
        while (channel.isOpen()) {
            try {
                in.clear();
                if (channel.receive(in) instanceof InetSocketAddress from) {
                    in.flip();
                    take(in, from);
                }
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException | MalformedDhcp6Exception | RuntimeException e) {
                // One odd message, or one that finds no way back, must not silence the server for everybody else.
                System.getLogger(Dhcp6Server.class.getName()).log(System.Logger.Level.DEBUG, "not answered", e);
            }
        }
    }

    private void take(ByteBuffer in, InetSocketAddress from) throws IOException, MalformedDhcp6Exception {
        if (!(from.getAddress() instanceof Inet6Address remote)) {
            return;
        }
        Served served = byIndex.get(remote.getScopeId());
        // Who is not on a named network is not served; relay agents come from anywhere, and tell theirs.
        if (served == null) {
            return;
        }
        byte[] payload = new byte[in.limit()];
        in.get(0, payload);
        Dhcp6Message request = Dhcp6Message.decode(in);
        Optional<Dhcp6Client> client = Dhcp6Client.of(request, Optional.empty(), remote);
        if (client.isEmpty()) {
            return;
        }
        MacAddress mac = client.get().client().mac();
        Inet6Address own = served.configured.address();
        Optional<Dhcp6Message> answer =
                answers.answer(request, client.get(), own, served.pool, System.currentTimeMillis() / 1000);
        if (answer.isEmpty()) {
            return;
        }
        ByteBuffer out = ByteBuffer.allocate(BYTES_MAX);
        answer.get().encode(out);
        channel.send(out.flip(), from);
        tell(mac, request, answer.get(), served.configured);
        InetSocketAddress local = new InetSocketAddress(own, PORT);
        trace.packet(mac, from, local, payload);
        byte[] sent = new byte[out.limit()];
        out.get(0, sent);
        trace.packet(mac, local, from, sent);
    }

    private void tell(MacAddress mac, Dhcp6Message request, Dhcp6Message answer, Dhcp6Interface on) {
        String url = answer.option(Dhcp6Option.BOOT_FILE_URL)
                .map(option -> ", told to fetch " + option.text())
                .orElse("");
        Map<String, String> facts = Map.of("interface", on.name(), "protocol", "DHCPv6");
        boolean asks = request.type() == Dhcp6Message.SOLICIT;
        Step asked = asks ? Step.DISCOVER : Step.REQUEST;
        trace.tell(new HostEvent(
                Instant.now(), mac, asked, "DHCPv6 message " + request.type() + " on " + on.name(), facts));
        boolean offer = answer.type() == Dhcp6Message.ADVERTISE;
        trace.tell(new HostEvent(
                Instant.now(),
                mac,
                offer ? Step.OFFER : Step.ACKNOWLEDGE,
                (offer ? "advertised" : "answered") + " by DHCPv6" + url,
                facts));
    }

    @Override
    public void close() {
        closeQuietly(channel);
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
