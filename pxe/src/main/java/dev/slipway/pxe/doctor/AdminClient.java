package dev.slipway.pxe.doctor;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostState;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.json.TraceJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads the traces of a boot server that runs.
final class AdminClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int BYTES_MAX = 64 << 20;

    private final URI server;
    private final HttpClient client;

    AdminClient(URI server) {
        this.server = server;
        client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    List<HostState> hosts() {
        return get("/hosts.json").map(TraceJson::readHosts).orElseThrow(() -> foreign("it has no /hosts.json"));
    }

    Optional<HostTrace> host(MacAddress mac) {
        return get("/hosts/" + mac.hyphenated() + ".json").map(TraceJson::readHost);
    }

    private Optional<byte[]> get(String path) {
        URI place = place(path);
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(place).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(BYTES_MAX);
                return switch (answer.statusCode()) {
                    case 200 -> Optional.of(bytes);
                    case 404 -> Optional.empty();
                    default -> throw foreign("it answers with status %d".formatted(answer.statusCode()));
                };
            }
        } catch (IOException e) {
            throw Problem.environment("doctor.server", "the boot server does not answer")
                    .at(place.toString())
                    .because(String.valueOf(e.getMessage()))
                    .fix("see that slipway serve-pxe runs, or give its address with --server, or a capture with --pcap")
                    .exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.environment("doctor.server", "interrupted").exception(e);
        }
    }

    private URI place(String path) {
        try {
            return server.resolve(path);
        } catch (IllegalArgumentException e) {
            throw foreign(String.valueOf(e.getMessage()));
        }
    }

    private ProblemException foreign(String why) {
        return Problem.environment("doctor.server", "this is not the administrators' address of a boot server")
                .at(server.toString())
                .because(why)
                .exception();
    }

    @Override
    public void close() {
        client.close();
    }
}
