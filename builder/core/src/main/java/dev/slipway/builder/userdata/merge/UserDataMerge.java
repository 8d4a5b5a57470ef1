package dev.slipway.builder.userdata.merge;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.Comments;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlNodes;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import dev.slipway.builder.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Merges user-data as the collector of Kairos merges the files of a host, the later over the earlier:
///
/// - mappings are merged key by key;
/// - of two single values of one type the later holds;
/// - lists of mappings are joined, lists of single values united, in the order of their first appearance;
/// - `null` empties what is there: text, number, list and mapping become the empty one, a flag false; where nothing is
///   there it stays `null`;
/// - below `stages` it empties nothing: the steps of all files run;
/// - values of different types cannot be merged.
///
/// Comments of all files survive. What YAML can say in several ways is written in one: no anchors, no aliases, no `<<`.
public final class UserDataMerge {

    private static final String HEADER = "cloud-config";

    private UserDataMerge() {}

    /// Merges user-data files, the installer's first.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where values of different types meet, naming both
    ///     places, or where a value has an explicit tag, which would be lost
    public static MergedUserData of(List<UserData> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to merge");
        }
        Provenance provenance = new Provenance();
        TreeMerge merge = new TreeMerge(provenance);
        YamlMapping merged = YamlNodes.mapping(List.of());
        for (UserData file : files) {
            YamlDocument document = file.document();
            checkTags(document.root(), document);
            provenance.add(document);
            merged = merge.merge(merged, withoutHeader(document.root()));
        }
        String text = "#" + HEADER + "\n" + YamlWriter.write(merged);
        UserData userData = UserData.of(text.getBytes(StandardCharsets.UTF_8), names(files));
        return new MergedUserData(userData, provenance.origins(merged), StepClashes.of(files));
    }

    private static String names(List<UserData> files) {
        return String.join(
                " + ", files.stream().map(file -> file.document().name()).toList());
    }

    /// A tag says how to read a value; nothing that we write says it again.
    private static void checkTags(YamlNode node, YamlDocument document) {
        int start = node.span().start();
        if (start < document.text().length() && document.text().charAt(start) == '!') {
            throw Problem.input("user-data.merge.tag", "a value has an explicit tag, which a merged file cannot keep")
                    .at(node.span().in(document.name()))
                    .fix("write the value without the tag, in quotes if it is text")
                    .exception();
        }
        children(node).forEach(child -> checkTags(child, document));
    }

    private static Stream<YamlNode> children(YamlNode node) {
        return switch (node) {
            case YamlMapping mapping ->
                mapping.entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
            case YamlSequence sequence -> sequence.items().stream();
            case YamlScalar ignored -> Stream.empty();
        };
    }

    /// The first comment is the header, which is written once.
    private static YamlMapping withoutHeader(YamlMapping root) {
        if (root.entries().isEmpty()) {
            return new YamlMapping(root.entries(), root.span(), withoutHeader(root.comments()));
        }
        YamlMapping.Entry first = root.entries().getFirst();
        List<YamlMapping.Entry> entries = Stream.concat(
                        Stream.of(new YamlMapping.Entry(
                                first.key().with(withoutHeader(first.key().comments())), first.value())),
                        root.entries().stream().skip(1))
                .toList();
        return new YamlMapping(entries, root.span(), withoutHeader(root.comments()));
    }

    private static Comments withoutHeader(Comments comments) {
        return new Comments(withoutHeader(comments.before()), comments.inline(), withoutHeader(comments.after()));
    }

    private static List<String> withoutHeader(List<String> comments) {
        return !comments.isEmpty() && comments.getFirst().strip().equals(HEADER)
                ? comments.subList(1, comments.size())
                : comments;
    }
}
