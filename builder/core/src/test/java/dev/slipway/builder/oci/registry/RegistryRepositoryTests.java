package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.store.TestImages;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may happen while something is written to a registry.
class RegistryRepositoryTests {

    private static final byte[] PLAIN = TestImages.tar("file", new byte[10]);
    private static final byte[] CONTENT = TestImages.noise(3_000_000);
    private static final Descriptor BLOB =
            Descriptor.of("application/octet-stream", Digest.of(CONTENT), CONTENT.length);

    @TempDir
    private Path directory;

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<byte[]> taken = new CopyOnWriteArrayList<>();

    private static FaultyRegistry registry() throws IOException {
        return FaultyRegistry.with(TestImages.image(TestImages.gzip(PLAIN), PLAIN));
    }

    private RegistryRepository open(FaultyRegistry registry, Duration patience) {
        RegistrySettings settings = RegistrySettings.defaults()
                .in(directory, Map.of())
                .with(Optional.empty(), Set.of(registry.host()), Set.of())
                .waiting(
                        Duration.ofSeconds(10),
                        patience,
                        new Retries(4, Duration.ofSeconds(1), Duration.ofSeconds(30), pauses::add));
        return new RegistryRepository(registry.image(), Optional.of("edge/base"), settings);
    }

    private RegistryRepository open(FaultyRegistry registry) {
        return open(registry, Duration.ofSeconds(10));
    }

    private static boolean begins(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return false;
        }
        exchange.getResponseHeaders().add("Location", "/v2/test/image/blobs/uploads/7?state=x%2Fy");
        FaultyRegistry.answer(exchange, 202, new byte[0]);
        return true;
    }

    private boolean takes(HttpExchange exchange) throws IOException {
        taken.add(exchange.getRequestBody().readAllBytes());
        FaultyRegistry.answer(exchange, 201, new byte[0]);
        return true;
    }

    private static InputStream content() {
        return new ByteArrayInputStream(CONTENT);
    }

    @Test
    void uploadWhenTheConnectionBreaksBeginsAnew() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        try (FaultyRegistry registry = registry().failing(exchange -> {
                    if (begins(exchange)) {
                        return true;
                    }
                    switch (puts.incrementAndGet()) {
                        case 1 -> exchange.getRequestBody().readNBytes(100_000);
                        case 2 -> FaultyRegistry.answer(exchange, 503, new byte[0]);
                        default -> takes(exchange);
                    }
                    return true;
                });
                RegistryRepository repository = open(registry)) {
            repository.upload(BLOB, RegistryRepositoryTests::content);
            assertThat(taken).hasSize(1);
            assertThat(taken.getFirst()).isEqualTo(CONTENT);
            assertThat(registry.requests())
                    .filteredOn(request -> request.startsWith("PUT"))
                    .hasSize(3)
                    .allMatch(
                            request -> request.equals("PUT /v2/test/image/blobs/uploads/7?state=x%2Fy&digest=sha256%3A"
                                    + BLOB.digest().hex()));
        }
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void uploadWhenNothingMovesGivesUp() throws IOException {
        try (FaultyRegistry registry = registry().failing(exchange -> {
                    if (!begins(exchange)) {
                        // Read by nobody, until the client goes away.
                        pauseUntilClosed(exchange);
                    }
                    return true;
                });
                RegistryRepository repository = open(registry, Duration.ofMillis(300))) {
            Descriptor large = Descriptor.of("x", BLOB.digest(), 1L << 35);
            assertThatThrownBy(() -> repository.upload(large, Endless::new))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("registry.unreachable"))
                    .hasMessageContaining("nothing moves");
        }
    }

    private static void pauseUntilClosed(HttpExchange exchange) {
        try {
            exchange.getRequestBody().readNBytes(10);
            Thread.currentThread().join(Duration.ofSeconds(20));
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Zeros without an end.
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return length;
        }
    }

    @Test
    void uploadWhenTheContentCannotBeHadSaysWhyAndDoesNotTryAgain() throws IOException {
        try (FaultyRegistry registry = registry().failing(exchange -> begins(exchange) || takes(exchange));
                RegistryRepository repository = open(registry)) {
            assertThatThrownBy(() -> repository.upload(BLOB, () -> {
                        throw Problem.input("test.gone", "it is gone").exception();
                    }))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("test.gone"));
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void uploadWhenTheRegistryRefusesSaysWhatItSays() throws IOException {
        byte[] denied = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"read only\"}]}".getBytes(UTF_8);
        try (FaultyRegistry registry = registry().failing(exchange -> {
                    FaultyRegistry.answer(exchange, 403, denied);
                    return true;
                });
                RegistryRepository repository = open(registry)) {
            assertThatThrownBy(() -> repository.upload(BLOB, RegistryRepositoryTests::content))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("registry.not-taken"))
                    .hasMessageContaining("DENIED read only");
        }
    }

    @Test
    void mountAsksForARightToReadTheOtherRepository() throws IOException {
        try (FaultyRegistry registry = registry();
                RegistryRepository repository = open(registry)) {
            registry.failing(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/token")) {
                    FaultyRegistry.answer(exchange, 200, "{\"token\":\"t\"}".getBytes(UTF_8));
                } else if (!exchange.getRequestHeaders().containsKey("Authorization")) {
                    exchange.getResponseHeaders()
                            .add(
                                    "WWW-Authenticate",
                                    "Bearer realm=\"http://%s/token\",scope=\"repository:test/image:pull,push\""
                                            .formatted(registry.host()));
                    FaultyRegistry.answer(exchange, 401, new byte[0]);
                } else {
                    FaultyRegistry.answer(exchange, 201, new byte[0]);
                }
                return true;
            });
            assertThat(repository.mount(BLOB, "edge/base")).isTrue();
            assertThat(registry.requests())
                    .contains("GET /token?scope=repository%3Aedge%2Fbase%3Apull"
                            + "&scope=repository%3Atest%2Fimage%3Apull%2Cpush");
        }
    }

    @Test
    void mountWhenTheRegistryBeginsAnUploadInsteadEndsIt() throws IOException {
        try (FaultyRegistry registry = registry().failing(exchange -> begins(exchange) || takes(exchange));
                RegistryRepository repository = open(registry)) {
            assertThat(repository.mount(BLOB, "edge/base")).isFalse();
            assertThat(registry.requests()).contains("DELETE /v2/test/image/blobs/uploads/7?state=x%2Fy");
        }
    }

    @Test
    void putWhenTheRegistryUnderstoodAnotherManifestSaysSo() throws IOException {
        Document manifest = Document.of("{}".getBytes(UTF_8));
        try (FaultyRegistry registry = registry().failing(exchange -> {
                    exchange.getResponseHeaders().add("Docker-Content-Digest", "sha256:" + "0".repeat(64));
                    return takes(exchange);
                });
                RegistryRepository repository = open(registry)) {
            assertThatThrownBy(() -> repository.put("1", manifest, MediaTypes.OCI_MANIFEST))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("oci.digest-mismatch"));
        }
    }
}
