package dev.slipway.pxe.configuration;

import java.util.Optional;

/// How files are served over TFTP.
///
/// @param port that is asked
/// @param singlePort whether all answers come from that port too: for firewalls, and relays that know no other
/// @param ports answers come from, where not any; `first-last`
/// @param blockSizeMax bytes of a block at most, whatever a client wants
/// @param windowSizeMax blocks on their way at most
public record TftpPlan(int port, boolean singlePort, Optional<Ports> ports, int blockSizeMax, int windowSizeMax) {

    /// Ports from the first to the last.
    public record Ports(int first, int last) {}
}
