package dev.slipway.ova.vsphere.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends single requests to vCenter and to the hosts that it names. Follows no redirect: credentials go where they were
/// meant to go.
public final class Connections implements AutoCloseable {

    private static final long ANSWER_BYTES_MAX = 16L << 20;

    private static final int CAUSES_MAX = 20;

    private final CertificateTrust trust;
    private final Duration connect;
    private final Map<CertificateTrust, HttpClient> clients = new ConcurrentHashMap<>();

    /// @param trust towards vCenter, and towards others of which it says nothing
    public Connections(CertificateTrust trust, Duration connect) {
        this.trust = trust;
        this.connect = connect;
        // A file of certificates that cannot be read is told first.
        clients.put(trust, client(trust));
    }

    /// Starts a request.
    ///
    /// @param thumbprint of the server's certificate, where vCenter told it
    public CompletableFuture<HttpResponse<byte[]>> start(HttpRequest request, Optional<Thumbprint> thumbprint) {
        CertificateTrust chosen =
                thumbprint.<CertificateTrust>map(CertificateTrust.Pinned::new).orElse(trust);
        return clients.computeIfAbsent(chosen, this::client)
                .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    }

    /// The answer to a small request, whatever its status.
    HttpResponse<byte[]> send(HttpRequest request, Duration patience) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> response = start(request, Optional.empty());
        try {
            return await(response, patience)
                    .orElseThrow(
                            () -> new HttpTimeoutException("no answer for %d seconds".formatted(patience.toSeconds())));
        } finally {
            response.cancel(true);
        }
    }

    /// The answer, or nothing where it does not come in time.
    public static Optional<HttpResponse<byte[]>> await(
            CompletableFuture<HttpResponse<byte[]>> response, Duration patience) throws IOException {
        try {
            return Optional.of(response.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof IOException io ? io : new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /// Whether the server was not the one that is trusted: no further attempt changes that.
    public static boolean isDistrust(IOException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof CertificateException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private HttpClient client(CertificateTrust chosen) {
        return HttpClient.newBuilder()
                // ESXi hosts speak nothing newer, and one body at a time needs nothing newer.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .sslContext(chosen.context())
                .build();
    }

    /// A request with what all requests have.
    public static HttpRequest.Builder request(URI target) {
        return HttpRequest.newBuilder(target).header("User-Agent", "slipway");
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }
}
