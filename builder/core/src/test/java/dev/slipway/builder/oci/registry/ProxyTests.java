package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTests {

    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes(UTF_8));

    @TempDir
    private Path directory;

    private RegistrySettings settings(Map<String, String> environment) {
        return RegistrySettings.defaults()
                .in(directory, environment)
                .waiting(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        new Retries(1, Duration.ofMillis(1), Duration.ofMillis(1), time -> {}));
    }

    @Test
    void askForPlainHttpGoesThroughTheProxyWithItsPassword() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                seen.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
                exchange.sendResponseHeaders(404, -1);
            }
        });
        proxy.start();
        ImageName image = ImageName.parse("registry.invalid:5000/a:1");
        RegistrySettings settings = settings(Map.of(
                        "HTTP_PROXY",
                        "http://user:secret@127.0.0.1:" + proxy.getAddress().getPort()))
                .with(Optional.empty(), Set.of(image.host()), Set.of());
        try (RegistryImage source = new RegistryImage(image, settings)) {
            assertThatThrownBy(() -> source.resolve(Platform.linux("amd64"))).hasMessageContaining("no such image");
        } finally {
            proxy.stop(0);
        }
        assertThat(seen).containsExactly("http://registry.invalid:5000/v2/a/manifests/1 " + BASIC);
    }

    @Test
    void askForHttpsOpensATunnelWithThePassword() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> request = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> refuseOne(proxy, request));
            RegistrySettings settings =
                    settings(Map.of("https_proxy", "user:secret@127.0.0.1:" + proxy.getLocalPort()));
            try (RegistryImage source = new RegistryImage(ImageName.parse("registry.invalid/a:1"), settings)) {
                assertThatThrownBy(() -> source.resolve(Platform.linux("amd64")))
                        .hasMessageNotContaining("secret");
            }
            assertThat(request.join())
                    .startsWith("CONNECT registry.invalid:443")
                    .contains("Proxy-Authorization: " + BASIC);
        }
    }

    private static void refuseOne(ServerSocket proxy, CompletableFuture<String> request) {
        try (Socket socket = proxy.accept();
                InputStream in = socket.getInputStream()) {
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("\r\n\r\n") && text.length() < 10_000) {
                text.append((char) in.read());
            }
            request.complete(text.toString());
            socket.getOutputStream().write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
        } catch (IOException e) {
            request.completeExceptionally(e);
        }
    }
}
