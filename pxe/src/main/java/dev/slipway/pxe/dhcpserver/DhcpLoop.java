package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.DhcpDecoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.dhcp.MalformedDhcpException;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.lease.LeaseTable;
import dev.slipway.pxe.proxy.ProxyDhcp;
import dev.slipway.pxe.socket.Arp;
import dev.slipway.pxe.socket.Datagrams;
import dev.slipway.pxe.socket.Poller;
import dev.slipway.pxe.socket.UdpSocket;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.trace.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// One thread that answers all networks: it takes a batch of datagrams, decides, writes the changed leases by one
/// write, and only then sends the answers of the batch.
final class DhcpLoop implements Runnable {

    private static final int SLOTS = 128;
    private static final int BATCHES_MAX = 8;
    private static final int ARPS_MAX = 256;
    private static final int KINDS = 3;

    final LongAdder received = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder failures = new LongAdder();

    private final List<Link> links;
    private final Poller poller;
    private final ProxyDhcp proxy;
    private final AddressServer addresses;
    private final LeaseTable table;
    private final LeaseMemory memory;
    private final DhcpTrace trace;
    private final ConflictProbes probes;
    private final Datagrams in = new Datagrams(SLOTS, DhcpReply.BYTES_MAX);
    private final ByteBuffer[] inBytes = Outbox.buffers(in);
    private final Outbox out = new Outbox(SLOTS);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    DhcpLoop(
            List<Link> links,
            Poller poller,
            ProxyDhcp proxy,
            AddressServer addresses,
            LeaseTable table,
            LeaseMemory memory,
            DhcpTrace trace,
            ConflictProbes probes) {
        this.links = links;
        this.poller = poller;
        this.proxy = proxy;
        this.addresses = addresses;
        this.table = table;
        this.memory = memory;
        this.trace = trace;
        this.probes = probes;
        for (int i = 0; i < links.size(); i++) {
            poller.watch(links.get(i).server.descriptor(), (long) i * KINDS);
            poller.watch(links.get(i).bootServer.descriptor(), (long) i * KINDS + 1);
            poller.watch(links.get(i).frames.descriptor(), (long) i * KINDS + 2);
        }
    }

    /// Does something between two batches.
    void between(Runnable task) {
        tasks.add(task);
        poller.wakeUp();
    }

    void stop() {
        closed = true;
        poller.wakeUp();
    }

    @Override
    public void run() {
        long[] tokens = new long[links.size() * KINDS];
        while (!closed) {
            int ready = poller.await(probes.nanosToNext(System.nanoTime()), tokens);
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            for (int i = 0; i < ready; i++) {
                Link link = links.get((int) (tokens[i] / KINDS));
                switch ((int) (tokens[i] % KINDS)) {
                    case 0 -> drain(link, link.server, false);
                    case 1 -> drain(link, link.bootServer, true);
                    default -> hearArp(link);
                }
            }
            offerProbed();
        }
    }

    private void drain(Link link, UdpSocket socket, boolean bootServer) {
        for (int batch = 0; batch < BATCHES_MAX; batch++) {
            int count = socket.receive(in);
            long now = System.currentTimeMillis() / 1000;
            for (int slot = 0; slot < count; slot++) {
                take(link, slot, bootServer, now);
            }
            received.add(count);
            flush(link, socket);
            if (count < SLOTS) {
                return;
            }
        }
    }

    private void take(Link link, int slot, boolean bootServer, long now) {
        ByteBuffer bytes = Outbox.received(inBytes, in, slot);
        DhcpMessage message;
        try {
            message = DhcpDecoder.decode(bytes);
        } catch (MalformedDhcpException e) {
            malformed.increment();
            return;
        }
        Optional<MacAddress> mac = message.mac();
        if (message.op() != DhcpMessage.BOOT_REQUEST || mac.isEmpty()) {
            malformed.increment();
            return;
        }
        try {
            answer(link, mac.get(), message, bootServer, slot, now);
        } catch (RuntimeException e) {
            // One odd message must not silence the server for everybody else.
            failures.increment();
            trace.silent(link, mac.get(), message, Step.FAILURE, "our fault: " + e);
        }
    }

    private void answer(Link link, MacAddress mac, DhcpMessage message, boolean bootServer, int slot, long now) {
        int remote = in.remoteAddress(slot);
        Answer answer = decide(link, mac, message, bootServer, remote, in.remotePort(slot), now);
        if (trace.wantsPackets() && !(answer instanceof Answer.Nothing)) {
            byte[] payload = new byte[in.length(slot)];
            inBytes[slot].get(0, payload);
            int port = bootServer ? Link.BOOT_SERVER_PORT : DhcpReply.SERVER_PORT;
            trace.received(mac, remote, in.remotePort(slot), in.destinationAddress(slot), port, payload);
        }
        act(link, mac, message, answer);
    }

