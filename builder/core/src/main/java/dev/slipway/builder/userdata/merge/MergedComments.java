package dev.slipway.builder.userdata.merge;

import dev.slipway.builder.yaml.Comments;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Keeps what people wrote beside both of two things that become one. What stands in both is kept once.
final class MergedComments {

    private MergedComments() {}

    /// The comments of two mappings or lists.
    static Comments of(YamlNode earlier, YamlNode later) {
        Comments first = earlier.comments();
        Comments second = later.comments();
        return new Comments(
                united(first.before(), second.before()),
                united(first.inline(), second.inline()),
                united(first.after(), second.after()));
    }

    /// The key of a merged entry. What stood behind a value that is gone goes above the key.
    // Two files may hold the same at the same place; asked is which of both it is.
    @SuppressWarnings("ReferenceEquality")
    static YamlScalar key(YamlMapping.Entry before, YamlMapping.Entry now, YamlNode value) {
        List<String> above = new ArrayList<>(before.key().comments().before());
        List<String> beside = new ArrayList<>(before.key().comments().inline());
        if (value == before.value()) {
            above.addAll(all(now.value()));
        } else if (value == now.value() || isEmpty(value)) {
            above.addAll(beside);
            above.addAll(all(before.value()));
            beside.clear();
        }
        Comments comments = new Comments(
                united(above, now.key().comments().before()),
                united(beside, now.key().comments().inline()),
                List.of());
        return before.key().with(comments);
    }

    private static boolean isEmpty(YamlNode value) {
        return switch (value) {
            case YamlMapping mapping -> mapping.entries().isEmpty();
            case YamlSequence sequence -> sequence.items().isEmpty();
            case YamlScalar ignored -> true;
        };
    }

    private static List<String> all(YamlNode node) {
        return node.comments().all();
    }

    private static List<String> united(List<String> first, List<String> second) {
        LinkedHashSet<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
