package dev.slipway.image.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeListing.Aspect;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomTreesTests {

    private static List<String> listing(long seed, Names names) {
        Directory tree = RandomTrees.seeded(seed)
                .names(names)
                .with(Trait.values())
                .nodes(300)
                .create();
        return TreeListing.of(tree, Aspect.values());
    }

    @ParameterizedTest
    @EnumSource
    void createWhenSeedIsTheSameGivesTheSameTree(Names names) {
        assertThat(listing(1, names)).hasSizeGreaterThan(100).isEqualTo(listing(1, names));
        assertThat(listing(2, names)).isNotEqualTo(listing(1, names));
    }
}
