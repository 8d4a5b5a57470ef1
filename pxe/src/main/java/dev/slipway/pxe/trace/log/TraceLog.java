package dev.slipway.pxe.trace.log;

import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.OneLine;
import dev.slipway.pxe.trace.TraceSubscription;
import dev.slipway.pxe.trace.Traces;
import dev.slipway.pxe.trace.json.TraceJson;
import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Writes what happens, by a thread of its own: whoever answers machines never waits for a disk or a pipe. A machine
/// that repeats itself has a bounded number of lines, with a count of those left out.
public final class TraceLog implements AutoCloseable {

    private static final int WAITING_MAX = 8192;
    private static final int TEXT_MAX = 400;
    private static final int LABEL_WIDTH = 14;
    private static final int LABELS_MAX = 4096;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration MISSING_EVERY = Duration.ofSeconds(5);
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final LogFormat format;
    private final TraceSubscription events;
    private final LogBudget budget = new LogBudget();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean ending;
    private long droppedTold;
    private long missingTold = System.nanoTime();

    private TraceLog(Traces traces, LogFormat format, PrintStream out) {
        this.out = out;
        this.format = format;
        events = traces.subscribe(WAITING_MAX);
        thread = Thread.ofPlatform().name("log").daemon().unstarted(this::run);
    }

    /// Begins to write what happens from now on. The stream stays open afterwards.
    public static TraceLog start(Traces traces, LogFormat format, PrintStream out) {
        TraceLog log = new TraceLog(traces, format, out);
        log.thread.start();
        return log;
    }

    private void run() {
        try {
            while (!ending) {
                Optional<HostEvent> next = events.next(PATIENCE);
                next.ifPresent(this::write);
                drain();
                out.flush();
            }
            drain();
            tellMissing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            out.flush();
        }
    }

    private void drain() {
        for (int i = 0; i < WAITING_MAX; i++) {
            Optional<HostEvent> next = events.poll();
            if (next.isEmpty()) {
                break;
            }
            write(next.get());
        }
        long now = System.nanoTime();
        if (now - missingTold > MISSING_EVERY.toNanos()) {
            tellMissing();
            missingTold = now;
        }
    }

    private void tellMissing() {
        long dropped = events.dropped();
        long missing = dropped - droppedTold + budget.takeLeftOutOfAll();
        droppedTold = dropped;
        if (missing > 0) {
            out.println(
                    format == LogFormat.JSON
                            ? "{\"leftOut\":%d}".formatted(missing)
                            : "%d events came faster than they may be written and are left out".formatted(missing));
        }
    }

    private void write(HostEvent event) {
        String mac = event.mac().toString();
        String told = event.facts().get(Facts.LABEL);
        if (told != null) {
            labels.put(mac, told);
            if (labels.size() > LABELS_MAX) {
                labels.remove(labels.keySet().iterator().next());
            }
        }
        long leftOut = budget.spend(event.mac(), event.step().isRoutine(), event.time());
        if (leftOut >= 0) {
            out.println(
                    format == LogFormat.JSON
                            ? TraceJson.line(event, labels.getOrDefault(mac, ""), leftOut)
                            : line(event, labels.getOrDefault(mac, "-"), leftOut));
        }
    }

    private static String line(HostEvent event, String label, long leftOut) {
        return "%s %s %s %s%s"
                .formatted(
                        event.time().truncatedTo(ChronoUnit.MILLIS),
                        event.mac(),
                        padded(OneLine.of(label, LABEL_WIDTH * 2)),
                        OneLine.of(event.text(), TEXT_MAX),
                        leftOut == 0 ? "" : " (%d lines like this left out before)".formatted(leftOut));
    }

    private static String padded(String label) {
        return label.length() >= LABEL_WIDTH ? label : label + " ".repeat(LABEL_WIDTH - label.length());
    }

    /// Writes what has happened until now, and ends.
    @Override
    public void close() {
        events.close();
        ending = true;
        try {
            thread.join(END_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
