package dev.slipway.pxe.socket;

import java.util.Optional;

/// How a socket is opened.
///
/// @param address of this machine that it listens at, or [Ipv4#ANY]
/// @param port 0 for any that is free
/// @param device the interface whose datagrams alone it gets, and by which alone it sends
/// @param broadcast whether it may send to everybody
/// @param receiveBufferBytes what the kernel keeps for it; what is more than the kernel's own limit takes root
/// @param reuse whether others may have the same port at other addresses or interfaces
public record UdpOptions(
        int address, int port, Optional<String> device, boolean broadcast, int receiveBufferBytes, boolean reuse) {

    public UdpOptions {
        if (port < 0 || port > 65_535 || receiveBufferBytes < 0) {
            throw new IllegalArgumentException("port " + port + ", buffer of " + receiveBufferBytes + " bytes");
        }
    }

    /// An address and a port, and nothing unusual.
    public static UdpOptions of(int address, int port) {
        return new UdpOptions(address, port, Optional.empty(), false, 1 << 20, false);
    }
}
