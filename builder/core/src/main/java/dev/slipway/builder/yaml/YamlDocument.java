package dev.slipway.builder.yaml;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// One YAML document (YAML 1.2.2) whose root is a mapping, with the text that it was read from.
///
/// @param name what messages call it, usually a path
/// @param text as it was written
/// @param root the mapping; empty for a text of comments only
/// @param warnings what readers may take otherwise than it looks
public record YamlDocument(String name, String text, YamlMapping root, List<YamlWarning> warnings) {

    /// More than anybody writes by hand; what they stand for is bounded by [NodeConversion].
    private static final int ALIASES_MAX = 1_000;

    /// Knows what plain scalars are, and changes no more.
    private static final CoreSchema SCHEMA = new CoreSchema();

    public YamlDocument {
        warnings = List.copyOf(warnings);
    }

    /// Reads a document.
    ///
    /// @param name what messages call it
    /// @throws ProblemException with codes that begin with `prefix` and with line and column: where it is no YAML,
    ///     no mapping, nested or aliased beyond reason, or holds a key twice
    public static YamlDocument parse(String text, String name, String prefix) {
        return parse(text, name, prefix, duplicate -> {
            throw duplicate.exception();
        });
    }

    /// Reads a document and goes on behind a key that stands twice: the first counts.
    ///
    /// @param duplicates told of each such key
    /// @throws ProblemException as above for all else
    public static YamlDocument parse(String text, String name, String prefix, Consumer<Problem> duplicates) {
        return parse(text, name, prefix, duplicates, CommentPlacement::of);
    }

    /// The same without the comments beside nodes, which cost more than all the rest in texts of a megabyte.
    public static YamlDocument parseWithoutComments(
            String text, String name, String prefix, Consumer<Problem> duplicates) {
        return parse(text, name, prefix, duplicates, (all, root) -> Map.of());
    }

    private static YamlDocument parse(
            String text,
            String name,
            String prefix,
            Consumer<Problem> duplicates,
            BiFunction<String, Node, Map<Node, Comments>> comments) {
        try {
            Optional<Node> root = new Compose(settings(name)).composeString(text);
            return new NodeConversion(text, name, prefix, duplicates, comments).document(root.orElse(null));
        } catch (MarkedYamlEngineException e) {
            throw malformed(name, prefix, place(name, e.getProblemMark().orElse(null)), e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw malformed(name, prefix, name, String.valueOf(e.getMessage()), e);
        } catch (StackOverflowError e) {
            throw malformed(name, prefix, name, "it is nested too deep", e);
        }
    }

    /// The node at a path of keys, where each leads through a mapping.
    public Optional<YamlNode> find(String... keys) {
        Optional<YamlNode> node = Optional.of(root);
        for (String key : keys) {
            node = node.flatMap(parent -> parent instanceof YamlMapping mapping ? mapping.find(key) : Optional.empty());
        }
        return node;
    }

    /// All comments in the order of the text, also those that belong to no node.
    public List<YamlComment> comments() {
        List<CommentScan.Scalar> scalars = new ArrayList<>();
        for (Event event : new Parse(settings(name)).parseString(text)) {
            if (event instanceof ScalarEvent scalar) {
                scalars.add(CommentScan.Scalar.of(
                        scalar.getStartMark().orElseThrow(),
                        scalar.getEndMark().orElseThrow(),
                        scalar.getScalarStyle()));
            }
        }
        return CommentScan.of(text.codePoints().toArray(), scalars).stream()
                .map(comment ->
                        new YamlComment(comment.text(), comment.line(), comment.column() + 1, !comment.ownLine()))
                .toList();
    }

    private static ProblemException malformed(
            String name, String prefix, String place, @Nullable String why, Throwable cause) {
        return Problem.input(prefix + ".yaml", "'%s' is not valid YAML".formatted(name))
                .at(place)
                .because(String.valueOf(why).strip())
                .exception(cause);
    }

    private static LoadSettings settings(String name) {
        return LoadSettings.builder()
                .setLabel(name)
                // See CommentScan: with comments the parser fails on some sound texts.
                .setParseComments(false)
                .setAllowDuplicateKeys(true)
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(ALIASES_MAX)
                .setSchema(SCHEMA)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
    }

    private static String place(String name, @Nullable Mark mark) {
        return mark == null ? name : "%s:%d:%d".formatted(name, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
