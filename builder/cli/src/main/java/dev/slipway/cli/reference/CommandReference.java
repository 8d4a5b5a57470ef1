package dev.slipway.cli.reference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A command as text speaks of it, taken from its definition once for all forms of text.
///
/// @param qualifiedName such as `slipway inspect`
/// @param name such as `inspect`
/// @param paragraphs the description; the first sentence stands for the whole in lists
/// @param options in the order of the definition
/// @param operands the names and descriptions of what follows the options
/// @param examples lines to type
/// @param exitStatuses by number
/// @param verbs the commands below this one
record CommandReference(
        String qualifiedName,
        String name,
        List<String> paragraphs,
        List<Option> options,
        List<Operand> operands,
        List<String> examples,
        Map<String, String> exitStatuses,
        List<CommandReference> verbs) {

    /// An option.
    ///
    /// @param names such as `-o` and `--output`
    /// @param value the name of its value, empty where it takes none
    /// @param candidates what the value can be, where that is known
    record Option(
            List<String> names,
            String value,
            String description,
            List<String> candidates,
            boolean isRepeatable,
            boolean isFile) {

        /// Whether what is offered is only how a value begins, such as `iso:`.
        boolean isPrefix() {
            return !candidates.isEmpty() && candidates.stream().allMatch(candidate -> candidate.endsWith(":"));
        }

        /// What stands between a name and its value: `-o FILE`, `--output=FILE`.
        String separator(String ofName) {
            return ofName.startsWith("--") ? "=" : " ";
        }
    }

    /// What is given without a name.
    ///
    /// @param isRepeatable whether there can be several
    record Operand(String name, String description, boolean isRepeatable) {

        /// The name with dots where there can be several.
        String signature() {
            return isRepeatable ? name + "..." : name;
        }
    }

    static CommandReference of(CommandSpec spec) {
        return new CommandReference(
                spec.qualifiedName(),
                spec.name(),
                Arrays.stream(spec.usageMessage().description())
                        .filter(line -> !line.isEmpty())
                        .toList(),
                spec.options().stream().map(CommandReference::option).toList(),
                spec.positionalParameters().stream()
                        .map(parameter ->
                                new Operand(parameter.paramLabel(), description(parameter), parameter.isMultiValue()))
                        .toList(),
                Arrays.stream(spec.usageMessage().footer())
                        .map(String::stripTrailing)
                        .toList(),
                spec.root().usageMessage().exitCodeList(),
                verbs(spec));
    }

    /// The commands below this one and below those, each before its own.
    Stream<CommandReference> descendants() {
        return verbs.stream().flatMap(verb -> Stream.concat(Stream.of(verb), verb.descendants()));
    }

    /// The words behind `slipway`, with something between them.
    String words(String between) {
        return qualifiedName.substring(qualifiedName.indexOf(' ') + 1).replace(" ", between);
    }

    /// The first paragraph up to its first sentence's end, without the full stop.
    String summary() {
        String first = paragraphs.getFirst();
        int end = first.indexOf(". ");
        return end >= 0 ? first.substring(0, end) : first.substring(0, first.length() - 1);
    }

    private static List<CommandReference> verbs(CommandSpec spec) {
        List<CommandReference> verbs = new ArrayList<>();
        for (CommandLine verb : spec.subcommands().values()) {
            verbs.add(of(verb.getCommandSpec()));
        }
        return verbs;
    }

    private static Option option(OptionSpec option) {
        boolean takesValue = option.arity().max() > 0;
        return new Option(
                List.of(option.names()),
                takesValue ? option.paramLabel() : "",
                description(option),
                candidates(option),
                option.isMultiValue(),
                Arrays.asList(option.auxiliaryTypes()).contains(Path.class) && !option.isMultiValue());
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description())
                .replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates(argument)));
    }

    private static List<String> candidates(ArgSpec argument) {
        @Nullable Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false).toList();
    }
}
