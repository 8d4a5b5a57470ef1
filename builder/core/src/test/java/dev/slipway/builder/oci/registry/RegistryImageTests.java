package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.registry.FaultyRegistry.Fault;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.LayerStore;
import dev.slipway.builder.oci.store.OciBase;
import dev.slipway.builder.oci.store.TestImages;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryImageTests {

    private static final byte[] PLAIN = TestImages.tar("file", TestImages.noise(3 << 20));
    private static final byte[] LAYER = TestImages.gzip(PLAIN);
    private static final TestImages.Made IMAGE = TestImages.image(LAYER, PLAIN);

    @TempDir
    private Path directory;

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private RegistrySettings settings = RegistrySettings.defaults();

    @BeforeEach
    void surroundings() {
        settings = RegistrySettings.defaults()
                .in(directory, Map.of())
                .waiting(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        new Retries(4, Duration.ofSeconds(1), Duration.ofSeconds(30), pauses::add));
    }

    private OciBase open(FaultyRegistry registry) throws IOException {
        try (RegistryImage image = new RegistryImage(
                registry.image(), settings.with(Optional.empty(), Set.of(registry.host()), Set.of()))) {
            LayerStore store = new LayerStore(new BuildCache(directory.resolve("cache")));
            return OciBase.open(image, Platform.linux("amd64"), store, LayerListener.SILENT);
        }
    }

    private void assertRefused(Fault fault, String code, String said) throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE).failing(fault)) {
            assertThatThrownBy(() -> open(registry))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo(code))
                    .hasMessageContaining(said);
        }
    }

    private void assertOpens(FaultyRegistry registry) throws IOException {
        assertThat(open(registry).layers().getFirst().tar().toByteArray(64 << 20))
                .isEqualTo(PLAIN);
    }

    private static boolean is(HttpExchange exchange, String path) {
        return exchange.getRequestURI().getPath().equals(path);
    }

    private static void sendPart(HttpExchange exchange, byte[] content, int from, int to, int promised)
            throws IOException {
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, promised);
        OutputStream out = exchange.getResponseBody();
        out.write(content, from, to - from);
        out.flush();
        // The connection ends here, with less than was promised.
        throw new IOException("cut");
    }

    @Test
    void resolveLooksATagUpOnceAndTellsItsDigest() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE);
                RegistryImage image = new RegistryImage(
                        registry.image(), settings.with(Optional.empty(), Set.of(registry.host()), Set.of()))) {
            assertThat(image.resolve(Platform.linux("amd64")).named())
                    .isEqualTo(IMAGE.manifest().digest());
            image.resolve(Platform.linux("amd64"));
            assertThat(registry.requests())
                    .filteredOn(request -> request.contains("/latest"))
                    .hasSize(1);
        }
    }

    @Test
    void openWhenTheConnectionBreaksAsksForTheRest() throws IOException {
        AtomicInteger cuts = new AtomicInteger();
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE).failing(exchange -> {
            if (is(exchange, FaultyRegistry.blob(LAYER)) && cuts.getAndIncrement() == 0) {
                sendPart(exchange, LAYER, 0, 1_000_000, LAYER.length);
            }
            return false;
        })) {
            assertOpens(registry);
            assertThat(registry.requests()).anyMatch(request -> request.matches("GET .*blobs/.* bytes=[1-9][0-9]*-"));
        }
    }

    @Test
    void openWhenTheServerKnowsNoRangesPassesOverWhatIsHere() throws IOException {
        AtomicInteger cuts = new AtomicInteger();
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE).failing(exchange -> {
            if (!is(exchange, FaultyRegistry.blob(LAYER))) {
                return false;
            }
            if (cuts.getAndIncrement() == 0) {
                sendPart(exchange, LAYER, 0, 1_000_000, LAYER.length);
            }
            FaultyRegistry.answer(exchange, 200, LAYER);
            return true;
        })) {
            assertOpens(registry);
        }
    }

    @Test
    void openInTheNextRunGoesOnWhereTheLastOneEnded() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE)) {
            registry.failing(exchange -> {
                if (is(exchange, FaultyRegistry.blob(LAYER))) {
                    if (exchange.getRequestHeaders().containsKey("Range")) {
                        FaultyRegistry.answer(exchange, 503, new byte[0]);
                        return true;
                    }
                    sendPart(exchange, LAYER, 0, 1_000_000, LAYER.length);
                }
                return false;
            });
            assertThatThrownBy(() -> open(registry)).isInstanceOf(ProblemException.class);
            registry.failing(exchange -> false);
            registry.requests().clear();
            assertOpens(registry);
            assertThat(registry.requests())
                    .filteredOn(request -> request.contains(FaultyRegistry.blob(LAYER)))
                    .singleElement()
                    .asString()
                    .contains("bytes=");
            try (var files = Files.walk(directory.resolve("cache"))) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
            }
        }
    }

    @Test
    void openWhenEveryConnectionBreaksGivesUp() throws IOException {
        assertRefused(
                exchange -> {
                    if (is(exchange, FaultyRegistry.blob(LAYER))) {
                        sendPart(exchange, LAYER, 0, 0, LAYER.length);
                    }
                    return false;
                },
                "registry.unreachable",
                "");
        assertThat(pauses).hasSizeLessThan(10);
    }

    @Test
    void openWhenTheRangeIsAnotherRefuses() throws IOException {
        assertRefused(
                exchange -> {
                    if (is(exchange, FaultyRegistry.blob(LAYER))) {
                        if (!exchange.getRequestHeaders().containsKey("Range")) {
                            sendPart(exchange, LAYER, 0, 1_000_000, LAYER.length);
                        }
                        exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/10");
                        sendPart(exchange, LAYER, 7, 10, 3);
                    }
                    return false;
                },
                "oci.blob-size",
                "bytes 7-9/10");
    }

    @Test
    void openWhenABlobIsAnotherRefuses() throws IOException {
        byte[] other = LAYER.clone();
        other[LAYER.length / 2] ^= 1;
        assertRefused(
                exchange -> {
                    if (is(exchange, FaultyRegistry.blob(LAYER))) {
                        FaultyRegistry.answer(exchange, 200, other);
                        return true;
                    }
                    return false;
                },
                "oci.blob-digest",
                Digest.of(LAYER).toString());
    }

    @Test
    void openWhenTheLengthIsAnotherRefuses() throws IOException {
        assertRefused(
                exchange -> {
                    if (is(exchange, FaultyRegistry.blob(LAYER))) {
                        FaultyRegistry.answer(exchange, 200, new byte[LAYER.length + 1]);
                        return true;
                    }
                    return false;
                },
                "oci.blob-size",
                Integer.toString(LAYER.length + 1));
    }

    @Test
    void openWhenABodyHasNoEndTakesWhatItNeeds() throws IOException {
        assertRefused(
                exchange -> {
                    if (is(exchange, FaultyRegistry.blob(LAYER))) {
                        exchange.sendResponseHeaders(200, 0);
                        endless(exchange);
                    }
                    return false;
                },
                "oci.blob-digest",
                "");
        assertRefused(
                exchange -> {
                    if (exchange.getRequestURI().getPath().contains("/manifests/")) {
                        exchange.sendResponseHeaders(200, 0);
                        endless(exchange);
                    }
                    return false;
                },
                "oci.document-size",
                "4194304");
    }

    private static void endless(HttpExchange exchange) throws IOException {
        byte[] noise = new byte[1 << 16];
        while (true) {
            exchange.getResponseBody().write(noise);
        }
    }

    @Test
    void resolveWhenTheManifestIsNotTheOneOfItsDigestRefuses() throws IOException {
        assertRefused(
                exchange -> {
                    exchange.getResponseHeaders()
                            .set("Docker-Content-Digest", Digest.of(LAYER).toString());
                    return false;
                },
                "oci.digest-mismatch",
                "");
    }

    @Test
    void askWhenTheRegistryIsBusyWaitsAsLongAsItSays() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE).failing(exchange -> {
            int number = answers.getAndIncrement();
            if (number == 0) {
                exchange.getResponseHeaders().set("Retry-After", "7");
            } else if (number == 1) {
                exchange.getResponseHeaders().set("Retry-After", "86400");
            }
            if (number < 3) {
                FaultyRegistry.answer(exchange, number == 2 ? 503 : 429, new byte[0]);
                return true;
            }
            return false;
        })) {
            assertOpens(registry);
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30), Duration.ofSeconds(4));
    }

    @Test
    void askWhenTheRegistryStaysBusyGivesUp() throws IOException {
        assertRefused(
                exchange -> {
                    FaultyRegistry.answer(exchange, 429, new byte[0]);
                    return true;
                },
                "registry.busy",
                "429 to 4 attempts");
        assertThat(pauses).hasSize(3);
    }

    @Test
    void askWhenThereIsNoSuchImageTellsWhatTheRegistrySaid() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(TestImages.image())) {
            ImageName other = ImageName.parse(registry.host() + "/test/other");
            try (RegistryImage image =
                    new RegistryImage(other, settings.with(Optional.empty(), Set.of(registry.host()), Set.of()))) {
                assertThatThrownBy(() -> image.resolve(Platform.linux("amd64")))
                        .hasMessageContaining("BLOB_UNKNOWN not?here")
                        .hasMessageContaining("no such image");
            }
        }
    }

    private void logIn(String host) throws IOException {
        Path config = Files.createDirectories(directory.resolve(".docker")).resolve("config.json");
        String auth = Base64.getEncoder().encodeToString("user:secret".getBytes(UTF_8));
        Files.writeString(config, "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(host, auth));
    }

    @Test
    void askWhenATokenIsWantedFetchesOneAndRenewsIt() throws IOException {
        AtomicInteger tokens = new AtomicInteger();
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE)) {
            logIn(registry.host());
            registry.failing(exchange -> {
                String authorization =
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
                if (is(exchange, "/token")) {
                    FaultyRegistry.answer(
                            exchange,
                            200,
                            "{\"token\": \"t%d\", \"x\": 1}"
                                    .formatted(tokens.incrementAndGet())
                                    .getBytes(UTF_8));
                    return true;
                }
                // The first token does for the manifest only.
                String wanted = is(exchange, FaultyRegistry.blob(LAYER)) ? "Bearer t2" : "Bearer t";
                if (!authorization.startsWith(wanted)) {
                    exchange.getResponseHeaders()
                            .add(
                                    "WWW-Authenticate",
                                    "Bearer realm=\"http://%s/token\",service=\"the, service\",scope=\"repository:test/image:pull\""
                                            .formatted(registry.host()));
                    FaultyRegistry.answer(exchange, 401, new byte[0]);
                    return true;
                }
                return false;
            });
            assertOpens(registry);
            assertThat(registry.requests())
                    .contains("GET /token?scope=repository%3Atest%2Fimage%3Apull&service=the%2C+service Basic "
                            + Base64.getEncoder().encodeToString("user:secret".getBytes(UTF_8)));
        }
        assertThat(tokens.get()).isEqualTo(2);
    }

    @Test
    void askWhenTheRegistryAsksAgainAndAgainGivesUp() throws IOException {
        for (String challenge :
                List.of("Basic realm=\"x\"", "Negotiate", "Bearer realm=\"http://elsewhere.invalid/t\"")) {
            try (FaultyRegistry registry = FaultyRegistry.with(IMAGE).failing(exchange -> {
                exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
                FaultyRegistry.answer(exchange, 401, new byte[0]);
                return true;
            })) {
                logIn(registry.host());
                assertThatThrownBy(() -> open(registry))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageNotContaining("secret");
                assertThat(registry.requests()).hasSizeLessThan(10);
            }
        }
        pauses.clear();
    }

    @Test
    void followWhenAnotherHostHasTheBlobTellsItNoSecret() throws IOException {
        try (FaultyRegistry storage = FaultyRegistry.with(IMAGE);
                FaultyRegistry registry = FaultyRegistry.with(IMAGE)) {
            logIn(registry.host());
            registry.failing(exchange -> {
                if (!exchange.getRequestHeaders().containsKey("Authorization")) {
                    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
                    FaultyRegistry.answer(exchange, 401, new byte[0]);
                    return true;
                }
                if (is(exchange, FaultyRegistry.blob(LAYER))) {
                    exchange.getResponseHeaders()
                            .add("Location", "http://" + storage.host() + FaultyRegistry.blob(LAYER) + "?signature=x");
                    FaultyRegistry.answer(exchange, 307, new byte[0]);
                    return true;
                }
                return false;
            });
            assertOpens(registry);
            assertThat(storage.requests()).containsExactly("GET " + FaultyRegistry.blob(LAYER) + "?signature=x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://x/y", "//", "http://user:pass@127.0.0.1/", "\\\\", ""})
    void followWhenTheRedirectLeadsNowhereRefuses(String location) throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(IMAGE).failing(exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            FaultyRegistry.answer(exchange, 302, new byte[0]);
            return true;
        })) {
            assertThatThrownBy(() -> open(registry))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageNotContaining("pass@");
        }
    }

    @Test
    void followWhenRedirectsGoInACircleGivesUp() throws IOException {
        assertRefused(
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("Location", exchange.getRequestURI().toString());
                    FaultyRegistry.answer(exchange, 302, new byte[0]);
                    return true;
                },
                "registry.redirect",
                "more than 5");
    }

    @Test
    void askWhenNobodyListensSaysSo() {
        try (RegistryImage image = new RegistryImage(ImageName.parse("127.0.0.1:1/a"), settings)) {
            assertThatThrownBy(() -> image.resolve(Platform.linux("amd64")))
                    .hasMessageContaining("nothing listens there");
        }
        try (RegistryImage image = new RegistryImage(ImageName.parse("registry.invalid/a"), settings)) {
            assertThatThrownBy(() -> image.resolve(Platform.linux("amd64"))).hasMessageContaining("no address");
        }
        assertThat(pauses).as("only the refused connection is tried again").hasSize(3);
    }

    @Test
    void askWhenABodyStallsGivesUp() throws IOException {
        settings = settings.waiting(Duration.ofSeconds(10), Duration.ofMillis(200), settings.retries());
        java.util.concurrent.CountDownLatch end = new java.util.concurrent.CountDownLatch(1);
        try {
            assertRefused(
                    exchange -> {
                        if (is(exchange, FaultyRegistry.blob(LAYER))) {
                            exchange.sendResponseHeaders(200, LAYER.length);
                            exchange.getResponseBody().write(LAYER, 0, 10);
                            exchange.getResponseBody().flush();
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        }
                        return false;
                    },
                    "registry.unreachable",
                    "too long");
        } finally {
            end.countDown();
        }
    }
}
