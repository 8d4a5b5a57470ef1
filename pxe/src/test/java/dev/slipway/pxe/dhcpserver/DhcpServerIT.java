package dev.slipway.pxe.dhcpserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.lease.Lease;
import dev.slipway.pxe.lease.LeaseFile;
import dev.slipway.pxe.lease.LeaseState;
import dev.slipway.pxe.subnet.LeaseTimes;
import dev.slipway.pxe.subnet.Network;
import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.trace.Step;
import dev.slipway.testkit.NetworkNamespace;
import dev.slipway.testkit.RequiresNamespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients of other people against the server, each in a network of its own.
@RequiresNamespaces
class DhcpServerIT {

    private static final Pattern ADDRESS = Pattern.compile("10\\.7\\.0\\.[0-9]+");

    @TempDir
    Path directory;

    private final RecordingTrace trace = new RecordingTrace();
    private final NetworkNamespace network = NetworkNamespace.create();
    private final NetworkNamespace clients = NetworkNamespace.create();

    @BeforeEach
    void connect() {
        network.connect("eth0", clients, "eth0");
        network.address("eth0", "10.7.0.1/24");
    }

    @AfterEach
    void remove() {
        clients.close();
        network.close();
    }

    private static Subnet subnet(String first, String last) {
        return new Subnet(
                Network.parse("10.7.0.0/24").orElseThrow(),
                List.of(new Pool(Ipv4.of(first), Ipv4.of(last))),
                List.of(),
                LeaseTimes.DEFAULT,
                DhcpOptions.builder()
                        .addInteger(DhcpOption.ROUTER, Ipv4.of("10.7.0.1"))
                        .addText(DhcpOption.DOMAIN_NAME, "edge.example")
                        .build(),
                List.of());
    }

    private DhcpServer serve(String first, String last, DhcpSettings settings) {
        DhcpInterface eth0 = new DhcpInterface("eth0", 0, DhcpMode.SERVER, List.of(subnet(first, last)));
        return network.call(() -> DhcpServer.open(List.of(eth0), settings, ServeDhcp.bootingAll(), trace));
    }

    private DhcpSettings alone() {
        return ServeDhcp.settings(directory.resolve("leases"), false);
    }

    private DhcpSettings probing() {
        return new DhcpSettings(
                Optional.of(directory.resolve("leases")),
                false,
                Duration.ofMillis(300),
                Duration.ofHours(1),
                Duration.ZERO,
                true);
    }

    private List<Lease> leases() throws IOException {
        return LeaseFile.read(directory.resolve("leases")).leases();
    }

    @Test
    void udhcpcGetsALeaseThatIsRememberedAndTold() throws IOException {
        try (DhcpServer server = serve("10.7.0.100", "10.7.0.120", probing())) {
            String said = clients.tool("udhcpc", "-i", "eth0", "-f", "-q", "-n", "-s", "/bin/true")
                    .run();
            assertThat(said).contains("lease of 10.7.0.100 obtained from 10.7.0.1");
            assertThat(leases()).singleElement().satisfies(lease -> {
                assertThat(Ipv4.text(lease.address())).isEqualTo("10.7.0.100");
                assertThat(lease.state()).isEqualTo(LeaseState.BOUND);
                assertThat(trace.hostAt(Ipv4.toInetAddress(lease.address()))).contains(lease.mac());
            });
            assertThat(trace.texts())
                    .containsSubsequence(
                            "DISCOVER: DHCPDISCOVER on eth0",
                            "OFFER: offered 10.7.0.100",
                            "REQUEST: DHCPREQUEST on eth0",
                            "ACKNOWLEDGE: has 10.7.0.100");
            assertThat(server.counters().failures()).isZero();
        }
    }

    @Test
    void dhclientKeepsItsAddressThroughRenewalAndRestartAndGivesItBack() throws IOException {
        Path script = script();
        String before;
        try (DhcpServer server = serve("10.7.0.100", "10.7.0.120", alone())) {
            before = dhclient(script, "-1");
            assertThat(before).contains("DHCPACK of 10.7.0.100 from 10.7.0.1");
            assertThat(server.isAlive()).isTrue();
        }
        try (DhcpServer server = serve("10.7.0.100", "10.7.0.120", alone())) {
            assertThat(dhclient(script, "-1")).contains("DHCPACK of 10.7.0.100 from 10.7.0.1");
            assertThat(dhclient(script, "-r")).contains("DHCPRELEASE of 10.7.0.100");
            assertThat(server.isAlive()).isTrue();
        }
        assertThat(leases()).singleElement().extracting(Lease::state).isEqualTo(LeaseState.RELEASED);
    }

