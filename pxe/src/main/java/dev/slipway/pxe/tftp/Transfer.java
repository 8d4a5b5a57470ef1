package dev.slipway.pxe.tftp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.tftp.ChunkCache.Chunk;
import dev.slipway.pxe.tftp.Outbox.Route;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One file on its way to one client. To be used by the server's thread alone.
final class Transfer {

    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int HEADER_BYTES = 4;
    private static final short DATA = 3;

    private final Route route;
    private final Optional<MacAddress> mac;
    private final PublishedFile file;
    private final TftpRequest request;
    private final byte[] optionsAnswer;
    private final SendWindow window;
    private final boolean unfragmented;
    private final long startedAt;
    private @Nullable Chunk chunk;
    private long chunkIndex = -1;
    private boolean waiting;
    private boolean ended;
    /// Whether the same request came again, and nothing else since.
    private boolean askedAgain;

    /// @param optionsAnswer empty where no options are answered
    Transfer(
            Route route,
            Optional<MacAddress> mac,
            PublishedFile file,
            TftpRequest request,
            byte[] optionsAnswer,
            SendWindow window,
            boolean unfragmented,
            long now) {
        this.route = route;
        this.mac = mac;
        this.file = file;
        this.request = request;
        this.optionsAnswer = optionsAnswer;
        this.window = window;
        this.unfragmented = unfragmented;
        startedAt = now;
    }

    Route route() {
        return route;
    }

    Optional<MacAddress> mac() {
        return mac;
    }

    PublishedFile file() {
        return file;
    }

    SendWindow window() {
        return window;
    }

    long startedAt() {
        return startedAt;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
        chunk = null;
    }

    /// Whether it waits for the disk and not for the client.
    boolean isWaiting() {
        return waiting;
    }

    void resume() {
        waiting = false;
    }

    /// Why the file cannot be read, where it cannot.
    @Nullable
    Exception failure() {
        return chunk == null ? null : chunk.failure();
    }

    /// Whether a request that comes from the client of this transfer is one that the network delivered twice, or that
    /// was sent again before the answer came. A client that began anew, with the same port, asks more than once and
    /// acknowledges nothing in between.
    boolean isRepeatedBy(TftpRequest again) {
        if (!again.equals(request) || askedAgain) {
            return false;
        }
        askedAgain = window.acknowledged() > 0;
        return true;
    }

    SendWindow.Answer acknowledge(int wireNumber, long now) {
        SendWindow.Answer answer = window.acknowledge(wireNumber, now);
        if (answer != SendWindow.Answer.IGNORED) {
            askedAgain = false;
        }
        return answer;
    }

    /// Puts what may be sent now into the outbox, as far as it is in memory.
    void pump(Outbox outbox, ChunkCache cache, TftpCounters counters, long now) {
        int sendable = window.sendable();
        if (sendable > 0 && window.next() == 0) {
            outbox.send(route, optionsAnswer);
            window.sent(1, now);
            return;
        }
        int packetBytes = HEADER_BYTES + window.blockSize();
        while (sendable > 0 && !waiting) {
            int packets = Math.min(sendable, outbox.packetsEach(route, packetBytes, unfragmented));
            MemorySegment room = outbox.room(route);
            int length = 0;
            int written = 0;
            while (written < packets && !waiting) {
                int added = write(room, length, window.next() + written, cache);
                if (added > 0) {
                    length += added;
                    written++;
                }
            }
            if (written > 0) {
                outbox.add(route, length, written > 1 ? packetBytes : 0);
                window.sent(written, now);
                counters.send(length - (long) written * HEADER_BYTES);
                sendable -= written;
            }
        }
    }

    /// Writes one packet with data, or begins to wait where they are not there.
    ///
    /// @return its length, 0 where it was not written
    private int write(MemorySegment room, int at, long block, ChunkCache cache) {
        int length = window.length(block);
        long offset = (block - 1) * window.blockSize();
        int copied = 0;
        while (copied < length) {
            long position = offset + copied;
            byte[] bytes = bytesAt(position, cache);
            if (bytes == null) {
                return 0;
            }
            int within = (int) (position % ChunkCache.CHUNK_BYTES);
            int count = Math.min(length - copied, bytes.length - within);
            MemorySegment.copy(bytes, within, room, JAVA_BYTE, at + HEADER_BYTES + copied, count);
            copied += count;
        }
        room.set(NETWORK_SHORT, at, DATA);
        room.set(NETWORK_SHORT, at + 2, (short) block);
        return HEADER_BYTES + length;
    }

    private byte @Nullable [] bytesAt(long position, ChunkCache cache) {
        long index = position / ChunkCache.CHUNK_BYTES;
        Chunk current = chunk;
        if (current == null || index != chunkIndex || current.failure() != null) {
            current = cache.chunk(file.content(), index);
            chunk = current;
            chunkIndex = index;
            cache.readAhead(file.content(), index + 1);
        }
        byte[] bytes = current.bytes();
        if (bytes == null) {
            waiting = true;
            current.await(this);
        }
        return bytes;
    }
}
