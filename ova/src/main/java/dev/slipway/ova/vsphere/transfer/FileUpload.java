package dev.slipway.ova.vsphere.transfer;

import dev.slipway.ova.vsphere.connection.Connections;
import dev.slipway.ova.vsphere.connection.Patience;
import dev.slipway.ova.vsphere.connection.UntrustedServerException;
import dev.slipway.ova.vsphere.connection.VcenterException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// Sends one file, once. While it is on its way, progress is told and vCenter is given signs of life; it may take any
/// time as long as it moves.
public final class FileUpload {

    /// Between two looks at how far it has come.
    private static final Duration LOOK = Duration.ofMillis(250);

    /// So many times the patience for an answer, where a host works on what it has got.
    private static final int ANSWER_PERIODS_MAX = 10;

    private final Connections connections;
    private final Patience patience;
    private final Leftovers leftovers;

    /// @param leftovers tells when the run has been interrupted
    public FileUpload(Connections connections, Patience patience, Leftovers leftovers) {
        this.connections = connections;
        this.patience = patience;
        this.leftovers = leftovers;
    }

    /// Tells vCenter that there is still somebody.
    @FunctionalInterface
    public interface Heartbeat {
        void beat(long sentBytes) throws IOException;
    }

    /// Sends a file.
    ///
    /// @param progress is told how many bytes of it were sent
    /// @throws VcenterException where the host refuses it
    /// @throws IOException where the connection breaks
    public void send(TransferFile file, Endpoint endpoint, LongConsumer progress, Heartbeat heartbeat)
            throws IOException {
        try (CountedBody body = new CountedBody(file.content())) {
            HttpRequest.Builder request = Connections.request(endpoint.address());
            endpoint.headers().forEach(request::header);
            CompletableFuture<HttpResponse<byte[]>> response = connections.start(
                    request.method(endpoint.method(), body.publisher()).build(), endpoint.thumbprint());
            try {
                int status = await(response, body, progress, heartbeat).statusCode();
                if (status / 100 != 2) {
                    throw new VcenterException(
                            "%s, %s".formatted(endpoint.host(), file.name()),
                            status,
                            "",
                            "the upload was answered by HTTP " + status);
                }
            } catch (IOException e) {
                throw Connections.isDistrust(e) ? new UntrustedServerException(endpoint.host(), e) : e;
            } finally {
                response.cancel(true);
            }
        }
        progress.accept(file.content().size());
    }

    private HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> response,
            CountedBody body,
            LongConsumer progress,
            Heartbeat heartbeat)
            throws IOException {
        long moved = System.nanoTime();
        long beaten = moved;
        long sent = 0;
        while (true) {
            Optional<HttpResponse<byte[]>> answer = Connections.await(response, shorter(LOOK, patience.heartbeat()));
            if (answer.isPresent()) {
                return answer.get();
            }
            if (leftovers.isClosed()) {
                throw new InterruptedIOException("interrupted");
            }
            long now = System.nanoTime();
            if (body.sentBytes() != sent) {
                sent = body.sentBytes();
                moved = now;
                progress.accept(sent);
            }
            Duration limit = patience.answer().multipliedBy(body.isSent() ? ANSWER_PERIODS_MAX : 1);
            if (now - moved > limit.toNanos()) {
                throw new HttpTimeoutException("nothing moved for %d seconds".formatted(limit.toSeconds()));
            }
            if (now - beaten >= patience.heartbeat().toNanos()) {
                beaten = now;
                beat(heartbeat, sent);
            }
        }
    }

    /// A sign of life that gets lost is followed by another; one that is refused means that nobody wants the rest.
    private static void beat(Heartbeat heartbeat, long sent) throws IOException {
        try {
            heartbeat.beat(sent);
        } catch (VcenterException e) {
            if (!e.isPassing()) {
                throw e;
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // The upload itself tells whether the network is gone.
        }
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }
}
