package dev.slipway.builder.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.tree.Directory;
import dev.slipway.testkit.RequiresTool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What we make of layers against what umoci unpacks of the same, as root: names, kinds, contents, modes, owners,
/// times, extended attributes, hard links, devices.
@RequiresTool("umoci")
class LayeredTreeIT {

    /// Later than any time in a layer: a directory that has a newer one got it from the unpacking.
    private final Instant start = Instant.now().minus(Duration.ofHours(1));

    @TempDir
    private Path work;

    @BeforeEach
    void requireRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners and devices take root");
    }

    @ParameterizedTest
    @MethodSource("dev.slipway.builder.layer.LayerCase#all")
    void ofWhenRuleAppliesGivesWhatUmociUnpacks(LayerCase rule) throws Exception {
        assertEqual(rule.layers());
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("slipway.test.layer.seeds", 25));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ofWhenLayersAreRandomGivesWhatUmociUnpacks(long seed) throws Exception {
        assertEqual(RandomLayers.of(seed, 4, 60));
    }

    private void assertEqual(List<Layer> layers) throws Exception {
        Directory theirs = Umoci.unpack(layers, work);
        List<String> expected = Listing.full(theirs, start);
        // Directories without an entry have the time of the unpacking there, and 1970 here.
        List<String> ours = Listing.full(LayeredTree.of(layers), start);
        assertThat(untold(ours, expected)).containsExactlyElementsOf(expected);
    }

    private static List<String> untold(List<String> ours, List<String> expected) {
        return IntStream.range(0, ours.size())
                .mapToObj(i -> {
                    boolean unknown = i < expected.size() && expected.get(i).contains(" @? ");
                    return unknown ? ours.get(i).replaceFirst(" @\\d+ ", " @? ") : ours.get(i);
                })
                .toList();
    }
}
