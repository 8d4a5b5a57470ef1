package dev.slipway.builder.yaml;

import dev.slipway.builder.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Turns the parser's graph into a tree of bounded size: an alias may stand in many places, and a hostile text could
/// nest them until no walk over the tree ends.
final class NodeConversion {

    /// Deeper than anybody nests, and shallow enough for recursion.
    private static final int DEPTH_MAX = 100;

    /// Nodes of the tree with each alias counted as all that it stands for.
    private static final long NODES_MAX = 1_000_000;

    private final String text;
    private final String name;
    private final String prefix;
    private final Consumer<Problem> duplicates;
    private final BiFunction<String, Node, Map<Node, Comments>> placement;
    private final int[] offsets;
    private final IdentityHashMap<Node, Converted> converted = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
    private final List<YamlWarning> warnings = new ArrayList<>();
    private Map<Node, Comments> comments = Map.of();

    /// @param placement tells the comments of each node of a root
    NodeConversion(
            String text,
            String name,
            String prefix,
            Consumer<Problem> duplicates,
            BiFunction<String, Node, Map<Node, Comments>> placement) {
        this.text = text;
        this.name = name;
        this.prefix = prefix;
        this.duplicates = duplicates;
        this.placement = placement;
        offsets = offsets(text);
    }

    /// A node with the number of nodes in it.
    private record Converted(YamlNode node, long size) {}

    YamlDocument document(@Nullable Node root) {
        if (root == null || root.getEndMark().isEmpty()) {
            return new YamlDocument(
                    name, text, new YamlMapping(List.of(), new Span(0, 0, 1, 1), onlyComments()), warnings);
        }
        if (!(root instanceof MappingNode)) {
            if (root instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
                return document(null);
            }
            throw problem("no-mapping", "'%s' is no YAML mapping".formatted(name), span(root))
                    .fix("write keys at the left margin, each with a colon behind it")
                    .exception();
        }
        comments = placement.apply(text, root);
        YamlMapping mapping = (YamlMapping) convert(root, 0).node();
        return new YamlDocument(name, text, mapping, warnings);
    }

    private Comments onlyComments() {
        List<String> all = CommentScan.of(text.codePoints().toArray(), List.of()).stream()
                .map(CommentScan.Comment::text)
                .toList();
        return new Comments(List.of(), List.of(), all);
    }

    private Converted convert(Node node, int depth) {
        // Most nodes by far: nothing lies in them, so nothing has to be remembered of them.
        if (node instanceof ScalarNode scalar && depth <= DEPTH_MAX) {
            return new Converted(scalar(scalar), 1);
        }
        Converted known = converted.get(node);
        if (known != null) {
            return known;
        }
        if (depth > DEPTH_MAX) {
            throw problem("too-deep", "more than %d levels are nested".formatted(DEPTH_MAX), span(node))
                    .exception();
        }
        if (open.put(node, true) != null) {
            throw problem("recursive", "an alias stands inside of what it stands for", span(node))
                    .exception();
        }
        Converted made = switch (node) {
            case ScalarNode scalar -> new Converted(scalar(scalar), 1);
            case SequenceNode sequence -> sequence(sequence, depth);
            case MappingNode mapping -> mapping(mapping, depth);
            default -> throw new IllegalStateException("a node of " + node.getClass());
        };
        if (made.size() > NODES_MAX) {
            throw problem("too-large", "with its aliases it has more than %d nodes".formatted(NODES_MAX), span(node))
                    .exception();
        }
        open.remove(node);
        converted.put(node, made);
        return made;
    }

    private YamlScalar scalar(ScalarNode node) {
        YamlScalar.Style style = switch (node.getScalarStyle()) {
            case PLAIN, JSON_SCALAR_STYLE -> YamlScalar.Style.PLAIN;
            case SINGLE_QUOTED -> YamlScalar.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> YamlScalar.Style.DOUBLE_QUOTED;
            case LITERAL -> YamlScalar.Style.LITERAL;
            case FOLDED -> YamlScalar.Style.FOLDED;
        };
        YamlScalar scalar = new YamlScalar(node.getValue(), style, type(node.getTag()), span(node), comments(node));
        if (style == YamlScalar.Style.PLAIN) {
            Yaml11.readsAs(scalar.text()).ifPresent(readAs -> warnings.add(new YamlWarning(scalar, readAs)));
        }
        return scalar;
    }

    private static YamlScalar.Type type(Tag tag) {
        if (tag.equals(Tag.BOOL)) {
            return YamlScalar.Type.BOOLEAN;
        }
        if (tag.equals(Tag.INT)) {
            return YamlScalar.Type.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return YamlScalar.Type.FLOAT;
        }
        return tag.equals(Tag.NULL) ? YamlScalar.Type.NULL : YamlScalar.Type.STRING;
    }

    private Converted sequence(SequenceNode node, int depth) {
        List<YamlNode> items = new ArrayList<>();
        long size = 1;
        for (Node item : node.getValue()) {
            Converted one = convert(item, depth + 1);
            size += one.size();
            items.add(one.node());
        }
        return new Converted(new YamlSequence(items, span(node), comments(node)), size);
    }

    private Converted mapping(MappingNode node, int depth) {
        List<YamlMapping.Entry> entries = new ArrayList<>();
        Map<String, YamlScalar> seen = new HashMap<>();
        long size = 1;
        for (NodeTuple tuple : node.getValue()) {
            if (!(convert(tuple.getKeyNode(), depth + 1).node() instanceof YamlScalar key)) {
                throw problem("key", "a key is a mapping or a list", span(tuple.getKeyNode()))
                        .fix("write a single word as the key")
                        .exception();
            }
            YamlScalar first = seen.putIfAbsent(key.text(), key);
            if (first != null && !key.text().equals(YamlMapping.MERGE)) {
                duplicates.accept(duplicate(key, first));
                continue;
            }
            Converted value = convert(tuple.getValueNode(), depth + 1);
            size += 1 + value.size();
            entries.add(new YamlMapping.Entry(key, value.node()));
        }
        return new Converted(new YamlMapping(entries, span(node), comments(node)), size);
    }

    private Problem duplicate(YamlScalar key, YamlScalar first) {
        return problem("duplicate-key", "'%s' stands twice in one mapping".formatted(key.text()), key.span())
                .because("it stood in line %d already; readers keep one of the values and drop the other in silence"
                        .formatted(first.span().line()))
                .fix("join the two");
    }

    private Problem problem(String code, String what, Span span) {
        return Problem.input(prefix + "." + code, what).at(span.in(name));
    }

    private Span span(Node node) {
        Mark start = node.getStartMark().orElseThrow();
        Mark end = node.getEndMark().orElseThrow();
        return new Span(offset(start), offset(end), start.getLine() + 1, start.getColumn() + 1);
    }

    /// The parser counts code points, a string its UTF-16 units.
    private int offset(Mark mark) {
        return offsets.length == 0 ? mark.getIndex() : offsets[mark.getIndex()];
    }

    /// Where each code point begins; nothing where each is one unit.
    private static int[] offsets(String text) {
        int count = text.codePointCount(0, text.length());
        if (count == text.length()) {
            return new int[0];
        }
        int[] offsets = new int[count + 1];
        int unit = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = unit;
            unit += Character.charCount(text.codePointAt(unit));
        }
        offsets[count] = unit;
        return offsets;
    }

    private Comments comments(Node node) {
        return comments.getOrDefault(node, Comments.NONE);
    }
}
