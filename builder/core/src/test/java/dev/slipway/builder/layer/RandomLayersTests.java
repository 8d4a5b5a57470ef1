package dev.slipway.builder.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The comparison with umoci proves only what its layers hold.
class RandomLayersTests {

    @Test
    void ofOverSeedsMeetsEveryKind() throws Exception {
        List<String> lines = new ArrayList<>();
        for (long seed = 1; seed <= 10; seed++) {
            lines.addAll(Listing.of(LayeredTree.of(RandomLayers.of(seed, 3, 60))));
        }
        for (String kind :
                List.of("=>", "->", "*CHARACTER_DEVICE", "*BLOCK_DEVICE", "*FIFO", ":content", "/", "\u00ff")) {
            assertThat(lines).as(kind).anyMatch(line -> line.contains(kind));
        }
    }

    @Test
    void ofWhenSeedIsTheSameGivesTheSameLayers() throws Exception {
        assertThat(RandomLayers.of(7, 2, 30))
                .extracting(Layer::digest)
                .isEqualTo(RandomLayers.of(7, 2, 30).stream().map(Layer::digest).toList());
    }
}
