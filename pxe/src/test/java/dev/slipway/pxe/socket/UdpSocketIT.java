package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.testkit.NetworkNamespace;
import dev.slipway.testkit.RequiresNamespaces;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our sockets against those of the JDK, across a cable.
@RequiresNamespaces
class UdpSocketIT {

    private static final int SERVER = 0x0a070001;
    private static final int CLIENT = 0x0a070002;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private NetworkNamespace here;
    private NetworkNamespace there;

    @BeforeEach
    void layCable() {
        here = NetworkNamespace.create();
        there = NetworkNamespace.create();
        here.connect("eth0", there, "eth0");
        here.address("eth0", "10.7.0.1/24");
        there.address("eth0", "10.7.0.2/24");
    }

    @AfterEach
    void removeCable() {
        here.close();
        there.close();
    }

    @Test
    void tellsWhereADatagramCameFromAndAnswersFromThere() throws Exception {
        int index = here.call(() -> Interface.named("eth0")).index();
        try (UdpSocket socket = here.call(() -> UdpSocket.open(UdpOptions.of(Ipv4.ANY, 4000)));
                DatagramChannel client = client(4001)) {
            Datagrams batch = new Datagrams(8, 2048);
            assertThat(socket.receive(batch)).isZero();
            client.send(bytes("one"), new InetSocketAddress("10.7.0.1", 4000));
            client.send(bytes("four"), new InetSocketAddress("10.7.0.1", 4000));
            client.send(bytes("all"), new InetSocketAddress("10.7.0.255", 4000));
            client.send(ByteBuffer.allocate(3000), new InetSocketAddress("10.7.0.1", 4000));

            assertThat(receiveAll(socket, batch, 4)).containsExactly("one", "four", "all", "\0".repeat(2048));
            assertThat(batch.remoteAddress(0)).isEqualTo(CLIENT);
            assertThat(batch.remotePort(0)).isEqualTo(4001);
            assertThat(batch.destinationAddress(0)).isEqualTo(SERVER);
            assertThat(batch.destinationAddress(2)).isEqualTo(0x0a0700ff);
            assertThat(batch.localAddress(2)).isEqualTo(SERVER);
            assertThat(batch.interfaceIndex(1)).isEqualTo(index);
            assertThat(batch.truncated(1)).isFalse();
            assertThat(batch.truncated(3)).isTrue();

            assertThat(socket.send(batch, 2)).isEqualTo(2);
            assertThat(receive(client)).isEqualTo("one from 10.7.0.1:4000");
            assertThat(receive(client)).isEqualTo("four from 10.7.0.1:4000");
        }
    }

    @Test
    void leavesOutWhatTheKernelRefuses() throws Exception {
        try (UdpSocket socket = here.call(() -> UdpSocket.open(UdpOptions.of(Ipv4.ANY, 0)));
                DatagramChannel client = client(4001)) {
            Datagrams batch = new Datagrams(3, 64);
            put(batch, 0, "first");
            put(batch, 1, "nowhere");
            put(batch, 2, "last");
            batch.remote(0, CLIENT, 4001);
            batch.remote(1, 0xc6336401, 4001); // 198.51.100.1, and there is no route to it.
            batch.remote(2, CLIENT, 4001);
            assertThat(socket.send(batch, 3)).isEqualTo(3);
            assertThat(socket.refused()).isEqualTo(1);
            assertThat(receive(client)).startsWith("first");
            assertThat(receive(client)).startsWith("last");
        }
    }

    @Test
    void letsTheKernelCutSegments() throws Exception {
        try (UdpSocket socket = here.call(() -> UdpSocket.open(UdpOptions.of(Ipv4.ANY, 0)));
                DatagramChannel client = client(4001)) {
            assertThat(socket.cutsSegments()).isTrue();
            Datagrams batch = new Datagrams(1, 64);
            put(batch, 0, "abcabcabcx");
            batch.remote(0, CLIENT, 4001);
            batch.localAddress(0, SERVER);
            batch.segment(0, 3);
            assertThat(socket.send(batch, 1)).isEqualTo(1);
            for (String expected : List.of("abc", "abc", "abc", "x")) {
                assertThat(receive(client)).startsWith(expected + " from");
            }
        }
    }

