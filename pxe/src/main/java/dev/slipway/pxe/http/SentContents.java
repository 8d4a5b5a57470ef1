package dev.slipway.pxe.http;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceSink;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tells the trace which machine has what, when the last byte of it has gone, whether in one piece or in
/// ranges. Safe for use by several threads.
final class SentContents {

    /// Of those that fetch in ranges and did not end, the ones unheard of for longest are forgotten.
    private static final int UNFINISHED_MAX = 4096;

    private final TraceSink trace;
    private final Clock clock;
    private final Map<Key, SentRanges> unfinished = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SentRanges> eldest) {
            return size() > UNFINISHED_MAX;
        }
    };

    SentContents(TraceSink trace, Clock clock) {
        this.trace = trace;
        this.clock = clock;
    }

    private record Key(MacAddress mac, Step step, String name, String etag, long size) {}

    /// A range has gone.
    void sent(PlannedAnswer.Told told, long from, long count, long size) {
        host(told).ifPresent(mac -> {
            Key key = new Key(mac, told.sent().step(), told.sent().name(), told.etag(), size);
            if (isComplete(key, from, count)) {
                tell(
                        mac,
                        told,
                        told.sent().step(),
                        "%s was sent, %d bytes".formatted(told.sent().name(), size),
                        Map.of(Facts.SIZE, Long.toString(size)));
            }
        });
    }

    /// A range broke off.
    void brokeOff(PlannedAnswer.Told told, long done, long count, String reason) {
        host(told)
                .ifPresent(mac -> tell(
                        mac,
                        told,
                        Step.FAILURE,
                        "%s broke off after %d of %d bytes: %s"
                                .formatted(told.sent().name(), done, count, reason),
                        Map.of(
                                Facts.REASON, Facts.REASON_CUT,
                                Facts.BYTES, Long.toString(done),
                                Facts.SIZE, Long.toString(count))));
    }

    private synchronized boolean isComplete(Key key, long from, long count) {
        if (from == 0 && count == key.size) {
            unfinished.remove(key);
            return true;
        }
        SentRanges ranges = unfinished.computeIfAbsent(key, ignored -> new SentRanges());
        ranges.add(from, from + count);
        boolean complete = ranges.covers(key.size);
        if (complete) {
            unfinished.remove(key);
        }
        return complete;
    }

    private Optional<MacAddress> host(PlannedAnswer.Told told) {
        return told.sent()
                .mac()
                .or(() -> told.asked().mac())
                .or(() -> trace.hostAt(told.asked().client()));
    }

    private void tell(MacAddress mac, PlannedAnswer.Told told, Step step, String text, Map<String, String> more) {
        Map<String, String> facts = new HashMap<>(more);
        facts.put(Facts.PROTOCOL, told.asked().secure() ? "https" : "http");
        facts.put(Facts.FILE, told.sent().name());
        facts.put(Facts.ADDRESS, told.asked().client().getHostAddress());
        trace.tell(new HostEvent(clock.instant(), mac, step, text, facts));
    }
}
