package dev.slipway.pxe.trace;

import java.time.Duration;

/// How much is remembered.
///
/// @param hosts machines
/// @param eventsPerHost the last steps of a machine; half of them are kept free of what machines do again and again
/// @param packetsPerHost the last datagrams of a machine
/// @param packetBytesPerHost their bytes
/// @param packetBytes of one datagram; what is longer is cut
/// @param addresses machines whose address is known
/// @param addressLife how long an address is believed after it was last seen
public record TraceLimits(
        int hosts,
        int eventsPerHost,
        int packetsPerHost,
        int packetBytesPerHost,
        int packetBytes,
        int addresses,
        Duration addressLife) {

    private static final int HOSTS_MIN = 8;

    public TraceLimits {
        if (hosts < HOSTS_MIN || eventsPerHost < 2 || addresses < 1) {
            throw new IllegalArgumentException("limits that leave no room: %d hosts, %d events, %d addresses"
                    .formatted(hosts, eventsPerHost, addresses));
        }
    }

    /// Two thousand machines: at the very most about 120 MB, some MB in the usual case.
    public static TraceLimits standard() {
        return new TraceLimits(2048, 96, 48, 24 << 10, 1500, 8192, Duration.ofHours(12));
    }
}
