package dev.slipway.builder.userdata.merge;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.yaml.Comments;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of merging two trees.
///
/// @param provenance told of all that replaces something
record TreeMerge(Provenance provenance) {

    /// Whether the later tree can empty what the earlier says.
    private enum Nulls {
        EMPTY,
        SAY_NOTHING
    }

    YamlMapping merge(YamlMapping earlier, YamlMapping later) {
        return mappings(earlier, later, "", Nulls.EMPTY);
    }

    private YamlMapping mappings(YamlMapping earlier, YamlMapping later, String path, Nulls nulls) {
        Map<String, YamlMapping.Entry> merged = new LinkedHashMap<>();
        earlier.effectiveEntries().forEach(entry -> merged.put(entry.name(), entry));
        for (YamlMapping.Entry entry : later.effectiveEntries()) {
            String here = KeyText.child(path, entry.name());
            // The steps of all files run, whatever another file says.
            Nulls below = here.equals("stages") ? Nulls.SAY_NOTHING : nulls;
            merged.merge(entry.name(), entry, (before, now) -> entries(before, now, here, below));
        }
        return new YamlMapping(List.copyOf(merged.values()), earlier.span(), MergedComments.of(earlier, later));
    }

    private YamlMapping.Entry entries(YamlMapping.Entry before, YamlMapping.Entry now, String path, Nulls nulls) {
        YamlNode value = values(before.value(), now.value(), path, nulls);
        return new YamlMapping.Entry(MergedComments.key(before, now, value), value);
    }

    private YamlNode values(YamlNode earlier, YamlNode later, String path, Nulls nulls) {
        if (isNull(later)) {
            return nulls == Nulls.SAY_NOTHING || isNull(earlier) ? earlier : emptied(earlier, later, path);
        }
        if (isNull(earlier)) {
            provenance.replaced(path, earlier);
            return later;
        }
        return switch (earlier) {
            case YamlMapping mapping when later instanceof YamlMapping over -> mappings(mapping, over, path, nulls);
            case YamlSequence sequence when later instanceof YamlSequence more -> lists(sequence, more, path);
            case YamlScalar scalar
            when later instanceof YamlScalar over && over.type() == scalar.type() -> {
                provenance.replaced(path, scalar);
                yield over;
            }
            default -> throw clash(earlier, later, path);
        };
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.isNull();
    }

    /// The empty value of the same type.
    private YamlNode emptied(YamlNode earlier, YamlNode later, String path) {
        provenance.replaced(path, earlier);
        Comments comments = later.comments();
        YamlNode empty = switch (earlier) {
            case YamlMapping ignored -> new YamlMapping(List.of(), later.span(), comments);
            case YamlSequence ignored -> new YamlSequence(List.of(), later.span(), comments);
            case YamlScalar scalar ->
                switch (scalar.type()) {
                    case STRING ->
                        new YamlScalar(
                                "", YamlScalar.Style.DOUBLE_QUOTED, YamlScalar.Type.STRING, later.span(), comments);
                    case BOOLEAN ->
                        new YamlScalar(
                                "false", YamlScalar.Style.PLAIN, YamlScalar.Type.BOOLEAN, later.span(), comments);
                    case INTEGER ->
                        new YamlScalar("0", YamlScalar.Style.PLAIN, YamlScalar.Type.INTEGER, later.span(), comments);
                    case FLOAT ->
                        new YamlScalar("0.0", YamlScalar.Style.PLAIN, YamlScalar.Type.FLOAT, later.span(), comments);
                    case NULL -> scalar;
                };
        };
        provenance.emptied(empty, later);
        return empty;
    }

    private YamlSequence lists(YamlSequence earlier, YamlSequence later, String path) {
        boolean areMappings =
                Stream.concat(earlier.items().stream(), later.items().stream()).anyMatch(YamlMapping.class::isInstance);
        boolean areScalars =
                Stream.concat(earlier.items().stream(), later.items().stream()).anyMatch(YamlScalar.class::isInstance);
        if (areMappings && areScalars) {
            throw clash(earlier, later, path);
        }
        List<YamlNode> items = new ArrayList<>(earlier.items());
        Set<YamlNode> seen = new HashSet<>();
        earlier.items().forEach(item -> seen.add(bare(item)));
        for (YamlNode item : later.items()) {
            if (!(item instanceof YamlScalar) || seen.add(bare(item))) {
                items.add(item);
            }
        }
        return new YamlSequence(items, earlier.span(), MergedComments.of(earlier, later));
    }

    /// A single value without what does not make it another: how and where it is written.
    private static YamlNode bare(YamlNode item) {
        return item instanceof YamlScalar scalar
                ? new YamlScalar(
                        scalar.text(), YamlScalar.Style.PLAIN, scalar.type(), new Span(0, 0, 1, 1), Comments.NONE)
                : item;
    }

    private ProblemException clash(YamlNode earlier, YamlNode later, String path) {
        return Problem.input(
                        "user-data.merge.type",
                        "'%s' is %s in one file and %s in another".formatted(path, kind(earlier), kind(later)))
                .at("%s and %s".formatted(provenance.placeOf(earlier), provenance.placeOf(later)))
                .because("values of different types cannot be merged; the host would drop all of the second file")
                .fix("write the same type in both")
                .exception();
    }

    private static String kind(YamlNode node) {
        return switch (node) {
            case YamlSequence list
            when list.items().stream().allMatch(YamlMapping.class::isInstance) -> "a list of mappings";
            case YamlSequence list
            when list.items().stream().allMatch(YamlScalar.class::isInstance) -> "a list of single values";
            default -> node.kind();
        };
    }
}
