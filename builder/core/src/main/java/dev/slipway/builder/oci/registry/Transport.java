package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Sends one request to any host, without following anything: with the trust, the proxy and the timeouts of the
/// settings.
final class Transport implements AutoCloseable {

    static {
        // The JDK does not let a proxy ask for a password on the way to HTTPS, unless told so before its first request.
        // The password comes from the environment of this process and goes to that proxy only.
        String property = "jdk.http.auth.tunneling.disabledSchemes";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "");
        }
    }

    private final RegistrySettings settings;
    private final Proxies proxies;
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    Transport(RegistrySettings settings) {
        this.settings = settings;
        proxies = new Proxies(settings.environment());
    }

    /// The answer, whatever its status.
    Answer send(String method, URI target, Map<String, String> headers, BodyPublisher body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(method, body)
                .header("User-Agent", "slipway")
                .timeout(settings.answerTimeout());
        headers.forEach(request::header);
        proxies.proxyOf(target)
                .map(URI::getUserInfo)
                .ifPresent(user -> request.header(
                        "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8))));
        try {
            HttpResponse<InputStream> response =
                    client(target).send(request.build(), information -> new TimedBody(settings.answerTimeout()));
            return new Answer(response.statusCode(), response.headers(), response.body(), target, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /// One for each host, as trust differs between them.
    private HttpClient client(URI target) {
        return clients.computeIfAbsent(
                target.getAuthority(),
                authority -> HttpClient.newBuilder()
                        // Several connections carry several layers faster than one does, and a range of one needs no
                        // more.
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.connectTimeout())
                        .proxy(proxies)
                        .sslContext(Trust.towards(authority, settings))
                        .build());
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }
}