    /// Only sets the address, so that a release has a way to go.
    private Path script() throws IOException {
        Path script = directory.resolve("script");
        Files.writeString(script, """
                #!/bin/sh
                case "$reason" in
                  BOUND|REBOOT|RENEW) ip address replace "$new_ip_address/24" dev "$interface" ;;
                esac
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private String dhclient(Path script, String how) {
        return clients.tool(
                        "dhclient",
                        how,
                        "-v",
                        "-sf",
                        script,
                        "-lf",
                        directory.resolve("client.leases"),
                        "-pf",
                        directory.resolve("client.pid"),
                        "-cf",
                        "/dev/null",
                        "eth0")
                .within(Duration.ofSeconds(60))
                .run();
    }

    @Test
    void nmapSeesWhatWeOffer() {
        clients.address("eth0", "10.7.0.2/24");
        try (DhcpServer server = serve("10.7.0.100", "10.7.0.120", alone())) {
            String broadcast = clients.tool("nmap", "--script", "broadcast-dhcp-discover", "-e", "eth0")
                    .run();
            assertThat(broadcast)
                    .contains("IP Offered: 10.7.0.100")
                    .contains("Server Identifier: 10.7.0.1")
                    .contains("Subnet Mask: 255.255.255.0")
                    .contains("Router: 10.7.0.1")
                    .contains("Domain Name: edge.example");
            String informed = clients.tool(
                            "nmap", "-sU", "-p", "67", "--script", "dhcp-discover", "-e", "eth0", "10.7.0.1")
                    .run();
            assertThat(informed).contains("DHCP Message Type: DHCPACK").contains("Domain Name: edge.example");
            assertThat(server.counters().malformed()).isZero();
        }
    }

    @Test
    void openWhenAnotherServerAnswersRefusesAndNamesIt() throws Exception {
        clients.address("eth0", "10.7.0.9/24");
        Process other = dnsmasq();
        try {
            DhcpSettings careful = DhcpSettings.at(directory.resolve("leases"));
            assertThatThrownBy(() -> serve("10.7.0.100", "10.7.0.120", careful))
                    .hasRootCauseInstanceOf(ProblemException.class)
                    .rootCause()
                    .satisfies(e -> assertThat(((ProblemException) e).problem()).satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo("pxe.other-dhcp-server");
                        assertThat(problem.why()).contains("10.7.0.9 offers addresses");
                        assertThat(problem.where()).contains("eth0");
                    }));
            serve("10.7.0.100", "10.7.0.120", alone()).close();
        } finally {
            other.destroy();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process dnsmasq() throws IOException {
        return new ProcessBuilder(clients.command(List.of(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--port=0",
                        "--interface=eth0",
                        "--bind-interfaces",
                        "--user=root",
                        "--pid-file=",
                        "--no-ping",
                        "--dhcp-authoritative",
                        "--dhcp-leasefile=" + directory.resolve("dnsmasq.leases"),
                        "--dhcp-range=10.7.0.200,10.7.0.220,1h")))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dnsmasq.log").toFile())
                .start();
    }

    @Test
    void offerLeavesOutAnAddressThatSomebodyUses() throws IOException {
        try (NetworkNamespace squatter = NetworkNamespace.create()) {
            network.connect("eth1", squatter, "eth0");
            network.tool("ip", "address", "flush", "dev", "eth0").run();
            network.bridge("br0", "eth0", "eth1");
            network.address("br0", "10.7.0.1/24");
            squatter.address("eth0", "10.7.0.100/24");
            DhcpInterface br0 =
                    new DhcpInterface("br0", 0, DhcpMode.SERVER, List.of(subnet("10.7.0.100", "10.7.0.120")));
            try (DhcpServer server =
                    network.call(() -> DhcpServer.open(List.of(br0), probing(), ServeDhcp.bootingAll(), trace))) {
                String said = clients.tool("udhcpc", "-i", "eth0", "-f", "-q", "-n", "-s", "/bin/true")
                        .run();
                assertThat(said).contains("lease of 10.7.0.101 obtained");
                assertThat(trace.events).anySatisfy(event -> {
                    assertThat(event.step()).isEqualTo(Step.OTHER_DHCP);
                    assertThat(event.text()).startsWith("10.7.0.100 is used by ");
                });
                assertThat(server.isAlive()).isTrue();
            }
        }
        assertThat(leases()).extracting(Lease::state).containsExactlyInAnyOrder(LeaseState.DECLINED, LeaseState.BOUND);
    }

    @Test
    void reconfigureMovesThePoolWhileTheServerRuns() {
        try (DhcpServer server = serve("10.7.0.100", "10.7.0.120", alone())) {
            server.reconfigure(
                    List.of(new DhcpInterface("eth0", 0, DhcpMode.SERVER, List.of(subnet("10.7.0.30", "10.7.0.40")))));
            String said = clients.tool("udhcpc", "-i", "eth0", "-f", "-q", "-n", "-s", "/bin/true")
                    .run();
            assertThat(ADDRESS.matcher(said).results().map(match -> match.group()))
                    .contains("10.7.0.30");
            server.reconfigure(List.of());
            assertThat(clients.tool("udhcpc", "-i", "eth0", "-f", "-q", "-n", "-t", "2", "-T", "1", "-s", "/bin/true")
                            .tryRun()
                            .status())
                    .isEqualTo(1);
            assertThatThrownBy(() -> server.reconfigure(List.of(DhcpInterface.proxy("eth9"))))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("cannot be added");
        }
    }
}
