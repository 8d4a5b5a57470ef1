package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.configuration.HttpPlan;
import dev.slipway.pxe.configuration.ServedInterface;
import dev.slipway.pxe.configuration.ServedInterface.Dhcp;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.configuration.TftpPlan;
import dev.slipway.pxe.dhcp6.Dhcp6Interface;
import dev.slipway.pxe.dhcp6.Dhcp6Server;
import dev.slipway.pxe.dhcpserver.DhcpInterface;
import dev.slipway.pxe.dhcpserver.DhcpMode;
import dev.slipway.pxe.dhcpserver.DhcpServer;
import dev.slipway.pxe.dhcpserver.DhcpSettings;
import dev.slipway.pxe.firmware.BootAnswers;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.http.HttpHandler;
import dev.slipway.pxe.http.HttpLimits;
import dev.slipway.pxe.http.HttpOptions;
import dev.slipway.pxe.http.HttpServer;
import dev.slipway.pxe.http.Routes;
import dev.slipway.pxe.http.TlsFiles;
import dev.slipway.pxe.publish.PublishedFiles;
import dev.slipway.pxe.tftp.TftpOptions;
import dev.slipway.pxe.tftp.TftpServer;
import dev.slipway.pxe.trace.TraceSink;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens the ports that a configuration names, on the interfaces that it names.
record Listeners(
        ServerConfiguration configuration, List<Addresses> addresses, TraceSink trace, Consumer<Problem> notices) {

    TftpServer tftp(PublishedFiles files, Consumer<String> log) {
        TftpPlan plan = configuration.tftp();
        TftpOptions usual = TftpOptions.usual();
        TftpOptions options = new TftpOptions(
                configuration.interfaces().stream()
                        .map(one -> new TftpOptions.Listener(Ipv4.NONE, Optional.of(one.name())))
                        .toList(),
                plan.port(),
                plan.ports(),
                plan.blockSizeMax(),
                plan.windowSizeMax(),
                usual.timeout(),
                usual.patience(),
                usual.transfersMax(),
                usual.transfersPerClientMax(),
                usual.cacheBytes());
        return TftpServer.open(options, files, trace, log);
    }

    /// HTTP, and HTTPS where it is wanted.
    List<HttpServer> http(HttpHandler routes) {
        HttpPlan plan = configuration.http();
        List<HttpServer> servers = new ArrayList<>();
        servers.add(HttpServer.open(
                new HttpOptions(places(plan.port()), Optional.empty(), HttpLimits.USUAL), routes, trace, notices));
        plan.tls()
                .ifPresent(tls -> servers.add(HttpServer.open(
                        new HttpOptions(
                                places(tls.port()),
                                Optional.of(new TlsFiles(tls.certificate(), tls.key())),
                                HttpLimits.USUAL),
                        routes,
                        trace,
                        notices)));
        return servers;
    }

    private List<InetSocketAddress> places(int port) {
        List<InetSocketAddress> places = new ArrayList<>();
        for (Addresses one : addresses) {
            places.add(new InetSocketAddress(Ipv4.toInetAddress(one.address()), port));
            one.sixes().forEach(six -> places.add(new InetSocketAddress(six, port)));
        }
        return places;
    }

    HttpServer admin(AdminRoute route) {
        ServerConfiguration.AdminPlan plan = configuration.admin();
        InetSocketAddress place = new InetSocketAddress(InetAddress.ofLiteral(plan.address()), plan.port());
        Routes routes = Routes.none().with("/", route).with("/hosts", route).withPost("/hosts", route::change);
        return HttpServer.open(HttpOptions.plain(place), routes, TraceSink.NONE, notices);
    }

    /// DHCP, where any interface wants it.
    Optional<DhcpServer> dhcp(BootAnswers answers, Path leases) {
        List<DhcpInterface> interfaces = interfaces(configuration, configuration, addresses);
        if (interfaces.isEmpty()) {
            return Optional.empty();
        }
        boolean gives = interfaces.stream().anyMatch(one -> one.mode() == DhcpMode.SERVER);
        DhcpSettings usual = gives ? DhcpSettings.at(leases) : DhcpSettings.proxyOnly();
        boolean forced = configuration.interfaces().stream()
                .filter(one -> one.dhcp() == Dhcp.SERVER)
                .allMatch(ServedInterface::forced);
        DhcpSettings settings = new DhcpSettings(
                usual.leases(), usual.synchronous(), usual.probe(), usual.declined(), usual.search(), forced);
        return Optional.of(DhcpServer.open(interfaces, settings, answers, trace));
    }

    /// DHCP over IPv6, where any interface wants it.
    Optional<Dhcp6Server> dhcp6(BootAnswers answers) {
        List<Dhcp6Interface> interfaces = new ArrayList<>();
        for (int i = 0; i < configuration.interfaces().size(); i++) {
            ServedInterface served = configuration.interfaces().get(i);
            if (served.dhcp6() != ServedInterface.Dhcp6.OFF) {
                Inet6Address own = addresses.get(i).requireSix();
                interfaces.add(new Dhcp6Interface(
                        served.name(),
                        own,
                        served.dhcp6() == ServedInterface.Dhcp6.SERVER ? served.pool6() : Optional.empty()));
            }
        }
        return interfaces.isEmpty() ? Optional.empty() : Optional.of(Dhcp6Server.open(interfaces, answers, trace));
    }

    /// The interfaces of the start, with what a later configuration hands out there.
    static List<DhcpInterface> interfaces(
            ServerConfiguration started, ServerConfiguration now, List<Addresses> addresses) {
        List<DhcpInterface> interfaces = new ArrayList<>();
        for (int i = 0; i < started.interfaces().size(); i++) {
            ServedInterface served = started.interfaces().get(i);
            int address = addresses.get(i).address();
            switch (served.dhcp()) {
                case SERVER ->
                    interfaces.add(new DhcpInterface(served.name(), address, DhcpMode.SERVER, now.subnets()));
                case PROXY -> interfaces.add(new DhcpInterface(served.name(), address, DhcpMode.PROXY, List.of()));
                case OFF -> {}
            }
        }
        return interfaces;
    }
}
