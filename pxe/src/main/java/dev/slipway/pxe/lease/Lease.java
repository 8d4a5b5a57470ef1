package dev.slipway.pxe.lease;

import dev.slipway.pxe.host.MacAddress;

/// An address and who has it.
///
/// @param address the address
/// @param mac the card of the client
/// @param client who the client is
/// @param network the lowest address of the network
/// @param state what is the matter with it
/// @param endsAt until when, in seconds of the epoch
public record Lease(int address, MacAddress mac, ClientKey client, int network, LeaseState state, long endsAt) {}
