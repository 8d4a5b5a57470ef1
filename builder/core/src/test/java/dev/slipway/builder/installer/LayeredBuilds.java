package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.registry.FaultyRegistry;
import dev.slipway.builder.oci.store.TestImages;
import dev.slipway.image.Image;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Builds of one image of three layers, as processes with one cache, in one directory.
record LayeredBuilds(Path directory, List<Process> processes) {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /// An image, and the installer that is made of it where nothing disturbs.
    record Sample(TestImages.Made image, Digest installer) {
        static Sample make(Path directory) throws IOException {
            Path root = SmallBase.debianLive(directory.resolve("root")).path();
            Path tar = directory.resolve("root.tar");
            Tool.of("tar", "--numeric-owner", "-C", root, "-cf", tar, ".").run();
            byte[] lower = Files.readAllBytes(tar);
            byte[] middle = TestImages.tar("usr/share/middle", SmallBase.noise(8, 1_500_000));
            byte[] upper = TestImages.tar("usr/share/upper", SmallBase.noise(9, 700_000));
            TestImages.Made image = TestImages.image(
                    TestImages.gzip(lower), lower, TestImages.gzip(middle), middle, TestImages.zstd(upper), upper);
            try (FaultyRegistry registry = FaultyRegistry.with(image)) {
                Path calm = Files.createDirectories(directory.resolve("calm"));
                return new Sample(image, sha256(SmallBase.build(calm, base(registry), "out.iso")));
            }
        }

        /// What a registry gives away for it, with all its documents.
        long bytes() {
            return image.blobs().values().stream()
                    .mapToLong(blob -> blob.length)
                    .sum();
        }
    }

    static LayeredBuilds in(Path directory) {
        return new LayeredBuilds(directory, new ArrayList<>());
    }

    static BaseReference base(FaultyRegistry registry) {
        return BaseReference.parse(registry.image().toString());
    }

    /// A build that has begun.
    Process start(BaseReference base, String output) throws IOException {
        Process process = BuildProcess.of(directory, base, output).start();
        processes.add(process);
        BuildProcess.awaitBegin(process);
        return process;
    }

    /// Follows what a build prints, until it says that it waits for another.
    static void tellWhenWaiting(Process process, CountDownLatch waiting) {
        Thread.ofVirtual()
                .start(() -> process.inputReader()
                        .lines()
                        .filter(line -> line.startsWith("waiting for another build that fetches layer sha256:"))
                        .forEach(line -> waiting.countDown()));
    }

    void assertGood(Process process, String output, Sample sample) throws Exception {
        assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(sha256(directory.resolve(output))).isEqualTo(sample.installer());
    }

    /// What was begun and is not complete.
    List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(LayeredBuilds::isPart).toList();
        }
    }

    static boolean isPart(Path file) {
        return file.toString().endsWith(".part");
    }

    /// The files of one kind in the cache.
    List<Path> cached(String kind) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("cache").resolve(kind));
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /// Whether a layer has arrived in part. What has arrived as a whole needs nothing more.
    boolean canResume(Sample sample) throws IOException {
        for (Descriptor layer : sample.image().layers()) {
            Path part = directory.resolve("cache/blobs").resolve(layer.digest().hex() + ".part");
            long size = Files.exists(part) ? Files.size(part) : 0;
            if (size > 0 && size < layer.size()) {
                return true;
            }
        }
        return false;
    }

    static Digest sha256(Path file) throws IOException {
        return Digest.ofHash(Image.ofFile(file).sha256().bytes());
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it did not happen within " + DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Something that comes true by itself.
    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen within " + DEADLINE);
            }
            Thread.onSpinWait();
        }
    }

    /// Ends those that run.
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }
}
