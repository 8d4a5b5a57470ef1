package dev.slipway.builder.userdata;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Finds a key that stands twice in one mapping: most readers keep one of the values and drop the other in silence.
final class DuplicateKeys {

    /// Deeper than anybody nests, and shallow enough for recursion; aliases could nest a mapping in itself.
    private static final int DEPTH_MAX = 200;

    private DuplicateKeys() {}

    static Optional<ScalarNode> firstIn(Node root) {
        return find(root, 0);
    }

    private static Optional<ScalarNode> find(Node node, int depth) {
        if (depth > DEPTH_MAX) {
            return Optional.empty();
        }
        return switch (node) {
            case MappingNode mapping -> inMapping(mapping, depth);
            case SequenceNode sequence ->
                sequence.getValue().stream()
                        .flatMap(item -> find(item, depth + 1).stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<ScalarNode> inMapping(MappingNode mapping, int depth) {
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !keys.add(key.getTag() + key.getValue())) {
                return Optional.of(key);
            }
            Optional<ScalarNode> below = find(tuple.getValueNode(), depth + 1);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }
}
