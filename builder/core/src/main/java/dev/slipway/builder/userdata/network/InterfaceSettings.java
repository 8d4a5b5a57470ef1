package dev.slipway.builder.userdata.network;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.yaml.Span;
import java.util.List;
import java.util.Optional;

/// What is set for one interface. Only what could be understood is here; the rest is among the issues.
///
/// @param name as Linux calls it; empty for the flat form, which means the default interface whatever its name
/// @param type how it gets its address; DHCP where nothing is said
/// @param address with the prefix from the mask, where that stands apart
/// @param gateway of the default route
/// @param nameservers in the order of asking
/// @param span where the interface is spoken of
public record InterfaceSettings(
        Optional<String> name,
        Type type,
        Optional<Located<CidrAddress>> address,
        Optional<Located<IpAddress>> gateway,
        List<Located<IpAddress>> nameservers,
        Span span) {

    public InterfaceSettings {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(address, "address is null");
        requireNonNull(gateway, "gateway is null");
        nameservers = List.copyOf(nameservers);
        requireNonNull(span, "span is null");
    }

    /// How messages call it.
    public String label() {
        return name.map("interface '%s'"::formatted).orElse("the default interface");
    }

    /// The same for an interface of this name.
    public InterfaceSettings named(String interfaceName) {
        return new InterfaceSettings(Optional.of(interfaceName), type, address, gateway, nameservers, span);
    }

    /// How an interface gets its address.
    public enum Type {
        DHCP,
        STATIC
    }
}
