package dev.slipway.pxe.configuration;

import dev.slipway.pxe.configuration.ServedInterface.Dhcp;
import dev.slipway.pxe.configuration.ServedInterface.Dhcp6;
import dev.slipway.pxe.configuration.ServerConfiguration.AdminPlan;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.tftp.TftpOptions.PortRange;
import java.net.Inet6Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads where a server listens, and by which protocols.
///
/// @param root the whole configuration
record ListenerReader(Section root) {

    private static final int INTERFACES_MAX = 64;
    private static final Pattern INTERFACE = Pattern.compile("[^\\s/:]{1,15}");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})\\s*-\\s*([0-9]{1,5})");
    private static final Pattern LISTEN = Pattern.compile("(.+):([0-9]{1,5})");

    List<ServedInterface> interfaces() {
        List<ServedInterface> interfaces = new ArrayList<>();
        root.named("interfaces").forEach((name, section) -> {
            if (!INTERFACE.matcher(name).matches()) {
                section.wrong("'%s' cannot be the name of an interface".formatted(name));
            }
            ServedInterface served = new ServedInterface(
                    name,
                    section.choice("dhcp", Dhcp.NAMES).orElse(Dhcp.PROXY),
                    section.parsed("address", Addresses::parse, Addresses.FORM),
                    section.flag("force").orElse(false),
                    section.choice("dhcp6", Dhcp6.NAMES).orElse(Dhcp6.OFF),
                    section.parsed("dhcp6-pool", ListenerReader::six, "an address of IPv6 such as fd00:7::1000"));
            section.done();
            interfaces.add(served);
            if (served.dhcp6() == Dhcp6.SERVER && served.pool6().isEmpty()) {
                section.wrong("'dhcp6: server' needs a 'dhcp6-pool', the lowest of the addresses that it gives");
            }
        });
        if (interfaces.isEmpty()) {
            root.wrong("no interface is named below 'interfaces': nothing would be served");
        } else if (interfaces.size() > INTERFACES_MAX) {
            root.wrong("there are more than %d interfaces".formatted(INTERFACES_MAX));
        }
        return interfaces;
    }

    private static Optional<Inet6Address> six(String text) {
        try {
            return Optional.of(Inet6Address.ofLiteral(text))
                    .filter(Inet6Address.class::isInstance)
                    .map(Inet6Address.class::cast);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    HttpPlan http() {
        Optional<Section> section = root.section("http");
        int port = section.flatMap(http -> http.number("port", 1, 65535)).orElse(80);
        Optional<HttpPlan.Tls> tls = section.flatMap(http -> http.section("tls"))
                .flatMap(one -> {
                    Optional<Path> certificate = one.path("certificate");
                    Optional<Path> key = one.path("key");
                    int tlsPort = one.number("port", 1, 65535).orElse(443);
                    one.done();
                    if (certificate.isEmpty() || key.isEmpty()) {
                        one.wrong("'tls' needs a 'certificate' and its 'key', both PEM files");
                        return Optional.empty();
                    }
                    return Optional.of(new HttpPlan.Tls(tlsPort, certificate.get(), key.get()));
                });
        section.ifPresent(Section::done);
        return new HttpPlan(port, tls);
    }

    LoaderPlan loaders() {
        Optional<Section> section = root.section("loaders");
        Map<ClientArchitecture, String> names = new HashMap<>();
        section.ifPresent(loaders -> loaders.texts("names")
                .forEach((arch, name) -> ClientArchitecture.named(arch)
                        .ifPresentOrElse(
                                known -> names.put(known, name),
                                () -> loaders.wrong(
                                        "'%s' is none of %s".formatted(arch, HostReader.architectures())))));
        LoaderPlan plan = new LoaderPlan(
                section.flatMap(loaders -> loaders.path("directory")),
                section.flatMap(loaders -> loaders.flag("secure-boot")).orElse(false),
                names);
        section.ifPresent(Section::done);
        return plan;
    }

    TftpPlan tftp() {
        Optional<Section> section = root.section("tftp");
        TftpPlan plan = new TftpPlan(
                section.flatMap(tftp -> tftp.number("port", 1, 65535)).orElse(69),
                section.flatMap(tftp -> tftp.parsed("ports", ListenerReader::ports, "a range such as 50000-50999")),
                section.flatMap(tftp -> tftp.number("block-size-max", 512, 65464))
                        .orElse(65464),
                section.flatMap(tftp -> tftp.number("window-size-max", 1, 1024)).orElse(64));
        section.ifPresent(Section::done);
        return plan;
    }

    private static Optional<PortRange> ports(String text) {
        Matcher ports = PORTS.matcher(text.strip());
        if (!ports.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(ports.group(1));
        int last = Integer.parseInt(ports.group(2));
        return first >= 1 && first <= last && last <= 65535
                ? Optional.of(new PortRange(first, last))
                : Optional.empty();
    }

    AdminPlan admin() {
        Optional<Section> section = root.section("admin");
        AdminPlan plan = section.flatMap(admin ->
                        admin.parsed("listen", ListenerReader::listen, "an address and a port: 127.0.0.1:9067"))
                .orElse(new AdminPlan("127.0.0.1", 9067));
        section.ifPresent(Section::done);
        return plan;
    }

    private static Optional<AdminPlan> listen(String text) {
        Matcher listen = LISTEN.matcher(text);
        if (!listen.matches() || Integer.parseInt(listen.group(2)) > 65535) {
            return Optional.empty();
        }
        String address = listen.group(1);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        return Optional.of(new AdminPlan(
                bracketed ? address.substring(1, address.length() - 1) : address, Integer.parseInt(listen.group(2))));
    }
}
