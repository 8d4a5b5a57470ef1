package dev.slipway.pxe.pcap;

import dev.slipway.pxe.host.MacAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/// What a frame carries, as far as boots are concerned.
public sealed interface Segment {

    /// When it was seen.
    Instant time();

    /// The card that sent the frame, where the capture tells: the machine itself or a router on the way.
    Optional<MacAddress> sender();

    /// The card that the frame is for; not where it is for many.
    Optional<MacAddress> receiver();

    /// Where it comes from.
    InetSocketAddress from();

    /// Where it goes.
    InetSocketAddress to();

    /// What it carries; maybe only the beginning. Not to be changed.
    byte[] payload();

    /// A datagram.
    ///
    /// @param length of the payload on the wire
    /// @param fragmented whether it came in several packets, of which this is the first
    @SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
    record Udp(
            Instant time,
            Optional<MacAddress> sender,
            Optional<MacAddress> receiver,
            InetSocketAddress from,
            InetSocketAddress to,
            byte[] payload,
            int length,
            boolean fragmented)
            implements Segment {}

    /// A piece of a connection.
    ///
    /// @param sequence its number, unsigned
    /// @param flags of the header: FIN 1, SYN 2, RST 4, ACK 16
    /// @param length of the payload on the wire
    @SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
    record Tcp(
            Instant time,
            Optional<MacAddress> sender,
            Optional<MacAddress> receiver,
            InetSocketAddress from,
            InetSocketAddress to,
            byte[] payload,
            int length,
            long sequence,
            int flags)
            implements Segment {

        public boolean isSyn() {
            return (flags & 2) != 0;
        }

        public boolean isReset() {
            return (flags & 4) != 0;
        }
    }
}
