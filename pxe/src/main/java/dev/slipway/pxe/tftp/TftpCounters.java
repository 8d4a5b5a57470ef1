package dev.slipway.pxe.tftp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What a server has done since it was opened. Safe for use by several threads.
public final class TftpCounters {

    private final LongAdder started = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder probed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retransmissions = new LongAdder();
    private final LongAdder stray = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong active = new AtomicLong();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    TftpCounters() {
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    /// Transfers that were begun.
    public long started() {
        return started.sum();
    }

    /// Transfers that were completed.
    public long completed() {
        return completed.sum();
    }

    /// Requests whose client only wanted to know a size.
    public long probed() {
        return probed.sum();
    }

    /// Transfers that broke off.
    public long failed() {
        return failed.sum();
    }

    /// Transfers at this moment.
    public long active() {
        return active.get();
    }

    /// Bytes of files that were sent, repetitions included.
    public long bytes() {
        return bytes.sum();
    }

    /// How often a window was sent again because nothing was heard.
    public long retransmissions() {
        return retransmissions.sum();
    }

    /// Datagrams that belong to nothing.
    public long stray() {
        return stray.sum();
    }

    /// Datagrams that the kernel did not take.
    public long dropped() {
        return dropped.sum();
    }

    /// Requests that were refused for that reason.
    public long refused(Refusal reason) {
        return counter(reason).sum();
    }

    void start() {
        started.increment();
        active.incrementAndGet();
    }

    void end() {
        active.decrementAndGet();
    }

    void complete() {
        completed.increment();
    }

    void probe() {
        probed.increment();
    }

    void fail() {
        failed.increment();
    }

    void send(long count) {
        bytes.add(count);
    }

    void retransmit() {
        retransmissions.increment();
    }

    void strayed() {
        stray.increment();
    }

    void drop(long count) {
        dropped.add(count);
    }

    void refuse(Refusal reason) {
        counter(reason).increment();
    }

    private LongAdder counter(Refusal reason) {
        return Objects.requireNonNull(refused.get(reason));
    }
}
