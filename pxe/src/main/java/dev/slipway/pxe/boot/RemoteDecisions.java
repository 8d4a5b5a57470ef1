package dev.slipway.pxe.boot;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.pxe.boot.BootDecision.Wait;
import dev.slipway.pxe.host.BootClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Asks a service what a machine boots, by the API of pixiecore: `GET <url>/v1/boot/<mac>` answers JSON with
/// `kernel`, `initrd`, `cmdline`, `message` or `ipxe-script`; 404 says that the machine is none of its. Beside
/// these a service may name `action`, `profile` and `site`, which mean what they mean in the configuration. What
/// is known of the machine goes along as a query, which other services ignore.
public final class RemoteDecisions implements AutoCloseable {

    private static final int ANSWER_BYTES_MAX = 256 << 10;

    private final URI url;
    private final Duration timeout;
    private final HttpClient client;

    public RemoteDecisions(URI url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /// What the service says; empty where it does not know the machine. Where it does not answer, the machine waits.
    Optional<BootDecision> decide(BootClient machine, HostRules rules) {
        HttpRequest request = HttpRequest.newBuilder(uri(machine))
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() == 404) {
                    return Optional.empty();
                }
                if (response.statusCode() != 200) {
                    return unanswered("it answered " + response.statusCode());
                }
                byte[] bytes = body.readNBytes(ANSWER_BYTES_MAX + 1);
                if (bytes.length > ANSWER_BYTES_MAX) {
                    return unanswered("its answer is larger than %d KiB".formatted(ANSWER_BYTES_MAX >> 10));
                }
                return Optional.of(RemoteAnswer.read(bytes, url, rules));
            }
        } catch (RemoteAnswer.UnusableException e) {
            return unanswered(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return unanswered(Diagnosis.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered("the server is stopping");
        }
    }

    private Optional<BootDecision> unanswered(String why) {
        return Optional.of(new Wait("the service %s cannot be used: %s".formatted(url, why)));
    }

    private URI uri(BootClient machine) {
        StringBuilder query = new StringBuilder();
        machine.architecture().ifPresent(arch -> add(query, "arch", arch.text()));
        machine.uuid().ifPresent(uuid -> add(query, "uuid", uuid.toString()));
        machine.serial().ifPresent(serial -> add(query, "serial", serial));
        machine.assetTag().ifPresent(asset -> add(query, "asset", asset));
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "v1/boot/" + machine.mac() + query);
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
