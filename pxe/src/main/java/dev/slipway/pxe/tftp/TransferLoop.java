package dev.slipway.pxe.tftp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.pxe.socket.Datagrams;
import dev.slipway.pxe.socket.Poller;
import dev.slipway.pxe.tftp.Outbox.Route;
import dev.slipway.pxe.tftp.SendWindow.Answer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server's thread does: takes in what came, does what it asks for, and waits for more. While files are on
/// their way it looks again and again for a moment before it waits: answers are there within microseconds, and being
/// woken takes longer.
final class TransferLoop {

    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int ACKNOWLEDGEMENT = 4;
    private static final int ERROR = 5;
    private static final int BATCH = 64;
    private static final long SPIN_NANOS = 50_000;
    /// Looking once takes less than a microsecond.
    private static final long PREEMPTED_NANOS = 100_000;
    private static final long SPIN_PAUSE_NANOS = 1_000_000_000;
    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final TftpOptions options;
    private final Sockets sockets;
    private final Poller poller;
    private final ChunkCache cache;
    private final Outbox outbox;
    private final RequestDesk desk;
    private final TransferNews news;
    private final TftpCounters counters;
    private final TransferTable transfers;
    private final Datagrams batch = new Datagrams(BATCH, TftpRequest.BYTES_MAX + 1);
    private final long[] tokens;
    private long now = System.nanoTime();
    private long nextCheck = Long.MAX_VALUE;
    private volatile boolean stopped;

    TransferLoop(
            TftpOptions options,
            Sockets sockets,
            Poller poller,
            ChunkCache cache,
            Outbox outbox,
            RequestDesk desk,
            TransferNews news,
            TftpCounters counters) {
        this.options = options;
        this.sockets = sockets;
        this.poller = poller;
        this.cache = cache;
        this.outbox = outbox;
        this.desk = desk;
        this.news = news;
        this.counters = counters;
        transfers = new TransferTable(options.transfersMax(), options.transfersPerClientMax());
        tokens = new long[sockets.count()];
        for (int i = 0; i < sockets.count(); i++) {
            poller.watch(sockets.get(i).descriptor(), i);
        }
    }

    void stop() {
        stopped = true;
    }

    void run() {
        long spinUntil = 0;
        long spinAgainAt = 0;
        while (!stopped) {
            boolean spins = !transfers.isEmpty() && now < spinUntil;
            boolean worked = (spins && sockets.count() == 1) ? receive(0) > 0 : receiveReady(spins ? 0 : patience());
            worked |= cache.takeIn(this::resume);
            long before = now;
            now = System.nanoTime();
            if (now >= nextCheck) {
                check();
            }
            outbox.flush();
            if (spins && !worked && now - before > PREEMPTED_NANOS) {
                // Somebody else wanted this processor. Whoever only looks around shall not keep it.
                spinAgainAt = now + SPIN_PAUSE_NANOS;
                spinUntil = 0;
            } else if (worked && now >= spinAgainAt) {
                spinUntil = now + SPIN_NANOS;
            }
        }
    }

    private long patience() {
        return transfers.isEmpty() ? IDLE_NANOS : Math.clamp(nextCheck - now, 1, IDLE_NANOS);
    }

    private boolean receiveReady(long timeoutNanos) {
        int ready = poller.await(timeoutNanos, tokens);
        for (int i = 0; i < ready; i++) {
            int ignored = receive((int) tokens[i]);
        }
        return ready > 0;
    }

    private int receive(int index) {
        int count = sockets.get(index).receive(batch);
        if (count > 0) {
            now = System.nanoTime();
        }
        for (int slot = 0; slot < count; slot++) {
            handle(index, slot);
        }
        return count;
    }

    private void handle(int index, int slot) {
        MemorySegment packet = batch.payload(slot);
        int length = batch.length(slot);
        int address = batch.remoteAddress(slot);
        int port = batch.remotePort(slot);
        int opcode = length < 2 ? -1 : packet.get(NETWORK_SHORT, 0);
        long ends = TransferTable.ends(index, address, port);
        Transfer transfer = transfers.find(ends);
        if (opcode == ACKNOWLEDGEMENT || opcode == ERROR) {
            if (transfer == null || length < 4) {
                counters.strayed();
            } else if (opcode == ACKNOWLEDGEMENT) {
                acknowledged(transfer, packet.get(NETWORK_SHORT, 2) & 0xffff);
            } else {
                gaveUp(transfer, packet.get(NETWORK_SHORT, 2) & 0xffff, words(packet, length));
            }
        } else if (sockets.isListener(index) && port != 0 && !wasForEverybody(slot)) {
            byte[] bytes = packet.asSlice(0, length).toArray(JAVA_BYTE);
            Route from = new Route(sockets.get(index), address, port, batch.localAddress(slot));
            asked(index, from, bytes, transfer);
        } else {
            counters.strayed();
        }
    }

