package dev.slipway.cli.reference;

/// Completion for zsh in its own terms, so that options come with their descriptions.
final class ZshCompletion {

    private final StringBuilder script = new StringBuilder();

    private ZshCompletion() {}

    static String of(CommandReference command) {
        ZshCompletion completion = new ZshCompletion();
        completion.line("#compdef slipway");
        completion.line("# Made from the definition of the command by ./slipway reference; do not edit.");
        completion.line("# Put it into a folder of $fpath, before compinit runs.");
        completion.verbs(command);
        // Loaded by compinit, the file is the body of the function; sourced, it only defines.
        completion.line("");
        completion.line("if [[ $funcstack[1] == _slipway ]]; then");
        completion.line("  _slipway \"$@\"");
        completion.line("else");
        completion.line("  compdef _slipway slipway");
        completion.line("fi");
        return completion.script.toString();
    }

    /// Functions come before those that call them.
    private void verbs(CommandReference command) {
        for (CommandReference verb : command.verbs()) {
            if (verb.verbs().isEmpty()) {
                verb(verb);
            } else {
                verbs(verb);
            }
        }
        group(command);
    }

    private void verb(CommandReference verb) {
        line("");
        line(function(verb) + "() {");
        line("  _arguments -s -S \\");
        verb.options().forEach(option -> line("    " + specification(option) + " \\"));
        if (verb.operands().isEmpty()) {
            line("    '*: :'");
        } else {
            CommandReference.Operand operand = verb.operands().getFirst();
            line("    '%s:%s:_files'".formatted(operand.isRepeatable() ? "*" : "1", quoted(operand.name())));
        }
        line("}");
    }

    private void group(CommandReference command) {
        line("");
        line(function(command) + "() {");
        line("  local state line curcontext=\"$curcontext\"");
        line("  local -a verbs=(");
        for (CommandReference verb : command.verbs()) {
            line("    '%s:%s'".formatted(verb.name(), quoted(verb.summary())));
        }
        line("  )");
        line("  _arguments -C \\");
        command.options().forEach(option -> line("    " + specification(option) + " \\"));
        line("    '1:verb:->verb' \\");
        line("    '*::argument:->argument'");
        line("  case $state in");
        line("    verb) _describe verb verbs ;;");
        line("    argument)");
        line("      case $line[1] in");
        command.verbs().forEach(verb -> line("        %s) %s ;;".formatted(verb.name(), function(verb))));
        line("      esac");
        line("      ;;");
        line("  esac");
        line("}");
    }

    /// One option as `_arguments` wants it: `'--name=[what it means]:value:what completes it'`.
    private static String specification(CommandReference.Option option) {
        String text = "[" + quoted(option.description()) + "]";
        String value = option.value().isEmpty() ? "" : ":" + quoted(option.value()) + ":" + action(option);
        String equals = option.value().isEmpty() ? "" : "=";
        if (option.names().size() == 1) {
            return "'%s%s%s%s%s'"
                    .formatted(option.isRepeatable() ? "*" : "", option.names().getFirst(), equals, text, value);
        }
        String names = String.join(" ", option.names());
        String abbreviated = option.names().getFirst();
        String spelled = option.names().getLast();
        return "'(%s)'{%s%s,%s%s}'%s%s'"
                .formatted(names, abbreviated, equals.isEmpty() ? "" : "+", spelled, equals, text, value);
    }

    private static String action(CommandReference.Option option) {
        if (!option.candidates().isEmpty()) {
            // A candidate that ends in a colon goes on with a file.
            return option.isPrefix()
                    ? "{ if compset -P \"*:\"; then _files; else compadd -S \"\" -- "
                            + String.join(" ", option.candidates()) + "; fi }"
                    : "(" + String.join(" ", option.candidates()) + ")";
        }
        return option.isFile() ? "_files" : " ";
    }

    private static String function(CommandReference verb) {
        return "_" + verb.qualifiedName().replace(' ', '_').replace('-', '_');
    }

    /// Within single quotes, with the characters escaped that `_arguments` and `_describe` take for their own.
    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private void line(String text) {
        script.append(text).append('\n');
    }
}
