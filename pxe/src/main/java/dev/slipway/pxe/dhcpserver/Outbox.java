package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.DhcpEncoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.socket.Datagrams;
import dev.slipway.pxe.socket.UdpSocket;
import dev.slipway.pxe.trace.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Answers that are written and wait for their leases to be remembered. All go out by one link.
final class Outbox {

    private record Entry(MacAddress mac, DhcpMessage request, Answer.Send send) {}

    private final Datagrams datagrams;
    private final Datagrams framed;
    private final ByteBuffer[] datagramBytes;
    private final ByteBuffer[] framedBytes;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> framedEntries = new ArrayList<>();

    Outbox(int slots) {
        datagrams = new Datagrams(slots, DhcpReply.BYTES_MAX);
        framed = new Datagrams(slots, DhcpReply.BYTES_MAX);
        datagramBytes = buffers(datagrams);
        framedBytes = buffers(framed);
    }

    static ByteBuffer[] buffers(Datagrams of) {
        ByteBuffer[] buffers = new ByteBuffer[of.slots()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = of.payload(i).asByteBuffer();
        }
        return buffers;
    }

    boolean isFull() {
        return Math.max(entries.size(), framedEntries.size()) == datagrams.slots();
    }

    boolean isEmpty() {
        return entries.isEmpty() && framedEntries.isEmpty();
    }

    void add(Link link, MacAddress mac, DhcpMessage request, Answer.Send send) {
        DhcpReply reply = send.reply();
        Datagrams batch = reply.toHardware() ? framed : datagrams;
        List<Entry> list = reply.toHardware() ? framedEntries : entries;
        int slot = list.size();
        ByteBuffer out = (reply.toHardware() ? framedBytes : datagramBytes)[slot];
        int length = DhcpEncoder.encode(reply.message(), out, reply.limit());
        batch.length(slot, length);
        batch.remote(slot, reply.address(), reply.port());
        batch.localAddress(slot, link.address);
        list.add(new Entry(mac, request, send));
    }

    /// Sends everything and tells how much that was.
    int send(Link link, UdpSocket socket, DhcpTrace trace) {
        int port = socket.localPort();
        // What the kernel has no room for is lost, as on any network; the clients ask again.
        int done = entries.isEmpty() ? 0 : socket.send(datagrams, entries.size());
        for (int i = 0; i < framedEntries.size(); i++) {
            Entry entry = framedEntries.get(i);
            DhcpReply reply = entry.send.reply();
            boolean taken = link.frames.sendUdp(
                    entry.mac, link.address, port, reply.address(), reply.port(), framed.payload(i), framed.length(i));
            done += taken ? 1 : 0;
        }
        if (trace.wantsPackets()) {
            tell(link, port, trace, entries, datagrams, datagramBytes);
            tell(link, port, trace, framedEntries, framed, framedBytes);
        }
        return done;
    }

    private static void tell(
            Link link, int port, DhcpTrace trace, List<Entry> list, Datagrams batch, ByteBuffer[] bytes) {
        for (int slot = 0; slot < list.size(); slot++) {
            byte[] payload = new byte[batch.length(slot)];
            bytes[slot].get(0, payload);
            Entry entry = list.get(slot);
            trace.sent(link, port, entry.mac, entry.request, entry.send, payload);
        }
    }

    /// Tells that nothing of it goes out.
    void drop(Link link, DhcpTrace trace, String why) {
        for (List<Entry> list : List.of(entries, framedEntries)) {
            for (Entry entry : list) {
                trace.silent(link, entry.mac, entry.request, Step.FAILURE, why);
            }
        }
    }

    void clear() {
        entries.clear();
        framedEntries.clear();
    }

    /// The bytes of a received slot, ready to be read.
    static ByteBuffer received(ByteBuffer[] buffers, Datagrams batch, int slot) {
        return buffers[slot].limit(batch.length(slot)).position(0);
    }
}
