package dev.slipway.pxe.trace;

import dev.slipway.pxe.host.MacAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How a machine stands, in short.
///
/// @param mac which machine
/// @param facts what is known of it, by the names in [Facts]
/// @param firstSeen when it was first heard of
/// @param lastSeen when it was last heard of
/// @param boots how often its firmware has begun to boot, as far as was seen
/// @param furthest how far this boot has come; empty where there was nothing but failures
/// @param since when it came so far
/// @param last its last step
/// @param lastWords the last step in words
public record HostState(
        MacAddress mac,
        Map<String, String> facts,
        Instant firstSeen,
        Instant lastSeen,
        int boots,
        Optional<Step> furthest,
        Instant since,
        Optional<Step> last,
        String lastWords) {

    public HostState {
        facts = Map.copyOf(facts);
    }

    /// What people call the machine.
    public Optional<String> label() {
        return Optional.ofNullable(facts.get(Facts.LABEL));
    }
}
