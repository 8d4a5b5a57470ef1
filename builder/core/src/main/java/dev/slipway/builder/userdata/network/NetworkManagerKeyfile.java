package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.network.IpAddress.Family;
import dev.slipway.builder.userdata.network.NetworkFiles.NetworkFile;
import dev.slipway.templates.NetworkManagerProfile;
import dev.slipway.templates.NetworkManagerProfile.Protocol;
import dev.slipway.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A keyfile of NetworkManager for one interface.
final class NetworkManagerKeyfile {

    private NetworkManagerKeyfile() {}

    static NetworkFile of(InterfaceSettings one) {
        String name = one.name().orElse("default");
        NetworkManagerProfile profile = new NetworkManagerProfile(
                "slipway " + name,
                UUID.nameUUIDFromBytes(("slipway " + name).getBytes(StandardCharsets.UTF_8)),
                one.name().orElse(""),
                protocol(one, Family.IPV4),
                protocol(one, Family.IPV6));
        return new NetworkFile(
                "slipway-" + name + ".nmconnection", Templates.builtIn().render(profile), true);
    }

    private static Protocol protocol(InterfaceSettings one, Family family) {
        Optional<CidrAddress> address = one.type() == InterfaceSettings.Type.STATIC
                ? one.address()
                        .map(Located::value)
                        .filter(value -> value.address().family() == family)
                : Optional.empty();
        String method = address.isPresent() ? "manual" : methodWithoutAddress(one, family);
        Optional<IpAddress> gateway =
                one.gateway().map(Located::value).filter(value -> address.isPresent() && value.family() == family);
        // NetworkManager refuses a connection that names servers for a protocol that is off.
        List<String> nameservers = method.equals("disabled")
                ? List.of()
                : one.nameservers().stream()
                        .map(Located::value)
                        .filter(server -> server.family() == family)
                        .map(IpAddress::toString)
                        .toList();
        return new Protocol(
                method,
                address.map(value -> List.of(value.toString())).orElse(List.of()),
                gateway.map(IpAddress::toString).orElse(""),
                nameservers);
    }

    /// IPv6 configures itself where a router is; IPv4 would ask a DHCP server, which a static interface must not.
    private static String methodWithoutAddress(InterfaceSettings one, Family family) {
        return family == Family.IPV4 && one.type() == InterfaceSettings.Type.STATIC ? "disabled" : "auto";
    }
}
