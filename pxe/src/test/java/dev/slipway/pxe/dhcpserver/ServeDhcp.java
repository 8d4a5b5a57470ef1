package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.firmware.BootAnswer;
import dev.slipway.pxe.firmware.BootAnswers;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.subnet.LeaseTimes;
import dev.slipway.pxe.subnet.Network;
import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.trace.TraceSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The server as a process of its own, for tests that kill it and for benchmarks: an interface, `proxy` or a file of
/// leases, then `synchronous` or not.
public final class ServeDhcp {

    private ServeDhcp() {}

    /// Prints `ready` and serves until its input ends or it is killed.
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        boolean proxy = arguments[1].equals("proxy");
        DhcpInterface served =
                proxy ? DhcpInterface.proxy(name) : new DhcpInterface(name, 0, DhcpMode.SERVER, List.of(wide()));
        DhcpSettings settings = proxy
                ? DhcpSettings.proxyOnly()
                : settings(Path.of(arguments[1]), List.of(arguments).contains("synchronous"));
        try (DhcpServer server = DhcpServer.open(List.of(served), settings, bootingAll(), TraceSink.NONE)) {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.out.println(server.counters());
            }
        }
    }

    static DhcpSettings settings(Path leases, boolean synchronous) {
        return new DhcpSettings(
                Optional.of(leases), synchronous, Duration.ZERO, Duration.ofHours(1), Duration.ZERO, true);
    }

    /// 10.7.0.0/16 with a pool of 60,000 addresses.
    static Subnet wide() {
        return new Subnet(
                Network.parse("10.7.0.0/16").orElseThrow(),
                List.of(new Pool(Ipv4.of("10.7.10.0"), Ipv4.of("10.7.250.255"))),
                List.of(),
                LeaseTimes.DEFAULT,
                DhcpOptions.builder()
                        .addInteger(DhcpOption.ROUTER, Ipv4.of("10.7.0.1"))
                        .addInteger(DhcpOption.DNS_SERVERS, Ipv4.of("10.7.0.1"))
                        .build(),
                List.of());
    }

    /// Boots everything from names that tell what was asked for.
    static BootAnswers bootingAll() {
        return question -> new BootAnswer.Boot(
                switch (question.file()) {
                    case NONE -> "";
                    case LOADER, LOADER_URL ->
                        question.client().architecture().map(one -> one.text()).orElse("any") + ".loader";
                    case HTTP_LOADER -> "http://" + Ipv4.text(question.serverAddress()) + "/loader.efi";
                    case SCRIPT -> "http://" + Ipv4.text(question.serverAddress()) + "/boot.ipxe";
                });
    }
}
