package dev.slipway.builder.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Decides which node each comment belongs to. Comments on lines of their own belong to the key or item below them,
/// unless they are set further in: then they end the block before. Comments behind something belong to it. Inside of
/// brackets all belong to the key or item with the brackets.
final class CommentPlacement {

    private static final int DEPTH_MAX = 100;

    /// Keys of block mappings and items of block lists, by where they begin.
    private final TreeMap<Integer, Node> anchors = new TreeMap<>();

    /// The block that each key, item and block stands in.
    private final IdentityHashMap<Node, CollectionNode<?>> blocks = new IdentityHashMap<>();

    /// Lists and mappings in brackets, by where they begin; none lies in another.
    private final TreeMap<Integer, Node> inBrackets = new TreeMap<>();

    private final List<CommentScan.Scalar> scalars = new ArrayList<>();

    /// What a comment that follows on the same line belongs to, by where it begins.
    private final TreeMap<Integer, Node> ends = new TreeMap<>();

    private final IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Gathered> gathered = new IdentityHashMap<>();

    private CommentPlacement() {}

    /// The comments of one node while they are gathered.
    private record Gathered(List<String> before, List<String> inline, List<String> after) {
        Gathered() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /// The comments of each node that has any.
    static Map<Node, Comments> of(String text, Node root) {
        return beforeAllElse(text, root).orElseGet(() -> anywhere(text, root));
    }

    /// All comments stand before the first key, as the header of most user-data does: they belong to that key.
    private static Optional<Map<Node, Comments>> beforeAllElse(String text, Node root) {
        if (!(root instanceof MappingNode mapping)
                || mapping.getFlowStyle() == FlowStyle.FLOW
                || mapping.getValue().isEmpty()
                || !(mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode key)) {
            return Optional.empty();
        }
        int end = text.offsetByCodePoints(0, start(key));
        if (text.indexOf('#', end) >= 0) {
            return Optional.empty();
        }
        List<String> before = CommentScan.of(text.substring(0, end).codePoints().toArray(), List.of()).stream()
                .map(CommentScan.Comment::text)
                .toList();
        IdentityHashMap<Node, Comments> comments = new IdentityHashMap<>();
        if (!before.isEmpty()) {
            comments.put(key, new Comments(before, List.of(), List.of()));
        }
        return Optional.of(comments);
    }

    /// The same wherever comments stand.
    static Map<Node, Comments> anywhere(String text, Node root) {
        int[] codePoints = text.codePoints().toArray();
        CommentPlacement placement = new CommentPlacement();
        placement.walk(root, 0);
        placement.scalars.sort(Comparator.comparingInt(CommentScan.Scalar::start));
        for (CommentScan.Comment comment : CommentScan.of(codePoints, placement.scalars)) {
            placement.place(comment, codePoints, root);
        }
        IdentityHashMap<Node, Comments> comments = new IdentityHashMap<>();
        placement.gathered.forEach(
                (node, lists) -> comments.put(node, new Comments(lists.before(), lists.inline(), lists.after())));
        return comments;
    }

    /// Deeper nodes are refused later; their comments do not matter.
    private void walk(Node node, int depth) {
        if (depth > DEPTH_MAX || seen.put(node, true) != null) {
            return;
        }
        switch (node) {
            case ScalarNode scalar -> {
                add(scalar);
                ends.put(start(scalar), scalar);
            }
            case CollectionNode<?> collection
            when collection.getFlowStyle() == FlowStyle.FLOW -> {
                inBrackets.put(start(collection), collection);
                ends.put(start(collection), collection);
                children(collection).forEach(child -> walkInside(child, depth + 1));
            }
            case CollectionNode<?> collection -> {
                children(collection).forEach(child -> {
                    blocks.putIfAbsent(child, collection);
                    walk(child, depth + 1);
                });
            }
            default -> {}
        }
        anchor(node);
    }

    /// Inside of brackets only the scalars matter, where a `#` is text.
    private void walkInside(Node node, int depth) {
        if (depth > DEPTH_MAX || seen.put(node, true) != null) {
            return;
        }
        switch (node) {
            case ScalarNode scalar -> add(scalar);
            case CollectionNode<?> collection -> children(collection).forEach(child -> walkInside(child, depth + 1));
            default -> {}
        }
    }

