package dev.slipway.pxe.netboot;

import dev.slipway.testkit.NetworkNamespace;
import dev.slipway.testkit.PacketCapture;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A network with a DHCP, a TFTP and an HTTP server that are not ours: dnsmasq and nginx. What boots with these does so
/// whatever our own servers do. All that the cable of the machine carries is kept in `target/qemu`.
final class ForeignServers implements AutoCloseable {

    static final String ADDRESS = "10.7.0.1";
    static final String TAP = "tap0";

    private final NetworkNamespace network;
    private final Path directory;
    private final PacketCapture capture;

    private ForeignServers(NetworkNamespace network, Path directory, PacketCapture capture) {
        this.network = network;
        this.directory = directory;
        this.capture = capture;
    }

    /// Starts all of them.
    ///
    /// @param published what TFTP and HTTP serve, by paths
    /// @param options of dnsmasq, which say what is booted
    static ForeignServers start(Path published, Path directory, String name, String... options) throws IOException {
        NetworkNamespace network = NetworkNamespace.create();
        network.tap(TAP);
        network.address(TAP, ADDRESS + "/24");
        Path kept = Files.createDirectories(Path.of("target", "qemu"));
        PacketCapture capture =
                PacketCapture.start(network, TAP, kept.resolve(name + ".pcap").toAbsolutePath());
        ForeignServers servers = new ForeignServers(network, directory, capture);
        servers.startNginx(published);
        servers.startDnsmasq(published, List.of(options));
        return servers;
    }

    NetworkNamespace network() {
        return network;
    }

    private void startNginx(Path published) throws IOException {
        Files.writeString(file("nginx.conf"), """
                daemon on; worker_processes 1; user root; pid %1$s/nginx.pid; error_log %1$s/nginx.err;
                events {}
                http {
                  access_log %1$s/access.log; sendfile on;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  types { application/efi efi; application/vnd.efi-iso iso; }
                  server { listen %2$s:80; root %3$s; location /booted/ { return 204; } }
                }
                """.formatted(directory, ADDRESS, published));
        network.tool("nginx", "-c", file("nginx.conf")).run();
    }

    private void startDnsmasq(Path published, List<String> options) {
        List<Object> all = new ArrayList<>(List.of(
                "--conf-file=/dev/null",
                "--user=root",
                "--port=0",
                "--no-ping",
                "--interface=" + TAP,
                "--bind-interfaces",
                "--dhcp-range=10.7.0.50,10.7.0.90,1h",
                "--enable-tftp",
                "--tftp-root=" + published,
                "--pid-file=" + file("dnsmasq.pid"),
                "--log-facility=" + file("dnsmasq.log"),
                "--dhcp-leasefile=" + file("leases")));
        all.addAll(options);
        network.tool("dnsmasq").and(all.toArray()).run();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    /// What was asked for by HTTP: method and path of each.
    List<String> asked() throws IOException {
        return Files.readAllLines(file("access.log")).stream()
                .map(line -> line.replaceAll("^[^\"]*\"([A-Z]+ [^ ]*) .*$", "$1"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        capture.close();
        for (String pid : List.of("nginx.pid", "dnsmasq.pid")) {
            if (Files.exists(file(pid))) {
                Tool.of("kill", Files.readString(file(pid)).strip()).run();
            }
        }
        network.close();
    }
}
