package dev.slipway.cli.reference;

import java.util.stream.Collectors;

/// `docs/cli.md`: all verbs on one page.
final class MarkdownPage {

    private static final String HEAD = """
            <!-- Made from the definition of the command by ./slipway reference; do not edit. -->

            # The command

            """;

    private static final String MACHINES = """
            ## For machines

            With `--json` standard output holds JSON in UTF-8 and nothing else, one object a line.

            - `inspect` and `verify` print one object.
            - `build-installer` prints events as they happen: `{"event":"step","step":...}`,
              `{"event":"progress","doneBytes":...,"totalBytes":...}`, `{"event":"warning","text":...}`, and last either
              `{"event":"done","output":...,"sizeBytes":...,"volumeId":...,"flavour":...,"took":...}` (`took` in seconds)
              or a problem.
            - `user-data validate` prints `{"event":"finding","code":...,"severity":...,"file":...,"line":...,"column":...,
              "path":...,"message":...,"expected":...,"didYouMean":...,"fix":...,"page":...}` for each finding, and last
              `{"event":"done","files":...,"errors":...,"warnings":...}`.
            - What goes wrong is an object too, for every verb: `{"event":"problem","code":...,"kind":...,"what":...,
              "where":...,"why":...,"fix":...,"exitStatus":...}`. `code` is stable; `where`, `why` and `fix` can be `null`.

            Without `--json`, what was asked for goes to standard output; progress and problems go to standard error: a bar
            on a terminal, one plain line a step elsewhere.
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private MarkdownPage() {}

    static String of(CommandReference command) {
        MarkdownPage markdown = new MarkdownPage();
        markdown.overview(command);
        command.descendants().forEach(markdown::verb);
        markdown.exitStatuses(command);
        markdown.variables();
        markdown.page.append(MACHINES);
        return markdown.page.toString();
    }

    private void overview(CommandReference command) {
        paragraphs(command);
        verbs(command);
        options(command);
        examples(command);
    }

    private void verbs(CommandReference command) {
        page.append("| verb | what it does |\n|---|---|\n");
        for (CommandReference verb : command.verbs()) {
            row(
                    "[`%s`](#%s)".formatted(verb.name(), anchor(verb)),
                    cell(verb.paragraphs().getFirst()));
        }
        page.append('\n');
    }

    private void verb(CommandReference verb) {
        page.append("## ").append(verb.qualifiedName()).append("\n\n");
        paragraphs(verb);
        if (!verb.verbs().isEmpty()) {
            verbs(verb);
        }
        if (!verb.operands().isEmpty()) {
            page.append("| operand | meaning |\n|---|---|\n");
            verb.operands().forEach(operand -> row("`" + operand.signature() + "`", cell(operand.description())));
            page.append('\n');
        }
        options(verb);
        examples(verb);
    }

    private void paragraphs(CommandReference command) {
        command.paragraphs().forEach(text -> page.append(text).append("\n\n"));
    }

    private void options(CommandReference command) {
        page.append("| option | meaning |\n|---|---|\n");
        for (CommandReference.Option option : command.options()) {
            String names = option.names().stream()
                    .map(name -> "`" + name + (option.value().isEmpty() ? "" : option.separator(name) + option.value())
                            + "`")
                    .collect(Collectors.joining(", "));
            row(names, cell(option.description()));
        }
        page.append('\n');
    }

    private void examples(CommandReference command) {
        page.append("```sh\n");
        command.examples()
                .forEach(example -> page.append(example.replaceFirst("^  ", "")).append('\n'));
        page.append("```\n\n");
    }

    private void exitStatuses(CommandReference command) {
        page.append("## Exit status\n\n| status | meaning |\n|---|---|\n");
        command.exitStatuses().forEach((status, meaning) -> row(status, cell(meaning)));
        page.append('\n');
    }

    private void variables() {
        page.append("## Environment\n\n| variable | meaning |\n|---|---|\n");
        Variable.ALL.forEach(variable -> row("`" + variable.name() + "`", cell(variable.meaning())));
        page.append('\n');
    }

    private void row(String left, String right) {
        page.append("| ").append(left).append(" | ").append(right).append(" |\n");
    }

    private static String anchor(CommandReference verb) {
        return verb.qualifiedName().replace(' ', '-');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
