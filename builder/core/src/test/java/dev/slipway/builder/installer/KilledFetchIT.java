package dev.slipway.builder.installer;

import static dev.slipway.builder.installer.LayeredBuilds.await;
import static dev.slipway.builder.installer.LayeredBuilds.base;
import static dev.slipway.builder.installer.LayeredBuilds.sha256;
import static dev.slipway.builder.installer.LayeredBuilds.tellWhenWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.installer.LayeredBuilds.Sample;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.registry.FaultyRegistry;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build that is killed while layers arrive leaves a cache that the next one can use, and goes on with.
@RequiresTool("grub-mkimage")
class KilledFetchIT {

    private static final long SEED = 20261122;
    private static final int KILLS = 12;
    /// About as long as a build goes on when everything has arrived.
    private static final long LINGER_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(1500);

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
    void buildWhenKilledAtAnyMomentLeavesACacheThatIsSound() throws Exception {
        System.out.println("killed fetches: seed " + SEED);
        Random random = new Random(SEED);
        int resumed = 0;
        try (FaultyRegistry registry = FaultyRegistry.with(sample.image())) {
            for (int kill = 0; kill < KILLS; kill++) {
                String moment = "kill %d of seed %d".formatted(kill, SEED);
                long bytes = random.nextLong(sample.bytes());
                long linger = random.nextLong(LINGER_NANOS_MAX);
                // Every fourth has all of its layers before it is killed.
                boolean late = kill % 4 == 3;
                kill(registry, late ? sample.bytes() : bytes, late ? linger : 0);
                assertNothingIsBroken(moment);
                // Every third is not left in peace before it is killed once more.
                if (kill % 3 != 0) {
                    boolean canResume = builds.canResume(sample);
                    resumed += canResume ? 1 : 0;
                    assertNextBuildSucceeds(registry, canResume, "after " + moment);
                    emptyCache();
                }
            }
        }
        assertThat(resumed).as("builds that had something to resume").isPositive();
    }

    /// Ends a build, without a chance to tidy up, some time after the registry has given it so many bytes.
    private void kill(FaultyRegistry registry, long bytes, long lingerNanos) throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        registry.metered(next -> {
            if (sent.addAndGet(next) >= bytes) {
                reached.countDown();
                if (lingerNanos == 0) {
                    await(killed);
                }
            }
        });
        Process process = builds.start(base(registry), "out.iso");
        // What an earlier one has got is not given away again, so a build may come to its end.
        CompletableFuture<Void> ended = process.onExit().thenRun(reached::countDown);
        await(reached);
        process.waitFor(lingerNanos, TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
        registry.metered(next -> {});
        killed.countDown();
        ended.join();
    }

    private void assertNothingIsBroken(String moment) throws IOException {
        Path output = directory.resolve("out.iso");
        if (Files.exists(output)) {
            assertThat(sha256(output)).as(moment).isEqualTo(sample.installer());
            Files.delete(output);
        }
        for (Path layer : builds.cached("layers")) {
            if (!LayeredBuilds.isPart(layer)) {
                assertThat(sha256(layer).hex())
                        .as(moment)
                        .isEqualTo(layer.getFileName().toString());
            }
        }
        // What counts as known is there.
        for (Path link : builds.cached("blobs")) {
            if (!LayeredBuilds.isPart(link) && !link.toString().endsWith(".lock")) {
                Digest layer = Digest.parse(Files.readString(link));
                assertThat(directory.resolve("cache/layers/" + layer.hex()))
                        .as(moment)
                        .exists();
            }
        }
    }

    private void assertNextBuildSucceeds(FaultyRegistry registry, boolean resumes, String moment) throws IOException {
        registry.requests().clear();
        assertThat(sha256(SmallBase.build(directory, base(registry), "out.iso")))
                .as(moment)
                .isEqualTo(sample.installer());
        assertThat(builds.parts()).as(moment).isEmpty();
        assertThat(registry.requests().stream().anyMatch(request -> request.contains(" bytes=")))
                .as("whether something is resumed " + moment)
                .isEqualTo(resumes);
    }

    private void emptyCache() throws IOException {
        for (String kind : List.of("layers", "blobs", "squashfs")) {
            for (Path file : builds.cached(kind)) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(directory.resolve("out.iso"));
    }

    @Test
    void buildWhenTheOneItWaitsForIsKilledGoesOnWithWhatHasArrived() throws Exception {
        long stallBytes = sample.bytes() / 2;
        AtomicLong sent = new AtomicLong();
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        try (FaultyRegistry registry = FaultyRegistry.with(sample.image())) {
            registry.metered(bytes -> {
                if (sent.addAndGet(bytes) > stallBytes) {
                    await(killed);
                }
            });
            Process first = builds.start(base(registry), "first.iso");
            await(() -> builds.canResume(sample) && sent.get() > stallBytes);
            // The second is told which image it is, too.
            sent.set(Long.MIN_VALUE / 2);
            Process second = builds.start(base(registry), "second.iso");
            tellWhenWaiting(second, waiting);
            await(waiting);
            first.destroyForcibly().waitFor();
            killed.countDown();

            builds.assertGood(second, "second.iso", sample);
            assertThat(directory.resolve("first.iso")).doesNotExist();
            assertThat(registry.requests()).anyMatch(request -> request.matches("GET .* bytes=[1-9][0-9]*-"));
            assertThat(builds.parts()).isEmpty();
        }
    }
}