    private Answer decide(
            Link link, MacAddress mac, DhcpMessage message, boolean bootServer, int remote, int port, long now) {
        DhcpInterface configured = link.configured;
        // Our own card asks when we look for other servers: that is nobody's boot.
        if (configured == null || mac.equals(link.frames.device().mac())) {
            return Answer.NOTHING;
        }
        if (bootServer) {
            return proxy.onBootServerPort(mac, message, link.address, remote, port);
        }
        return switch (configured.mode()) {
            case PROXY -> proxy.onServerPort(mac, message, link.address);
            case SERVER -> addresses.answer(mac, message, link.address, configured.subnets(), now);
        };
    }

    private void act(Link link, MacAddress mac, DhcpMessage message, Answer answer) {
        switch (answer) {
            // Not our business, but the doctor's.
            case Answer.Nothing() -> trace.overheard(link, mac, message);
            case Answer.Silence(var step, String text) -> trace.silent(link, mac, message, step, text);
            case Answer.Send send -> {
                // A client that asks again while its address is probed gets one answer, when that is over.
                int offered = send.reply().message().yiaddr();
                if (send.step() != Step.OFFER || !probes.waitsFor(offered)) {
                    out.add(link, mac, message, send);
                }
            }
            case Answer.Probe(Answer.Send offer, int address) -> {
                if (probes.hasRoom() && link.frames.probe(address)) {
                    probes.add(address, offer, mac, message, link);
                } else {
                    out.add(link, mac, message, offer);
                }
            }
        }
    }

    /// Remembers the changed leases, then sends the answers: a client never has a lease that we forgot.
    private void flush(Link link, UdpSocket socket) {
        if (!memory.remember()) {
            out.drop(link, trace, "the lease could not be written, so the machine was not answered");
        } else if (!out.isEmpty()) {
            sent.add(out.send(link, socket, trace));
        }
        out.clear();
    }

    private void hearArp(Link link) {
        long now = System.currentTimeMillis() / 1000;
        for (int i = 0; i < ARPS_MAX; i++) {
            Optional<Arp> heard = link.frames.receiveArp();
            if (heard.isEmpty()) {
                break;
            }
            int address = heard.get().senderAddress() == 0
                    ? heard.get().targetAddress()
                    : heard.get().senderAddress();
            if (heard.get().claims(address)) {
                probes.taken(address, link)
                        .ifPresent(waiting -> offerAnother(waiting, heard.get().sender(), address, now));
            }
        }
        flush(link, link.server);
    }

    private void offerAnother(ConflictProbes.Waiting waiting, MacAddress user, int address, long now) {
        if (user.equals(waiting.mac())) {
            // The machine itself has it, from an earlier lease.
            act(waiting.link(), waiting.mac(), waiting.request(), waiting.offer());
            return;
        }
        for (Subnet subnet : waiting.link().subnets()) {
            if (subnet.network().contains(address)) {
                addresses.setAside(subnet, user, address, now);
            }
        }
        String text = Ipv4.text(address) + " is used by " + user + " without a lease; set aside";
        trace.silent(waiting.link(), waiting.mac(), waiting.request(), Step.OTHER_DHCP, text);
        act(
                waiting.link(),
                waiting.mac(),
                waiting.request(),
                decide(waiting.link(), waiting.mac(), waiting.request(), false, 0, 0, now));
    }

    private void offerProbed() {
        long now = System.nanoTime();
        Link last = null;
        for (var due = probes.next(now); due.isPresent(); due = probes.next(now)) {
            ConflictProbes.Waiting waiting = due.get();
            if (last != null && (waiting.link() != last || out.isFull())) {
                flush(last, last.server);
            }
            last = waiting.link();
            act(last, waiting.mac(), waiting.request(), waiting.offer());
        }
        if (last != null) {
            flush(last, last.server);
        }
    }

    /// What is done with a new configuration: the thread of the loop does it.
    void networks(List<DhcpInterface> interfaces) {
        List<Subnet> subnets = new ArrayList<>();
        for (Link link : links) {
            link.configured = null;
            for (DhcpInterface one : interfaces) {
                if (one.name().equals(link.name)) {
                    link.configured = one;
                    subnets.addAll(one.subnets());
                }
            }
        }
        table.networks(subnets, DhcpServer.own(links), System.currentTimeMillis() / 1000);
    }
}
