package dev.slipway.pxe.pcap;

import java.time.Instant;

/// What a capture holds of one frame.
///
/// @param time when it was seen
/// @param linkType what its bytes begin with, by the number of tcpdump.org's registry
/// @param bytes of it, maybe only the beginning; not to be changed
/// @param length how many bytes it had on the wire
@SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
public record Frame(Instant time, int linkType, byte[] bytes, int length) {}
