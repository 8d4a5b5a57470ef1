package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.evidence.EvidenceVerification;
import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build that is killed leaves nothing half written, and nothing that stays for ever.
@RequiresTool("grub-mkimage")
class KilledBuildIT {

    private static final long SEED = 20261121;
    private static final int KILLS = 50;
    /// A little longer than a build takes, so that some are killed at its very end.
    private static final double SPREAD = 1.1;

    @TempDir
    Path directory;

    private RootFileSystem base;
    private byte[] good;
    private long buildNanos;

    @BeforeEach
    void buildOnceUndisturbed() throws Exception {
        base = SmallBase.debianLive(directory.resolve("root"));
        Path calm = Files.createDirectories(directory.resolve("calm"));
        Process process = BuildProcess.of(calm, base, "out.iso").start();
        BuildProcess.awaitBegin(process);
        long start = System.nanoTime();
        assertThat(process.waitFor()).isZero();
        buildNanos = System.nanoTime() - start;
        good = Image.ofFile(calm.resolve("out.iso")).sha256().bytes();
    }

    @Test
    void buildWhenKilledAtAnyMomentLeavesNothingBroken() throws Exception {
        System.out.println("killed builds: seed " + SEED);
        Random random = new Random(SEED);
        Path place = Files.createDirectories(directory.resolve("killed"));
        for (int kill = 0; kill < KILLS; kill++) {
            boolean politely = kill % 3 == 0;
            // Begun anew now and then: with a cache that is filled there is less to interrupt.
            if (kill % 5 == 0) {
                remove(place.resolve("cache"));
            }
            Files.deleteIfExists(place.resolve("out.iso"));
            killOnce(place, (long) (random.nextDouble() * SPREAD * buildNanos), politely);

            String moment = "kill %d of seed %d".formatted(kill, SEED);
            if (Files.exists(place.resolve("out.iso"))) {
                assertThat(Image.ofFile(place.resolve("out.iso")).sha256().bytes())
                        .as(moment)
                        .isEqualTo(good);
            }
            assertThat(parts(place).size()).as(moment).isLessThanOrEqualTo(politely ? 0 : 2);
            if (kill % 10 == 9) {
                assertThat(Image.ofFile(SmallBase.build(place, base, "out.iso"))
                                .sha256()
                                .bytes())
                        .as("after " + moment)
                        .isEqualTo(good);
                assertThat(EvidenceVerification.of(place.resolve("out.iso"), Optional.empty())
                                .checks())
                        .filteredOn(check -> check.verdict() == EvidenceVerification.Verdict.PASS)
                        .as("after " + moment)
                        .hasSize(3);
            }
        }
        remove(place.resolve("cache/squashfs"));
        SmallBase.build(place, base, "out.iso");
        assertThat(parts(place)).isEmpty();
    }

    private void killOnce(Path place, long afterNanos, boolean politely) throws Exception {
        for (Path part : parts(place)) {
            // A polite end leaves no part of its own; those of a kill before it must not be taken for one.
            if (politely) {
                Files.delete(part);
            }
        }
        Process process = BuildProcess.of(place, base, "out.iso").start();
        BuildProcess.awaitBegin(process);
        process.waitFor(afterNanos, TimeUnit.NANOSECONDS);
        if (politely) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
        process.waitFor();
    }

    private static List<Path> parts(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private static void remove(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
