package dev.slipway.pxe.host;

import java.util.Optional;
import java.util.UUID;

/// What is known of a machine that boots, gathered from what it asks.
///
/// @param mac the card that it boots from
/// @param uuid of SMBIOS, as people read it (DHCP option 97 and iPXE's `${uuid}`)
/// @param serial of SMBIOS; only iPXE and GRUB tell it
/// @param assetTag of SMBIOS; only iPXE and GRUB tell it
/// @param architecture of processor and firmware
public record BootClient(
        MacAddress mac,
        Optional<UUID> uuid,
        Optional<String> serial,
        Optional<String> assetTag,
        Optional<ClientArchitecture> architecture) {

    /// A machine of which nothing but its card is known.
    public static BootClient of(MacAddress mac) {
        return new BootClient(mac, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
