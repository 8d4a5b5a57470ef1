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
import java.net.http.HttpTimeoutException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /// So many times the patience for an answer, where a registry works on what it has got.
    private static final int IDLE_PERIODS_MAX = 10;

    private final RegistrySettings settings;
    private final Proxies proxies;
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    Transport(RegistrySettings settings) {
        this.settings = settings;
        proxies = new Proxies(settings.environment());
    }

    /// The answer, whatever its status.
    Answer send(String method, URI target, Map<String, String> headers, BodyPublisher body) throws IOException {
        HttpRequest request = request(method, target, headers, body)
                .timeout(settings.answerTimeout())
                .build();
        try {
            HttpResponse<InputStream> response =
                    client(target).send(request, information -> new TimedBody(settings.answerTimeout()));
            return answer(response, target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /// Sends a large body. It may take any time as long as it moves; the answer may take some longer, as registries
    /// hash what has arrived, and bring it elsewhere.
    Answer send(URI target, Map<String, String> headers, StreamedBody body) throws IOException {
        HttpRequest request = request("PUT", target, headers, body.publisher()).build();
        CompletableFuture<HttpResponse<InputStream>> response =
                client(target).sendAsync(request, information -> new TimedBody(settings.answerTimeout()));
        try {
            int idle = 0;
            for (long sent = -1; ; sent = body.sentBytes()) {
                try {
                    return answer(response.get(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS), target);
                } catch (TimeoutException e) {
                    idle = body.sentBytes() > sent ? 0 : idle + 1;
                    if (idle >= (body.isSent() ? IDLE_PERIODS_MAX : 1)) {
                        throw new HttpTimeoutException("nothing moves for %d seconds"
                                .formatted(idle * settings.answerTimeout().toSeconds()));
                    }
                }
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            response.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<InputStream> response, URI target) {
        return new Answer(response.statusCode(), response.headers(), response.body(), target, false);
    }

    private HttpRequest.Builder request(String method, URI target, Map<String, String> headers, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).method(method, body).header("User-Agent", "slipway");
        headers.forEach(request::header);
        proxies.proxyOf(target)
                .map(URI::getUserInfo)
                .ifPresent(user -> request.header(
                        "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8))));
        return request;
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
