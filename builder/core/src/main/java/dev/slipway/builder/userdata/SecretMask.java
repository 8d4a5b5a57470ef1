package dev.slipway.builder.userdata;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Hides the secrets of a user-data while its layout, comments and other values stay as they are. Errs on the side of
/// hiding: all that stands under a key that sounds secret, or at a place that [SecretPlaces] names, is hidden, and what
/// cannot be parsed is not shown at all.
final class SecretMask {

    private static final int DEPTH_MAX = 200;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(UserData.SIZE_BYTES_MAX).build();

    private SecretMask() {}

    static String mask(String text) {
        List<Span> secrets = new ArrayList<>();
        Walk walk = new Walk(SecretPlaces.in(text), secrets);
        try {
            new Compose(SETTINGS)
                    .composeString(text)
                    .ifPresent(root -> walk.collect(root, walk.named().contains(""), "", 0));
        } catch (YamlEngineException e) {
            return "(not shown: it cannot be parsed, so its secrets cannot be told from the rest)\n";
        }
        String masked = replace(text, secrets);
        return SecretKeys.withoutTellingValues(masked);
    }

    /// @param named the places that a comment names
    /// @param secrets what was found so far
    private record Walk(Set<String> named, List<Span> secrets) {

        void collect(Node node, boolean secret, String pointer, int depth) {
            if (depth > DEPTH_MAX) {
                return;
            }
            switch (node) {
                case ScalarNode scalar when secret && !scalar.getValue().isEmpty() -> Span.of(scalar, secrets);
                case MappingNode mapping -> {
                    for (NodeTuple tuple : mapping.getValue()) {
                        String below = SecretPlaces.child(pointer, keyOf(tuple.getKeyNode()));
                        boolean hidden = secret || isSecret(tuple.getKeyNode()) || named.contains(below);
                        collect(tuple.getValueNode(), hidden, below, depth + 1);
                    }
                }
                case SequenceNode sequence -> {
                    for (int i = 0; i < sequence.getValue().size(); i++) {
                        String below = SecretPlaces.item(pointer, i);
                        collect(sequence.getValue().get(i), secret || named.contains(below), below, depth + 1);
                    }
                }
                default -> {}
            }
        }

        private static String keyOf(Node key) {
            return key instanceof ScalarNode scalar ? scalar.getValue() : "";
        }
    }

    private static boolean isSecret(Node key) {
        return key instanceof ScalarNode scalar && SecretKeys.isSecret(scalar.getValue());
    }

    private static String replace(String text, List<Span> secrets) {
        secrets.sort(Comparator.comparingInt(Span::start));
        int[] offsets = text.codePoints().toArray();
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        for (Span span : secrets) {
            if (span.start() >= at) {
                masked.append(new String(offsets, at, span.start() - at)).append(SecretKeys.STARS);
                // A block scalar reaches to the beginning of the next line.
                if (offsets[span.end() - 1] == '\n') {
                    masked.append('\n');
                }
                at = span.end();
            }
        }
        return masked.append(new String(offsets, at, offsets.length - at)).toString();
    }

    /// Where a secret stands, in code points from the start.
    private record Span(int start, int end) {
        static void of(ScalarNode node, List<Span> spans) {
            Mark start = node.getStartMark().orElseThrow();
            Mark end = node.getEndMark().orElseThrow();
            if (end.getIndex() > start.getIndex()) {
                spans.add(new Span(start.getIndex(), end.getIndex()));
            }
        }
    }
}
