package dev.slipway.builder.userdata.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The judges are `patch`, which must make the new text of the old one, and `diff`.
@RequiresTool({"patch", "diff"})
class UnifiedDiffIT {

    @TempDir
    private Path directory;

    @Test
    void ofGivesWhatDiffGives() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            lines.add("line " + i);
        }
        String before = String.join("\n", lines) + "\n";
        lines.set(3, "changed");
        lines.remove(19);
        lines.add(30, "new");
        String after = String.join("\n", lines);
        Path old = Files.writeString(directory.resolve("old"), before);
        Path changed = Files.writeString(directory.resolve("new"), after);

        String expected = Tool.of("diff", "-u", "--label", "f", "--label", "f", old, changed)
                .tryRun()
                .output();
        assertThat(UnifiedDiff.of("f", before, after)).isEqualTo(expected);
    }

    @Test
    void patchMakesTheNewTextOfTheOld() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            String before = text(random, new ArrayList<>());
            String after = text(random, new ArrayList<>(before.lines().toList()));
            Path file = Files.writeString(directory.resolve("file"), before);
            String diff = UnifiedDiff.of("file", before, after);
            if (before.equals(after)) {
                assertThat(diff).isEmpty();
                continue;
            }
            Path patch = Files.writeString(directory.resolve("patch"), diff);
            // patch removes a file of which nothing is left.
            Tool.of("patch", "--quiet", "--posix", file, patch).run();
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as(diff)
                    .isEqualTo(after);
        }
    }

    /// The lines with some gone and some new, or new ones, with and without a break at the end.
    private static String text(Random random, List<String> lines) {
        for (int edits = random.nextInt(6); edits > 0; edits--) {
            int at = random.nextInt(lines.size() + 1);
            if (random.nextBoolean() || at == lines.size()) {
                lines.add(at, "line " + random.nextInt(9));
            } else {
                lines.remove(at);
            }
        }
        String text = String.join("\n", lines);
        return lines.isEmpty() || random.nextInt(4) == 0 ? text : text + "\n";
    }
}
