package dev.slipway.pxe.dhcp6;

import java.net.Inet6Address;
import java.util.Optional;

/// An interface that is served by IPv6.
///
/// @param name such as `eth0`
/// @param address ours on it, by which machines reach us
/// @param pool the lowest of 2^24 addresses to give; empty where router advertisements or another server give them
public record Dhcp6Interface(String name, Inet6Address address, Optional<Inet6Address> pool) {}
