package dev.slipway.templates;

import java.util.List;
import java.util.UUID;

/// A wired connection as NetworkManager's keyfile (manual page nm-settings-keyfile).
///
/// @param id what NetworkManager shows
/// @param uuid the same for the same interface, so that a new file replaces the old connection
/// @param interfaceName as Linux calls it; empty for the first wired one
/// @param ipv4 and `ipv6`: what is set for each protocol
public record NetworkManagerProfile(String id, UUID uuid, String interfaceName, Protocol ipv4, Protocol ipv6)
        implements Template {

    @Override
    public String file() {
        return "networkmanager.ftl";
    }

    /// One section.
    ///
    /// @param method `auto`, `manual` or `disabled`
    /// @param addresses with the length of their prefix
    /// @param gateway empty where there is none
    /// @param nameservers in the order of asking
    public record Protocol(String method, List<String> addresses, String gateway, List<String> nameservers) {
        public Protocol {
            addresses = List.copyOf(addresses);
            nameservers = List.copyOf(nameservers);
        }
    }
}
