package dev.slipway.pxe.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What a server has done since it was opened. Safe for use by several threads.
public final class HttpCounts {

    private static final int CLASSES = 6;

    final AtomicInteger open = new AtomicInteger();
    final LongAdder accepted = new LongAdder();
    final LongAdder turnedAway = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder brokenOff = new LongAdder();
    private final LongAdder[] answers = new LongAdder[CLASSES];

    HttpCounts() {
        for (int i = 0; i < CLASSES; i++) {
            answers[i] = new LongAdder();
        }
    }

    void answered(int status) {
        answers[Math.clamp(status / 100, 0, CLASSES - 1)].increment();
    }

    /// Connections that are open now.
    public int openConnections() {
        return open.get();
    }

    /// Connections that were served.
    public long acceptedConnections() {
        return accepted.sum();
    }

    /// Connections beyond the limits.
    public long turnedAwayConnections() {
        return turnedAway.sum();
    }

    /// Bytes of contents that went out.
    public long bytesSent() {
        return bytes.sum();
    }

    /// Answers that broke off.
    public long brokenOffAnswers() {
        return brokenOff.sum();
    }

    /// Answers with such a status: 2 for those of success, 4 for errors of clients, and so on.
    public long answers(int statusClass) {
        return answers[statusClass].sum();
    }
}
