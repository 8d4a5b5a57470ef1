package dev.slipway.builder.installer;

import static dev.slipway.builder.installer.LayeredBuilds.await;
import static dev.slipway.builder.installer.LayeredBuilds.base;
import static dev.slipway.builder.installer.LayeredBuilds.sha256;
import static dev.slipway.builder.installer.LayeredBuilds.tellWhenWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.LayeredBuilds.Sample;
import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.registry.FaultyRegistry;
import dev.slipway.testkit.Registry;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds that share one cache of layers: each layer is fetched once, and never trusted unseen.
@RequiresTool({"grub-mkimage", "skopeo", "docker-registry"})
class SharedLayersIT {

    @TempDir
    static Path made;

    private static Sample sample;

    @TempDir
    Path directory;

    private LayeredBuilds builds;

    @BeforeAll
    static void makeImage() throws IOException {
        sample = Sample.make(made);
    }

    @BeforeEach
    void begin() {
        builds = LayeredBuilds.in(directory);
    }

    @AfterEach
    void end() throws InterruptedException {
        builds.end();
    }

    @Test
    void buildsAtOnceFetchEachLayerOnce() throws Exception {
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout() + ":1", "edge/base:1");
            BaseReference base = BaseReference.parse(registry.host() + "/edge/base:1");
            Process first = builds.start(base, "first.iso");
            Process second = builds.start(base, "second.iso");

            builds.assertGood(first, "first.iso", sample);
            builds.assertGood(second, "second.iso", sample);
            for (Descriptor layer : sample.image().layers()) {
                String request = "\"GET /v2/edge/base/blobs/" + layer.digest() + " ";
                await(() -> registry.log().contains(request));
                assertThat(registry.log().split(Pattern.quote(request), -1))
                        .as("what lies around the one request for " + layer.digest())
                        .hasSize(2);
            }
        }
    }

    /// The image as a layout, for skopeo.
    private Path layout() throws IOException {
        Path layout = directory.resolve("layout");
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        for (Map.Entry<Digest, byte[]> blob : sample.image().blobs().entrySet()) {
            Files.write(blobs.resolve(blob.getKey().hex()), blob.getValue());
        }
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(layout.resolve("index.json"), """
                {"schemaVersion": 2, "manifests": [{"mediaType": "application/vnd.oci.image.manifest.v1+json",
                "digest": "%s", "size": %d, "annotations": {"org.opencontainers.image.ref.name": "1"}}]}
                """.formatted(
                        sample.image().manifest().digest(),
                        sample.image().manifest().bytes().size()));
        return layout;
    }

    @Test
    void buildWhenAnotherFetchesTheLayersSaysThatItWaits() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (FaultyRegistry registry = FaultyRegistry.with(sample.image())) {
            registry.failing(exchange -> {
                if (isOfLayer(exchange.getRequestURI().getPath())) {
                    await(waiting);
                }
                return false;
            });
            Process first = builds.start(base(registry), "first.iso");
            Process second = builds.start(base(registry), "second.iso");
            tellWhenWaiting(first, waiting);
            tellWhenWaiting(second, waiting);
            await(waiting);

            builds.assertGood(first, "first.iso", sample);
            builds.assertGood(second, "second.iso", sample);
            for (Descriptor layer : sample.image().layers()) {
                assertThat(requests(registry, layer)).hasSize(1);
            }
        }
    }

    @Test
    void buildWhenALayerWasAlteredInTheCacheSaysSoAndFetchesItAgain() throws IOException {
        try (FaultyRegistry registry = FaultyRegistry.with(sample.image())) {
            SmallBase.build(directory, base(registry), "out.iso");
            Path layer = builds.cached("layers").stream()
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
            byte[] sound = Files.readAllBytes(layer);
            for (byte[] altered : alterations(sound)) {
                Files.write(layer, altered);
                registry.requests().clear();

                assertThat(warningsOfBuild(registry))
                        .containsExactly("layer %s was damaged in the cache and is fetched again"
                                .formatted(sample.image().layers().getFirst().digest()));
                assertThat(layer).hasBinaryContent(sound);
                assertThat(requests(registry, sample.image().layers().getFirst()))
                        .hasSize(1);
                assertThat(requests(registry, sample.image().layers().getLast()))
                        .isEmpty();
                assertThat(sha256(directory.resolve("out.iso"))).isEqualTo(sample.installer());
            }
            assertThat(warningsOfBuild(registry)).isEmpty();
        }
    }

    /// One bit, a lost end, a longer end, nothing left.
    private static List<byte[]> alterations(byte[] sound) {
        byte[] flipped = sound.clone();
        flipped[sound.length / 2] ^= 1;
        return List.of(
                flipped,
                Arrays.copyOf(sound, sound.length - 512),
                Arrays.copyOf(sound, sound.length + 512),
                new byte[0]);
    }

    private List<String> warningsOfBuild(FaultyRegistry registry) throws IOException {
        List<String> warnings = new ArrayList<>();
        BuildListener listener = new BuildListener() {
            @Override
            public void warning(String text) {
                // Not what the user-data is warned of.
                if (text.startsWith("layer ")) {
                    warnings.add(text);
                }
            }
        };
        new InstallerBuild(new BuildCache(directory.resolve("cache")), listener)
                .build(SmallBase.request(directory, base(registry), "out.iso"));
        return warnings;
    }

    private static boolean isOfLayer(String path) {
        return sample.image().layers().stream()
                .anyMatch(layer -> path.endsWith(layer.digest().toString()));
    }

    private static List<String> requests(FaultyRegistry registry, Descriptor layer) {
        return registry.requests().stream()
                .filter(request -> request.contains("/blobs/" + layer.digest()))
                .toList();
    }
}