    @Test
    void saysWhoHasThePort() {
        try (UdpSocket first = here.call(() -> UdpSocket.open(UdpOptions.of(Ipv4.ANY, 4000)))) {
            assertThat(first.localPort()).isEqualTo(4000);
            assertThatThrownBy(() -> here.call(() -> UdpSocket.open(UdpOptions.of(SERVER, 4000))))
                    .cause()
                    .cause()
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(
                            "(process %d) has this port",
                            ProcessHandle.current().pid());
        }
    }

    @Test
    void saysThatThereIsNoSuchInterface() {
        UdpOptions options = new UdpOptions(Ipv4.ANY, 4000, Optional.of("eth9"), true, 0, true);
        assertThatThrownBy(() -> here.call(() -> UdpSocket.open(options)))
                .hasRootCauseMessage("The port cannot be opened (UDP 0.0.0.0:4000 on interface eth9): there is no such"
                        + " interface; name an address and an interface of this machine; 'ip address' lists them");
    }

    @Test
    void reachesWhoHasNoAddressYetAndFindsWhoHasOne() throws Exception {
        Interface other = there.call(() -> Interface.named("eth0"));
        assertThat(other.mtu()).isEqualTo(1500);
        try (PacketSocket packets = here.call(() -> PacketSocket.open("eth0"));
                Poller poller = Poller.open();
                DatagramChannel client = client(4001)) {
            MemorySegment payload = MemorySegment.ofArray("straight".getBytes(US_ASCII));
            assertThat(packets.sendUdp(other.mac(), SERVER, 67, CLIENT, 4001, payload, 7))
                    .isTrue();
            assertThat(receive(client)).isEqualTo("straigh from 10.7.0.1:67");

            poller.watch(packets.descriptor(), 7);
            assertThat(packets.probe(0x0a070003)).isTrue();
            assertThat(packets.probe(CLIENT)).isTrue();
            long[] tokens = new long[4];
            assertThat(poller.await(PATIENCE, tokens)).isEqualTo(1);
            assertThat(tokens[0]).isEqualTo(7);
            Arp answer = packets.receiveArp().orElseThrow();
            assertThat(answer).isEqualTo(new Arp(true, other.mac(), CLIENT, Ipv4.ANY));
            assertThat(answer.claims(CLIENT)).isTrue();
            assertThat(answer.claims(SERVER)).isFalse();
            assertThat(packets.receiveArp()).isEmpty();
        }
    }

    private DatagramChannel client(int port) {
        return there.call(() -> DatagramChannel.open(StandardProtocolFamily.INET)
                .setOption(StandardSocketOptions.SO_BROADCAST, true)
                .bind(new InetSocketAddress("0.0.0.0", port)));
    }

    private static List<String> receiveAll(UdpSocket socket, Datagrams batch, int expected) {
        try (Poller poller = Poller.open()) {
            poller.watch(socket.descriptor(), 1);
            assertThat(poller.await(PATIENCE, new long[1])).isEqualTo(1);
        }
        // A cable of this machine has delivered what was sent when the call that sent it returns.
        assertThat(socket.receive(batch)).isEqualTo(expected);
        List<String> texts = new ArrayList<>();
        for (int slot = 0; slot < expected; slot++) {
            byte[] bytes = batch.payload(slot).asSlice(0, batch.length(slot)).toArray(JAVA_BYTE);
            texts.add(new String(bytes, US_ASCII));
        }
        return texts;
    }

    private static String receive(DatagramChannel client) throws Exception {
        client.socket().setSoTimeout(10_000);
        byte[] room = new byte[100];
        DatagramPacket packet = new DatagramPacket(room, room.length);
        client.socket().receive(packet);
        return new String(room, 0, packet.getLength(), US_ASCII) + " from "
                + packet.getAddress().getHostAddress() + ":" + packet.getPort();
    }

    private static void put(Datagrams batch, int slot, String text) {
        MemorySegment.copy(text.getBytes(US_ASCII), 0, batch.payload(slot), JAVA_BYTE, 0, text.length());
        batch.length(slot, text.length());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
