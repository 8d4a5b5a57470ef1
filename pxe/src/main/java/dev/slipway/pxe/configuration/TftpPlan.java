package dev.slipway.pxe.configuration;

import dev.slipway.pxe.tftp.TftpOptions.PortRange;
import java.util.Optional;

/// How files are served over TFTP.
///
/// @param port that is asked
/// @param ports that answers come from; where empty, from the one that was asked, which firewalls let through
/// @param blockSizeMax bytes of a block at most, whatever a client wants
/// @param windowSizeMax blocks on their way at most
public record TftpPlan(int port, Optional<PortRange> ports, int blockSizeMax, int windowSizeMax) {}
