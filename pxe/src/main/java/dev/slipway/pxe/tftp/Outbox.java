package dev.slipway.pxe.tftp;

import dev.slipway.pxe.socket.Datagrams;
import dev.slipway.pxe.socket.UdpSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Datagrams that are about to be sent, gathered so that many leave by one call. To be used by one thread.
final class Outbox {

    private static final int SLOTS = 64;
    /// The most that UDP carries.
    private static final int SLOT_BYTES = 65_507;
    /// What kernels cut one payload into at most.
    private static final int SEGMENTS_MAX = 64;
    /// How often is tried to send what the kernel has no room for, before it counts as lost on the way.
    private static final int ATTEMPTS_MAX = 1000;

    private final Datagrams batch = new Datagrams(SLOTS, SLOT_BYTES);
    private final TftpCounters counters;
    private @Nullable UdpSocket socket;
    private int count;
    private boolean segments = true;

    Outbox(TftpCounters counters) {
        this.counters = counters;
    }

    /// The way to a client.
    ///
    /// @param socket that it hears us from
    /// @param localAddress of this machine that it asked
    record Route(UdpSocket socket, int address, int port, int localAddress) {}

    /// How many packets of that size, with their headers, one slot carries.
    int packetsEach(Route route, int packetBytes, boolean unfragmented) {
        return segments && unfragmented && route.socket().cutsSegments()
                ? Math.min(SEGMENTS_MAX, SLOT_BYTES / packetBytes)
                : 1;
    }

    /// Room for the next payload, to be followed by [#add(Route, int, int)].
    MemorySegment room(Route route) {
        if (count == SLOTS || (count > 0 && socket != route.socket())) {
            flush();
        }
        socket = route.socket();
        return batch.payload(count);
    }

    /// What was written into the room is to be sent.
    ///
    /// @param segment the bytes of each packet in it, 0 where it is one
    void add(Route route, int length, int segment) {
        batch.length(count, length);
        batch.remote(count, route.address(), route.port());
        batch.localAddress(count, route.localAddress());
        batch.interfaceIndex(count, 0);
        batch.segment(count, segment);
        count++;
    }

    /// Sends some bytes.
    void send(Route route, byte[] packet) {
        MemorySegment.copy(packet, 0, room(route), ValueLayout.JAVA_BYTE, 0, packet.length);
        add(route, packet.length, 0);
    }

    /// Hands everything to the kernel.
    void flush() {
        UdpSocket through = socket;
        if (count == 0 || through == null) {
            return;
        }
        int done = through.send(batch, count);
        for (int attempt = 0; done < count && attempt < ATTEMPTS_MAX; attempt++) {
            Thread.onSpinWait();
            done += through.sendFrom(batch, done, count);
        }
        counters.drop(count - done);
        for (int slot = 0; slot < count; slot++) {
            if (batch.refused(slot)) {
                counters.drop(1);
                // Some interfaces cannot do it. What was lost is sent again one by one.
                segments &= batch.segmentOf(slot) == 0;
            }
        }
        count = 0;
    }
}
