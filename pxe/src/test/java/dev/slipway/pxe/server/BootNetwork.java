package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.testkit.NetworkNamespace;
import dev.slipway.testkit.PacketCapture;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A network with a boot server, a card for a machine, and, where wanted, a DHCP server of other people's: dnsmasq.
final class BootNetwork implements AutoCloseable {

    static final String ADDRESS = "10.7.0.1";
    static final String TAP = "tap0";

    private static final String BRIDGE = "boot0";

    private final Path directory;
    private final NetworkNamespace network = NetworkNamespace.create();
    private final NetworkNamespace elsewhere = NetworkNamespace.create();
    private final List<Problem> notices = new CopyOnWriteArrayList<>();
    private Optional<PacketCapture> capture = Optional.empty();
    private Optional<BootServer> server = Optional.empty();

    /// A network without anybody in it.
    ///
    /// @param directory for what servers write
    BootNetwork(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        network.tap(TAP);
        network.connect("cable", elsewhere, "eth0");
        network.bridge(BRIDGE, TAP, "cable");
        network.address(BRIDGE, ADDRESS + "/24");
        elsewhere.address("eth0", "10.7.0.2/24");
        Path kept = Files.createDirectories(Path.of("target", "qemu"));
        capture = Optional.of(PacketCapture.start(
                network, BRIDGE, kept.resolve(directory.getFileName() + ".pcap").toAbsolutePath()));
    }

    NetworkNamespace network() {
        return network;
    }

    /// Starts the boot server.
    ///
    /// @param configuration without the interface's name and the place of the state
    BootServer serve(String configuration) throws IOException {
        Path file = configure(configuration);
        PrintStream log =
                new PrintStream(Files.newOutputStream(directory.resolve("serve.log")), true, StandardCharsets.UTF_8);
        BootServer started =
                network.call(() -> BootServer.start(ServerConfiguration.read(file), log, notices::add, "test"));
        server = Optional.of(started);
        return started;
    }

    /// Writes the configuration, which a server that runs takes up.
    Path configure(String configuration) throws IOException {
        Path file = directory.resolve("pxe.yaml");
        Path beside = Files.writeString(
                directory.resolve("pxe.yaml.new"),
                configuration.replace("INTERFACE", BRIDGE) + "state: " + directory.resolve("state") + "\n");
        return Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// What somebody in this network gets by curl: the body, and on a line of its own the status.
    String curl(Object... arguments) {
        return network.tool("curl", "-s", "-w", "\n%{http_code}").and(arguments).run();
    }

    /// Starts a DHCP server that gives addresses and nothing else.
    void addPrimaryDhcp() {
        elsewhere
                .tool(
                        "dnsmasq",
                        "--conf-file=/dev/null",
                        "--user=root",
                        "--port=0",
                        "--no-ping",
                        "--interface=eth0",
                        "--bind-interfaces",
                        "--dhcp-range=10.7.0.50,10.7.0.90,1h",
                        "--pid-file=" + directory.resolve("dnsmasq.pid"),
                        "--log-facility=" + directory.resolve("dnsmasq.log"),
                        "--dhcp-leasefile=" + directory.resolve("dnsmasq.leases"))
                .run();
    }

    /// What an administrator was told.
    List<Problem> notices() {
        return List.copyOf(notices);
    }

    @Override
    public void close() throws IOException {
        server.ifPresent(BootServer::close);
        capture.ifPresent(PacketCapture::close);
        Path pid = directory.resolve("dnsmasq.pid");
        if (Files.exists(pid)) {
            Tool.of("kill", Files.readString(pid).strip()).run();
        }
        elsewhere.close();
        network.close();
    }
}
