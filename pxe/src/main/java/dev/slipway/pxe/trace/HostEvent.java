package dev.slipway.pxe.trace;

import dev.slipway.pxe.host.MacAddress;
import java.time.Instant;
import java.util.Map;

/// One step of one machine.
///
/// @param time when
/// @param mac which machine
/// @param step what
/// @param text in words, for the log: one line without secrets
/// @param facts the same for programs: short names and values, such as `address` and `10.0.0.7`. What comes from the
///     network is cut to a bounded length and holds no control characters
public record HostEvent(Instant time, MacAddress mac, Step step, String text, Map<String, String> facts) {

    public HostEvent {
        facts = Map.copyOf(facts);
    }
}
