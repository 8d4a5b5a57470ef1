package dev.slipway.pxe.dhcpserver;

/// What we are on a network.
public enum DhcpMode {
    /// Somebody else gives the addresses; we add what to boot.
    PROXY,
    /// We give the addresses.
    SERVER
}
