package dev.slipway.builder.siteimage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.installer.ForeignIso;
import dev.slipway.builder.siteimage.KilledSites.Which;
import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A build of site images that is killed leaves the index of the build before or its own, and either is true; what it
/// left half done is gone after the next build.
@RequiresTool({"grub-mkimage", "xorriso", "mkfs.fat", "mcopy"})
class KilledSitesIT {

    private static final long SEED = 20261121;
    /// A little longer than it takes to build both catalogues once.
    private static final double SPREAD = 1.1;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private Path base;
    private Path images;

    @BeforeEach
    void makeBase() throws IOException {
        base = ForeignIso.PARTITION_OFFSET.make(directory);
        images = directory.resolve("images");
    }

    @ParameterizedTest
    @CsvSource({"CHANGED, 20", "OUTGROWN, 10"})
    void buildWhenKilledAtAnyMomentLeavesTheOldIndexOrTheNew(Which second, int kills) throws Exception {
        System.out.println("killed builds of site images: seed " + SEED);
        Map<Which, Map<String, String>> sound =
                Map.of(Which.FIRST, digestsOfFresh(Which.FIRST), second, digestsOfFresh(second));
        KilledSites.build(directory, base, images, Which.FIRST);
        Which there = Which.FIRST;
        long nanos = nanosOfBoth(second);

        for (int kill = 0; kill < kills; kill++) {
            Which begin = there == second ? Which.FIRST : second;
            kill(second, begin, (long) (random.nextDouble() * SPREAD * nanos));

            String moment = "kill %d of seed %d".formatted(kill, SEED);
            assertThat(digests(images)).as(moment).isIn(sound.values());
            assertImagesAreWhatTheIndexSays(moment);
            if (random.nextInt(3) > 0) {
                there = random.nextBoolean() ? Which.FIRST : second;
                KilledSites.build(directory, base, images, there);
                assertThat(digests(images)).as("after " + moment).isEqualTo(sound.get(there));
                assertImagesAreWhatTheIndexSays("after " + moment);
                assertNothingIsLeftOver("after " + moment);
            } else {
                there = digests(images).equals(sound.get(second)) ? second : Which.FIRST;
            }
        }
    }

    private Map<String, String> digestsOfFresh(Which which) throws IOException {
        Path fresh = directory.resolve("fresh-" + which);
        KilledSites.build(directory, base, fresh, which);
        return digests(fresh);
    }

    private long nanosOfBoth(Which second) throws Exception {
        Process process = KilledSites.start(directory, base, directory.resolve("timed"), second, Which.FIRST);
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("begun");
        long start = System.nanoTime();
        assertThat(out.readLine()).isEqualTo(Which.FIRST.name());
        assertThat(out.readLine()).isEqualTo(second.name());
        long nanos = System.nanoTime() - start;
        process.destroyForcibly().waitFor();
        return nanos;
    }

    private void kill(Which second, Which begin, long afterNanos) throws Exception {
        Process process = KilledSites.start(directory, base, images, second, begin);
        assertThat(process.inputReader().readLine()).isEqualTo("begun");
        assertThat(process.waitFor(afterNanos, TimeUnit.NANOSECONDS))
                .as("ended by itself")
                .isFalse();
        process.destroyForcibly().waitFor();
    }

    private static Map<String, String> digests(Path images) throws IOException {
        try (SiteImages opened = SiteImages.open(images)) {
            return opened.entries().stream()
                    .collect(Collectors.toMap(SiteEntry::name, SiteEntry::sha256, (a, b) -> a, TreeMap::new));
        }
    }

    private void assertImagesAreWhatTheIndexSays(String moment) throws IOException {
        try (SiteImages opened = SiteImages.open(images)) {
            List<SiteEntry> entries = List.copyOf(opened.entries());
            for (SiteEntry site : List.of(
                    entries.getFirst(),
                    entries.get(1),
                    entries.get(random.nextInt(entries.size())),
                    entries.getLast())) {
                Image image = opened.image(site);
                assertThat(image.sha256().hex())
                        .as("%s: %s".formatted(moment, site.name()))
                        .isEqualTo(site.sha256());
            }
        }
    }

    /// There is no file that neither the index names nor its list of the sites, but the marks of what is being read.
    private void assertNothingIsLeftOver(String moment) throws IOException {
        assertThat(names(images)).as(moment).containsExactlyInAnyOrder("data", "index.json");
        Path data = images.resolve("data");
        StringBuilder index = new StringBuilder(Files.readString(images.resolve("index.json")));
        for (String name : names(data)) {
            if (name.endsWith(".jsonl") && index.indexOf(name) >= 0) {
                index.append(Files.readString(data.resolve(name)));
            }
        }
        Set<String> left = names(data);
        left.removeIf(name -> index.indexOf('"' + name.replaceAll("^\\.(.+)\\.held$", "$1") + '"') >= 0);
        assertThat(left).as(moment).containsExactly(".lock");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(HashSet::new));
        }
    }
}
