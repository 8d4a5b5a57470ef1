package dev.slipway.builder.userdata.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.HostileTrees;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UserDataMergePropertyTests {

    private static final int ROUNDS = 500;

    private final Random random = new Random(5);
    private final MeetingTrees trees = new MeetingTrees(random);

    @Test
    void mergeWithNothingChangesNothing() {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Object> tree = HostileTrees.random(random);
            UserData file = file(tree);
            assertThat(merge(file, file(Map.of()))).contains(tree);
            assertThat(merge(file(Map.of()), file)).contains(tree);
            assertThat(merge(file)).contains(tree);
        }
    }

    /// Values of different types clash whichever are merged first.
    @Test
    void mergeIsAssociative() {
        int clashes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            UserData a = file(trees.mapping());
            UserData b = file(trees.mapping());
            UserData c = file(trees.mapping());
            Optional<Object> all = merge(a, b, c);
            assertThat(merge(a, b).flatMap(left -> merge(file(left), c))).isEqualTo(all);
            assertThat(merge(b, c).flatMap(right -> merge(a, file(right)))).isEqualTo(all);
            clashes += all.isEmpty() ? 1 : 0;
        }
        assertThat(clashes).as("both kinds occur").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void mergeOfAFileWithItselfDoublesListsOfMappingsOnly() {
        for (int round = 0; round < ROUNDS; round++) {
            UserData file = file(Map.of("a", List.of("x", "y"), "b", Map.of("c", HostileTrees.text(random))));
            assertThat(merge(file, file)).isEqualTo(merge(file));
        }
    }

    /// What was merged; nothing where types clash.
    private static Optional<Object> merge(UserData... files) {
        try {
            return Optional.of(HostileTrees.plain(
                    UserDataMerge.of(List.of(files)).userData().document().root()));
        } catch (ProblemException clash) {
            assertThat(clash.problem().code()).isEqualTo("user-data.merge.type");
            return Optional.empty();
        }
    }

    private static UserData file(Object tree) {
        String text = "#cloud-config\n" + YamlWriter.write((YamlMapping) HostileTrees.node(tree));
        return UserData.of(text.getBytes(StandardCharsets.UTF_8), "test");
    }
}
