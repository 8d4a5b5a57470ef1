package dev.slipway.pxe.dhcpserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.dhcp.CapturedPackets;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.lease.LeaseFile;
import dev.slipway.pxe.lease.LeaseState;
import dev.slipway.testkit.NetworkNamespace;
import dev.slipway.testkit.RequiresNamespaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kea's load generator against the server as a process of its own. Through relay agents: perfdhcp is one.
@RequiresNamespaces
class DhcpLoadIT {

    private static final Pattern SENT = Pattern.compile("sent=([0-9]+)");
    private static final Pattern DROPS = Pattern.compile("drops: ([0-9]+)");
    private static final int ROUNDS_MAX = 1_000_000;

    @TempDir
    Path directory;

    private final NetworkNamespace network = NetworkNamespace.create();
    private final NetworkNamespace clients = NetworkNamespace.create();

    @BeforeEach
    void connect() {
        network.connect("eth0", clients, "eth0");
        network.address("eth0", "10.7.0.1/16");
        clients.address("eth0", "10.7.0.2/16");
    }

    @AfterEach
    void remove() {
        clients.close();
        network.close();
    }

    private Process serve(String how) throws IOException {
        return new ProcessBuilder(network.command(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServeDhcp.class.getName(),
                        "eth0",
                        how)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Process start(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(clients.command(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static long sent(Process server, BufferedReader out) throws IOException {
        server.getOutputStream().write('\n');
        server.getOutputStream().flush();
        Matcher matcher = SENT.matcher(String.valueOf(out.readLine()));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void serverThatIsKilledForgetsNoLeaseThatItAcknowledged() throws Exception {
        Path leases = directory.resolve("leases");
        Path capture = directory.resolve("acks.pcap");
        Process server = serve(leases.toString());
        Process load;
        Process dump;
        try (BufferedReader out = server.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            Path log = directory.resolve("tcpdump.log");
            dump = start(
                    List.of(
                            "tcpdump",
                            "-i",
                            "eth0",
                            "-U",
                            "-B",
                            "16384",
                            "-w",
                            capture.toString(),
                            "udp src port 67 and src host 10.7.0.1"),
                    log);
            awaitText(log, "listening on");
            load = start(
                    List.of("perfdhcp", "-4", "-l", "eth0", "-r", "800", "-R", "20000", "-p", "20", "10.7.0.1"),
                    directory.resolve("perfdhcp.log"));
            for (int round = 0; sent(server, out) < 1500; round++) {
                assertThat(round).isLessThan(ROUNDS_MAX);
                assertThat(load.isAlive()).isTrue();
            }
            // Kills ip, too, which became the server by exec.
            server.destroyForcibly();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        load.destroyForcibly();
        dump.destroy();
        assertThat(dump.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Set<String> acknowledged = CapturedPackets.of(Files.readAllBytes(capture)).stream()
                .map(CapturedPackets.Captured::message)
                .filter(message -> message.type().equals(Optional.of(DhcpMessageType.ACK)))
                .map(DhcpLoadIT::holder)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> remembered = LeaseFile.read(leases).leases().stream()
                .filter(lease -> lease.state() == LeaseState.BOUND)
                .map(lease -> lease.mac() + " " + Ipv4.text(lease.address()))
                .collect(Collectors.toSet());
        assertThat(acknowledged).hasSizeGreaterThan(300);
        assertThat(remembered).containsAll(acknowledged);
    }

    private static String holder(DhcpMessage ack) {
        return ack.mac().orElseThrow() + " " + Ipv4.text(ack.yiaddr());
    }

    private static void awaitText(Path file, String text) throws IOException {
        for (int round = 0; !Files.readString(file, StandardCharsets.UTF_8).contains(text); round++) {
            assertThat(round).isLessThan(ROUNDS_MAX);
            Thread.onSpinWait();
        }
    }

    @Test
    void exchangesThroughARelayAgentAreAllCompleted() throws Exception {
        Process server = serve(directory.resolve("leases").toString());
        try (BufferedReader out = server.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            // Slow, and patient: this is about answers, not about speed.
            String said = clients.tool(
                            "perfdhcp",
                            "-4",
                            "-l",
                            "eth0",
                            "-r",
                            "200",
                            "-R",
                            "500",
                            "-n",
                            "600",
                            "-d",
                            "5",
                            "-W",
                            "3000000",
                            "10.7.0.1")
                    .run();
            Matcher drops = DROPS.matcher(said);
            assertThat(drops.find()).isTrue();
            assertThat(drops.group(1)).isEqualTo("0");
            assertThat(drops.find()).isTrue();
            assertThat(drops.group(1)).isEqualTo("0");
        } finally {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(LeaseFile.read(directory.resolve("leases")).leases()).hasSizeGreaterThan(450);
    }

    @Test
    void proxyOffersToWhoBootsAndToNobodyElse() throws Exception {
        Process server = serve("proxy");
        try (BufferedReader out = server.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            List<String> ordinary = List.of("perfdhcp", "-4", "-i", "-l", "eth0", "-r", "200", "-n", "100", "10.7.0.1");
            assertThat(clients.tool(ordinary.toArray()).tryRun().output()).contains("received packets: 0");
            String booting = clients.tool(ordinary.subList(0, 5).toArray())
                    .and("-p", "3", "-R", "300")
                    .and("-o", "60,505845436c69656e743a417263683a30303030303a554e44493a303032303031")
                    .and("-o", "93,0000", "-W", "3000000", "-r", "200", "10.7.0.1")
                    .tryRun()
                    .output();
            assertThat(booting).contains("drops: 0").doesNotContain("received packets: 0");
        } finally {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
