package dev.slipway.pxe.trace;

import java.net.InetSocketAddress;
import java.time.Instant;

/// A datagram that a machine sent or got.
///
/// @param time when
/// @param payload what UDP carries; maybe only its beginning. Not to be changed
/// @param length how many bytes it had on the wire
@SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
public record TracedPacket(Instant time, InetSocketAddress from, InetSocketAddress to, byte[] payload, int length) {}
