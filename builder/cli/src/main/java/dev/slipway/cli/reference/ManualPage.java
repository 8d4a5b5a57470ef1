package dev.slipway.cli.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A manual page of section 1 in the man(7) language.
final class ManualPage {

    /// A page must bear a date, and the same sources must give the same page: that of the build's own time stamp.
    private static final String DATE = "2026-01-01";

    /// Short enough for mandoc to be content once hyphens are escaped.
    private static final int SOURCE_COLUMNS_MAX = 70;

    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    static String of(CommandReference command) {
        ManualPage manual = new ManualPage();
        manual.head(command);
        manual.synopsis(command);
        manual.section("DESCRIPTION");
        manual.paragraphs(command.paragraphs());
        manual.arguments(command);
        manual.verbs(command);
        manual.section("EXIT STATUS");
        command.exitStatuses().forEach((status, meaning) -> manual.item(bold(status), sentence(meaning)));
        manual.section("ENVIRONMENT");
        Variable.ALL.forEach(variable -> manual.item(bold(variable.name()), variable.meaning()));
        manual.examples(command.examples());
        manual.seeAlso(command);
        return manual.page.toString();
    }

    private void head(CommandReference command) {
        String name = command.qualifiedName().replace(' ', '-');
        line(".\\\" Made from the definition of the command by ./slipway reference; do not edit.");
        line(".TH \"%s\" 1 %s slipway \"Slipway manual\"".formatted(name.toUpperCase(Locale.ROOT), DATE));
        section("NAME");
        line(escaped(name) + " \\-");
        wrapped(decapitalized(command.summary()));
    }

    private void synopsis(CommandReference command) {
        section("SYNOPSIS");
        line(bold(command.qualifiedName()));
        for (CommandReference.Option option : command.options()) {
            line("[" + signature(option, option.names().getLast()) + "]" + (option.isRepeatable() ? "..." : ""));
        }
        command.operands().forEach(operand -> line(italic(operand.name()) + (operand.isRepeatable() ? "..." : "")));
        if (!command.verbs().isEmpty()) {
            line(italic("VERB") + " ...");
        }
    }

    private void arguments(CommandReference command) {
        section("OPTIONS");
        command.operands().forEach(operand -> item(italic(operand.name()), operand.description()));
        for (CommandReference.Option option : command.options()) {
            String names =
                    option.names().stream().map(name -> signature(option, name)).collect(Collectors.joining(", "));
            item(names, option.description());
        }
    }

    private void verbs(CommandReference command) {
        if (!command.verbs().isEmpty()) {
            section("VERBS");
            command.verbs()
                    .forEach(verb -> item(bold(verb.name()), verb.paragraphs().getFirst()));
        }
    }

    private void examples(List<String> examples) {
        section("EXAMPLES");
        line(".nf");
        examples.forEach(example -> line(escaped(example)));
        line(".fi");
    }

    private void seeAlso(CommandReference command) {
        section("SEE ALSO");
        List<String> names = new ArrayList<>();
        int above = command.qualifiedName().lastIndexOf(' ');
        if (above >= 0) {
            names.add(command.qualifiedName().substring(0, above));
        }
        command.verbs().forEach(verb -> names.add(verb.qualifiedName()));
        for (int i = 0; i < names.size(); i++) {
            String name = escaped(names.get(i).replace(' ', '-'));
            line(".BR %s (1)%s".formatted(name, i < names.size() - 1 ? "," : ""));
        }
    }

    private void paragraphs(List<String> paragraphs) {
        for (int i = 0; i < paragraphs.size(); i++) {
            if (i > 0) {
                line(".PP");
            }
            sentences(paragraphs.get(i));
        }
    }

    private void item(String term, String text) {
        line(".TP");
        line(term);
        sentences(text);
    }

    /// Each sentence begins a line of the source, so that the formatter knows where sentences end.
    private void sentences(String text) {
        for (String sentence : text.split("(?<=\\.) (?=[A-Z])", -1)) {
            wrapped(sentence);
        }
    }

    private void wrapped(String sentence) {
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= SOURCE_COLUMNS_MAX) {
                line(escaped(line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(escaped(line.toString()));
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String signature(CommandReference.Option option, String name) {
        return option.value().isEmpty() ? bold(name) : bold(name) + option.separator(name) + italic(option.value());
    }

    private static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    private static String italic(String text) {
        return "\\fI" + escaped(text) + "\\fR";
    }

    /// A hyphen that is typed is a minus sign to roff; a line must not begin with what roff takes for a request.
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static String decapitalized(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
