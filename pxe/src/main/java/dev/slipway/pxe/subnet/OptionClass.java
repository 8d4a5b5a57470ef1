package dev.slipway.pxe.subnet;

import dev.slipway.pxe.dhcp.ArchitectureOption;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.UserClass;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.util.Optional;

/// Options for clients of a kind. Everything that is given must hold.
///
/// @param vendorClass what option 60 begins with
/// @param userClass one of the classes of option 77
/// @param architecture processor and firmware
/// @param macPrefix the first three bytes of the card, as the number that they make
/// @param options what these clients are told
public record OptionClass(
        Optional<String> vendorClass,
        Optional<String> userClass,
        Optional<ClientArchitecture> architecture,
        Optional<Integer> macPrefix,
        DhcpOptions options) {

    private static final int PREFIX_SHIFT = 24;

    /// Whether the client that sent this is of the kind.
    public boolean matches(MacAddress mac, DhcpMessage message) {
        return vendorClass
                        .map(prefix -> message.options().startsWith(DhcpOption.VENDOR_CLASS, prefix))
                        .orElse(true)
                && userClass.map(UserClass.of(message.options())::contains).orElse(true)
                && architecture
                        .map(one -> ArchitectureOption.of(message.options()).equals(Optional.of(one)))
                        .orElse(true)
                && macPrefix
                        .map(prefix -> mac.value() >>> PREFIX_SHIFT == prefix)
                        .orElse(true);
    }
}
