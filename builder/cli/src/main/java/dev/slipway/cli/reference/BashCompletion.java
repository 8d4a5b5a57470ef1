package dev.slipway.cli.reference;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Completion for bash, from version 3.2 on. Of its own making, because picocli's completes neither the files of
/// optional values nor `--name=value`, and confuses options whose values bear one name.
final class BashCompletion {

    private static final String HEAD = """
            # Made from the definition of the command by ./slipway reference; do not edit.
            # Source it, or put it as slipway into a folder of bash-completion.

            _slipway_files() {
              local IFS=$'\\n'
              compopt -o filenames 2>/dev/null
              # shellcheck disable=SC2207 # mapfile is not in the bash of macOS
              COMPREPLY=($(compgen -f -- "$1"))
            }

            _slipway_words() {
              # shellcheck disable=SC2207
              COMPREPLY=($(compgen -W "$1" -- "$2"))
            }

            _slipway() {
              local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb='' i
              for ((i = 1; i < COMP_CWORD; i++)); do
                if [[ ${COMP_WORDS[i]} != -* ]]; then
                  verb=${verb:+$verb/}${COMP_WORDS[i]}
                  # A verb of verbs has one more word.
                  case $verb in
                    GROUPS) ;;
                    *) break ;;
                  esac
                fi
              done
              # To bash, = and : are words of their own.
              if [[ $word == [=:] ]]; then
                [[ $word == = ]] || before=:
                word=
              elif [[ $before == = ]]; then
                before=${COMP_WORDS[COMP_CWORD - 2]}
              fi
            """;

    private final StringBuilder script;

    private BashCompletion(CommandReference command) {
        script = new StringBuilder(HEAD.replace(
                "GROUPS",
                command.descendants()
                        .filter(verb -> !verb.verbs().isEmpty())
                        .map(verb -> verb.words("/"))
                        .collect(Collectors.joining(" | "))));
    }

    static String of(CommandReference command) {
        BashCompletion completion = new BashCompletion(command);
        completion.values(command);
        completion.names(command);
        completion.line("}");
        completion.line("");
        completion.line("complete -F _slipway slipway");
        return completion.script.toString();
    }

    private void values(CommandReference command) {
        line("  case \"$verb $before\" in");
        for (CommandReference verb : command.descendants().toList()) {
            for (CommandReference.Option option : verb.options()) {
                if (!option.value().isEmpty()) {
                    String pattern = option.names().stream()
                            .map(name -> "'%s %s'".formatted(verb.words("/"), name))
                            .collect(Collectors.joining(" | "));
                    line("    %s) %s ;;".formatted(pattern, value(option)));
                }
            }
        }
        line("    *) ;;");
        line("  esac");
    }

    private static String value(CommandReference.Option option) {
        List<String> candidates = option.candidates();
        if (candidates.isEmpty()) {
            return (option.isFile() ? "_slipway_files \"$word\"; " : "") + "return";
        }
        String words = "_slipway_words '%s' \"$word\"; return".formatted(String.join(" ", candidates));
        return option.isPrefix() ? "compopt -o nospace 2>/dev/null; " + words : words;
    }

    private void names(CommandReference command) {
        line("  case \"$verb $word\" in");
        names("' -'*", options(command));
        names("' '*", command.verbs().stream().map(CommandReference::name));
        for (CommandReference verb : command.descendants().toList()) {
            names("'%s -'*".formatted(verb.words("/")), options(verb));
            if (!verb.verbs().isEmpty()) {
                names("'%s '*".formatted(verb.words("/")), verb.verbs().stream().map(CommandReference::name));
            }
        }
        line("    *) _slipway_files \"$word\" ;;");
        line("  esac");
    }

    private void names(String pattern, Stream<String> words) {
        line("    %s) _slipway_words '%s' \"$word\" ;;".formatted(pattern, words.collect(Collectors.joining(" "))));
    }

    private static Stream<String> options(CommandReference command) {
        return command.options().stream().flatMap(option -> option.names().stream());
    }

    private void line(String text) {
        script.append(text).append('\n');
    }
}