    /// RFC 1123, chapter 4.2.3.2: what everybody is asked is nobody's to answer.
    private boolean wasForEverybody(int slot) {
        return batch.destinationAddress(slot) != batch.localAddress(slot);
    }

    private void acknowledged(Transfer transfer, int number) {
        Answer answer = transfer.acknowledge(number, now);
        if (answer == Answer.ADVANCED) {
            pump(transfer);
        } else if (answer == Answer.COMPLETE) {
            complete(transfer, true);
        }
    }

    /// Clients that only want to know a size end the transfer as soon as they know it (RFC 2349): that is no failure.
    private void gaveUp(Transfer transfer, int code, String words) {
        if (transfer.window().acknowledged() < 1) {
            counters.probe();
        } else {
            counters.fail();
            news.gaveUp(transfer, code, words);
        }
        end(transfer);
    }

    private void asked(int index, Route from, byte[] bytes, @Nullable Transfer under) {
        Optional<TftpRequest> request = desk.read(bytes, from);
        if (request.isEmpty()) {
            return;
        }
        if (under != null) {
            if (under.isRepeatedBy(request.get())) {
                return;
            }
            if (under.window().acknowledged() > 0) {
                counters.fail();
                news.restarted(under);
            }
            end(under);
        }
        if (!transfers.hasRoomFor(from.address())) {
            desk.putOff(from);
            return;
        }
        begin(index, from, request.get(), bytes);
    }

    private void begin(int index, Route from, TftpRequest request, byte[] bytes) {
        int data = sockets.nextData(index);
        Route route = new Route(sockets.get(data), from.address(), from.port(), from.localAddress());
        Optional<Transfer> begun;
        try {
            begun = desk.begin(request, bytes, from, route, now);
        } catch (RuntimeException e) {
            // What is published is decided elsewhere. A mistake there must not end the transfers of all others.
            begun = desk.refuse(from, desk.hostAt(from), Refusal.UNREADABLE, "the file cannot be looked up: " + e);
        }
        begun.ifPresent(transfer -> {
            transfers.add(
                    transfer,
                    TransferTable.ends(index, from.address(), from.port()),
                    TransferTable.ends(data, from.address(), from.port()));
            counters.start();
            cache.sharedBy(transfers.size());
            pump(transfer);
        });
    }

    private void resume(Transfer transfer) {
        if (transfer.hasEnded()) {
            return;
        }
        Exception failure = transfer.failure();
        if (failure == null) {
            transfer.resume();
            pump(transfer);
        } else {
            counters.refuse(Refusal.UNREADABLE);
            counters.fail();
            news.unreadable(transfer, failure);
            outbox.send(transfer.route(), RequestDesk.error(ErrorCode.UNDEFINED, "the file cannot be read"));
            end(transfer);
        }
    }

    private void pump(Transfer transfer) {
        transfer.pump(outbox, cache, counters, now);
        nextCheck = Math.min(nextCheck, transfer.window().deadline());
    }

    /// Looks at all transfers: whose time is over, and when it will be for the next. That is seldom, as no time is
    /// shorter than a tenth of a second.
    private void check() {
        nextCheck = Long.MAX_VALUE;
        for (Transfer transfer : transfers.all()) {
            SendWindow window = transfer.window();
            if (!transfer.isWaiting() && window.deadline() <= now) {
                timedOut(transfer);
            }
            if (!transfer.hasEnded() && !transfer.isWaiting()) {
                nextCheck = Math.min(nextCheck, window.deadline());
            }
        }
    }

    private void timedOut(Transfer transfer) {
        SendWindow window = transfer.window();
        if (now - window.heardAt() < options.patience().toNanos()) {
            counters.retransmit();
            window.timedOut();
            pump(transfer);
        } else if (window.isLastUnderWay() && window.acknowledged() >= window.blocks() - window.windowSize()) {
            // Many clients start what they have loaded without a last word.
            complete(transfer, false);
        } else {
            counters.fail();
            news.silent(transfer);
            end(transfer);
        }
    }

    private void complete(Transfer transfer, boolean lastAcknowledged) {
        counters.complete();
        news.completed(transfer, now, lastAcknowledged);
        end(transfer);
    }

    private void end(Transfer transfer) {
        transfers.remove(transfer);
        cache.sharedBy(transfers.size());
        transfer.end();
        counters.end();
    }

    private static String words(MemorySegment packet, int length) {
        byte[] bytes = packet.asSlice(4, length - 4).toArray(JAVA_BYTE);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return TransferNews.bounded(new String(bytes, 0, end, ISO_8859_1));
    }
}
