import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.dhcpserver.DhcpInterface;
import dev.slipway.pxe.dhcpserver.DhcpMode;
import dev.slipway.pxe.dhcpserver.DhcpServer;
import dev.slipway.pxe.dhcpserver.DhcpSettings;
import dev.slipway.pxe.firmware.BootAnswer;
import dev.slipway.pxe.subnet.LeaseTimes;
import dev.slipway.pxe.subnet.Network;
import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.Traces;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The DHCP server with its trace: `proxy`, or a file of leases and `synchronous` or not. Serves eth0 until its input ends.
public final class DhcpBenchmark {

    private DhcpBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        boolean proxy = arguments[0].equals("proxy");
        Subnet subnet = new Subnet(
                Network.parse("10.7.0.0/16").orElseThrow(),
                List.of(new Pool(Ipv4.of("10.7.10.0"), Ipv4.of("10.7.250.255"))),
                List.of(),
                LeaseTimes.DEFAULT,
                DhcpOptions.empty(),
                List.of());
        DhcpInterface eth0 = proxy
                ? DhcpInterface.proxy("eth0")
                : new DhcpInterface("eth0", 0, DhcpMode.SERVER, List.of(subnet));
        DhcpSettings settings = new DhcpSettings(
                proxy ? Optional.empty() : Optional.of(Path.of(arguments[0])),
                List.of(arguments).contains("synchronous"),
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ZERO,
                true);
        try (DhcpServer server = DhcpServer.open(
                List.of(eth0), settings, question -> new BootAnswer.Boot("loader"), new Traces(TraceLimits.standard(), Clock.systemUTC()))) {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.out.println(server.counters());
            }
        }
    }
}
