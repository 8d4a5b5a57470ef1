package dev.slipway.pxe.trace;

import java.util.List;

/// All that is known of a machine.
///
/// @param state how it stands
/// @param events what happened, in order
/// @param eventsLeftOut how many more there were
/// @param packets what it sent and got, in order
/// @param packetsLeftOut how many more there were
public record HostTrace(
        HostState state, List<HostEvent> events, long eventsLeftOut, List<TracedPacket> packets, long packetsLeftOut) {

    public HostTrace {
        events = List.copyOf(events);
        packets = List.copyOf(packets);
    }
}
