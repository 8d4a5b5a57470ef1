package dev.slipway.builder.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;

class CommentPlacementTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#cloud-config\na: 1\nb: [1, 2]\n",
                "#cloud-config\n# two\n\n  # further in\na: {b: c}\n",
                "--- # behind the mark\na: 1\n",
                "# \ud83d\udea2 before\n\ud83d\udea2: 1\n",
                "# before\n? # behind\n  a\n: 1\n",
                "# before\n&anchor a: *anchor\n",
                "# before\n!!str a: 1\n",
                "# before\r\na: 1\r\n",
                "# before\n{a: 1}\n",
                "# before\n- 1\n",
                "a: 1\n",
                "#cloud-config\na: b#c\n",
                "#cloud-config\na: 1 # behind\n",
                "#cloud-config\na:\n  b: 1\n  # of b's block\n",
                "#cloud-config\na: |\n  # text\n",
            })
    void shortWayPlacesCommentsAsTheLongOneDoes(String text) {
        Node root =
                new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();

        // Maps that tell nodes by identity compare values so, too.
        assertThat(new HashMap<>(CommentPlacement.of(text, root)))
                .isEqualTo(new HashMap<>(CommentPlacement.anywhere(text, root)));
    }
}
