package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.TestImages;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A login that cannot be read matters where somebody asks for it, and only there.
class UnreadableLoginTests {

    private static final byte[] LAYER = TestImages.tar("file", new byte[] {1});

    @TempDir
    private Path home;

    private final TestImages.Made image = TestImages.image(LAYER, LAYER);

    @BeforeEach
    void breakConfiguration() throws IOException {
        Files.createDirectory(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), "{\n  \"auths\": hunter2");
    }

    private void resolve(FaultyRegistry registry) throws IOException {
        RegistrySettings settings = RegistrySettings.defaults()
                .with(Optional.empty(), Set.of(registry.host()), Set.of())
                .in(home, Map.of());
        try (RegistryImage source = new RegistryImage(registry.image(), settings)) {
            source.resolve(Platform.linux("amd64"));
        }
    }

    @Test
    void resolveWhenTheRegistryIsOpenDoesNotMind() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(image)) {
            resolve(registry);
        }
    }

    @Test
    void resolveWhenTheRegistryWantsAPasswordTellsOfTheFile() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(image)) {
            registry.failing(exchange -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
                FaultyRegistry.answer(exchange, 401, new byte[0]);
                return true;
            });
            assertTellsOfTheFile(registry);
        }
    }

    /// As large registries do: everybody gets a token, which opens what is public.
    @Test
    void resolveWhenATokenForNobodyIsNotEnoughTellsOfTheFile() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(image)) {
            registry.failing(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/token")) {
                    FaultyRegistry.answer(exchange, 200, "{\"token\": \"nobody\"}".getBytes(UTF_8));
                } else {
                    exchange.getResponseHeaders()
                            .set("WWW-Authenticate", "Bearer realm=\"http://%s/token\"".formatted(registry.host()));
                    FaultyRegistry.answer(exchange, 401, new byte[0]);
                }
                return true;
            });
            assertTellsOfTheFile(registry);
        }
    }

    private void assertTellsOfTheFile(FaultyRegistry registry) {
        assertThatThrownBy(() -> resolve(registry)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("registry.credentials");
            assertThat(e.problem().where())
                    .contains(home.resolve(".docker/config.json").toString());
            assertThat(e.problem().why()).contains("it is no JSON object in line 2");
            assertThat(e.problem().toString()).doesNotContain("hunter2");
        });
    }
}