    /// The first key of a mapping in a list begins where the item begins: the item, which is met later, wins.
    private void anchor(Node node) {
        if (node instanceof MappingNode mapping && mapping.getFlowStyle() != FlowStyle.FLOW) {
            mapping.getValue().forEach(tuple -> anchors.put(start(tuple.getKeyNode()), tuple.getKeyNode()));
        } else if (node instanceof SequenceNode sequence && sequence.getFlowStyle() != FlowStyle.FLOW) {
            sequence.getValue().forEach(item -> anchors.put(start(item), item));
        }
    }

    private static List<Node> children(CollectionNode<?> collection) {
        return switch (collection) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .flatMap((NodeTuple tuple) -> List.of(tuple.getKeyNode(), tuple.getValueNode()).stream())
                        .toList();
            case SequenceNode sequence -> sequence.getValue();
            default -> List.of();
        };
    }

    @SuppressWarnings("ReferenceEquality") // Nodes of the parser are what they are, not what they hold.
    private void place(CommentScan.Comment comment, int[] text, Node root) {
        Map.Entry<Integer, Node> brackets = inBrackets.lowerEntry(comment.offset());
        Map.Entry<Integer, Node> next = anchors.higherEntry(comment.offset());
        if (brackets != null && comment.offset() < end(brackets.getValue())) {
            Map.Entry<Integer, Node> owner = anchors.floorEntry(brackets.getKey());
            gather(owner == null ? root : owner.getValue()).before().add(comment.text());
        } else if (!comment.ownLine()) {
            Optional<Node> owner = sameLine(comment, text);
            if (owner.isPresent()) {
                gather(owner.get()).inline().add(comment.text());
            } else {
                gather(next == null ? root : next.getValue()).before().add(comment.text());
            }
        } else if (next == null) {
            gather(endedBlock(comment, root)).after().add(comment.text());
        } else {
            CollectionNode<?> following = blocks.get(next.getValue());
            Node ended = endedBlock(comment, root);
            boolean furtherIn = column(following) < comment.column();
            if (furtherIn && ended != following) {
                gather(ended).after().add(comment.text());
            } else {
                gather(next.getValue()).before().add(comment.text());
            }
        }
    }

    /// What began last before the comment and reaches to its line.
    private Optional<Node> sameLine(CommentScan.Comment comment, int[] text) {
        Map.Entry<Integer, Node> last = ends.lowerEntry(comment.offset());
        if (last == null) {
            return Optional.empty();
        }
        int from = isBlock(last.getValue()) ? last.getKey() : Math.max(last.getKey(), end(last.getValue()));
        for (int at = from; at < comment.offset(); at++) {
            if (text[at] == '\n' || text[at] == '\r') {
                return Optional.empty();
            }
        }
        return Optional.of(last.getValue());
    }

    private static boolean isBlock(Node node) {
        return node instanceof ScalarNode scalar
                && switch (scalar.getScalarStyle()) {
                    case LITERAL, FOLDED -> true;
                    default -> false;
                };
    }

    /// Of the blocks that the last key or item stands in, the innermost that is not further in than the comment.
    private Node endedBlock(CommentScan.Comment comment, Node root) {
        Map.Entry<Integer, Node> last = anchors.lowerEntry(comment.offset());
        Optional<CollectionNode<?>> block =
                Optional.ofNullable(last).map(Map.Entry::getValue).flatMap(this::ownBlock);
        while (block.isPresent() && column(block.get()) > comment.column()) {
            block = Optional.ofNullable(blocks.get(block.get()));
        }
        return block.isPresent() ? block.get() : root;
    }

    /// A mapping that is an item of a list is a block itself; else the block that the key or item stands in.
    private Optional<CollectionNode<?>> ownBlock(Node anchor) {
        return anchor instanceof CollectionNode<?> block && block.getFlowStyle() != FlowStyle.FLOW
                ? Optional.of(block)
                : Optional.ofNullable(blocks.get(anchor));
    }

    private static int column(@Nullable CollectionNode<?> block) {
        return block == null ? 0 : block.getStartMark().orElseThrow().getColumn();
    }

    private void add(ScalarNode scalar) {
        scalars.add(CommentScan.Scalar.of(
                scalar.getStartMark().orElseThrow(), scalar.getEndMark().orElseThrow(), scalar.getScalarStyle()));
    }

    private Gathered gather(Node node) {
        return gathered.computeIfAbsent(node, ignored -> new Gathered());
    }

    private static int start(Node node) {
        return node.getStartMark().orElseThrow().getIndex();
    }

    private static int end(Node node) {
        return node.getEndMark().orElseThrow().getIndex();
    }
}
