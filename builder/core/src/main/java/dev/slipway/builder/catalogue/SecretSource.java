package dev.slipway.builder.catalogue;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.List;

/// Where a secret comes from when a site is rendered.
sealed interface SecretSource {

    /// What stands for the site's name.
    String SITE = "{site}";

    /// The variable that a command finds the site's name in, where it asks for it.
    String SITE_VARIABLE = "SLIPWAY_SITE";

    /// An environment variable.
    record Variable(String name) implements SecretSource {}

    /// A file, relative to the catalogue.
    record FileContent(String path) implements SecretSource {}

    /// A program with its arguments, no shell between.
    ///
    /// @param site for which it runs; empty where it runs once for all
    record Command(List<String> words, String site) implements SecretSource {
        public Command {
            words = List.copyOf(words);
        }
    }

    /// For messages, without what it is for.
    default String title() {
        return switch (this) {
            case Variable variable -> "the environment variable " + variable.name();
            case FileContent file -> "the file " + file.path();
            case Command command -> "the command " + command.words().getFirst();
        };
    }

    /// The same for a site.
    default SecretSource forSite(String site) {
        return switch (this) {
            case Variable variable -> new Variable(variable.name().replace(SITE, site));
            case FileContent file -> new FileContent(file.path().replace(SITE, site));
            case Command command ->
                command.words().stream().anyMatch(word -> word.contains(SITE))
                        ? new Command(
                                command.words().stream()
                                        .map(word -> word.replace(SITE, site))
                                        .toList(),
                                site)
                        : command;
        };
    }

    /// Whether a value is no value but the mark of a secret: a mapping whose one key is `secret`, over a mapping.
    static boolean isMark(YamlNode node) {
        return node instanceof YamlMapping mapping
                && mapping.entries().size() == 1
                && mapping.entries().getFirst().name().equals("secret")
                && mapping.entries().getFirst().value() instanceof YamlMapping;
    }

    /// The source that a mark names.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it names none
    static SecretSource of(YamlNode mark, String file) {
        YamlMapping source =
                (YamlMapping) ((YamlMapping) mark).entries().getFirst().value();
        if (source.entries().size() == 1) {
            YamlMapping.Entry entry = source.entries().getFirst();
            if (entry.name().equals("command") && entry.value() instanceof YamlSequence words && isWords(words)) {
                return new Command(
                        words.items().stream().map(SecretSource::text).toList(), "");
            }
            if (entry.value() instanceof YamlScalar scalar
                    && !scalar.isNull()
                    && !scalar.text().isEmpty()) {
                switch (entry.name()) {
                    case "env" -> {
                        return new Variable(scalar.text());
                    }
                    case "file" -> {
                        return new FileContent(scalar.text());
                    }
                    default -> {}
                }
            }
        }
        throw Problem.input("site.secret", "a secret has one source: env, file, or command with a list of words")
                .at(mark.span().in(file))
                .fix("write it as {secret: {env: NAME}}, {secret: {file: PATH}} or"
                        + " {secret: {command: [PROGRAM, ARGUMENT]}}")
                .exception();
    }

    private static boolean isWords(YamlSequence words) {
        return !words.items().isEmpty()
                && words.items().stream().allMatch(word -> word instanceof YamlScalar scalar && !scalar.isNull())
                && !text(words.items().getFirst()).isBlank();
    }

    private static String text(YamlNode node) {
        return ((YamlScalar) node).text();
    }
}
