package dev.slipway.builder.yaml;

import java.util.ArrayList;
import java.util.List;

/// The comments that belong to a node, without their `#`. Those of a mapping's entry belong to its key, and what stands
/// behind its value to the value.
///
/// @param before on lines of their own above it
/// @param inline behind it on the same line
/// @param after on lines of their own behind its last entry, as far in as that
public record Comments(List<String> before, List<String> inline, List<String> after) {

    /// No comments.
    public static final Comments NONE = new Comments(List.of(), List.of(), List.of());

    public Comments {
        before = List.copyOf(before);
        inline = List.copyOf(inline);
        after = List.copyOf(after);
    }

    /// All of them in their order.
    public List<String> all() {
        List<String> all = new ArrayList<>(before);
        all.addAll(inline);
        all.addAll(after);
        return List.copyOf(all);
    }
}
