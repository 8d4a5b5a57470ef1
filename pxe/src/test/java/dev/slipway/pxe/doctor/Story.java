package dev.slipway.pxe.doctor;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A trace written down as lines: the second, the step, and facts. The last line is `SECOND now`.
final class Story {

    static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:01").orElseThrow();
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final TraceLimits LIMITS = new TraceLimits(8, 1000, 10, 1000, 1000, 8, Duration.ofDays(1));

    private Story() {}

    static List<Diagnosis> examine(String lines) {
        Traces traces = new Traces(LIMITS, () -> START);
        Instant now = START;
        for (String line : lines.lines().toList()) {
            String[] words = line.strip().split(" +");
            now = START.plusSeconds(Long.parseLong(words[0]));
            if (!words[1].equals("now")) {
                traces.tell(event(now, words));
            }
        }
        HostTrace trace = traces.of(MAC).orElseThrow();
        return Doctor.examine(trace, now);
    }

    private static HostEvent event(Instant time, String[] words) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 2; i < words.length; i++) {
            String[] fact = words[i].split("=", 2);
            facts.put(fact[0], fact[1]);
        }
        Step step = Step.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_'));
        return new HostEvent(time, MAC, step, step.words(), facts);
    }
}
