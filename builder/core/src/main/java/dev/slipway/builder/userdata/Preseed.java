package dev.slipway.builder.userdata;

import dev.slipway.builder.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A preseed file: one answer a line, `OWNER QUESTION TYPE VALUE` (Debian installation guide, appendix B.3;
/// debconf-set-selections(1)). Kept as it was written; checked is what the installer would pass over in silence.
public final class Preseed implements BootConfiguration {

    /// What files of Debian's examples begin with.
    private static final String HEADER = "#_preseed_";

    private static final Pattern ANSWER = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)(?:\\s(.*))?", Pattern.DOTALL);
    private static final Pattern INSTALLER_ANSWER = Pattern.compile("(?m)^d-i\\s+\\S+/\\S+\\s");

    /// debconf's types, and `seen`, which sets a flag instead of a value.
    private static final Set<String> TYPES =
            Set.of("string", "boolean", "select", "multiselect", "note", "password", "text", "title", "error", "seen");

    private static final Pattern SECRET_QUESTION =
            Pattern.compile("passw|passphrase|secret|token", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@]*:)[^@/\\s]+@");
    private static final String STARS = "********";

    private final String text;
    private final List<Answer> answers;

    private Preseed(String text, List<Answer> answers) {
        this.text = text;
        this.answers = List.copyOf(answers);
    }

    /// An answer.
    ///
    /// @param owner whose question it is, `d-i` for the installer's own
    /// @param question its name
    /// @param type of the value
    /// @param value may be empty
    /// @param line where it begins, from 1
    public record Answer(String owner, String question, String type, String value, int line) {}

    /// Whether a text looks like a preseed file.
    public static boolean isOne(String text) {
        return text.startsWith(HEADER) || INSTALLER_ANSWER.matcher(text).find();
    }

    /// Reads a file.
    ///
    /// @param name what errors call it
    /// @throws ProblemException naming the first line that is no answer
    public static Preseed parse(String text, String name) {
        List<Answer> answers = new ArrayList<>();
        for (PreseedLine line : PreseedLine.of(text)) {
            if (line.says()) {
                answers.add(answer(line, name));
            }
        }
        return new Preseed(text, answers);
    }

    private static Answer answer(PreseedLine line, String name) {
        Matcher matcher = ANSWER.matcher(line.text().strip());
        if (!matcher.matches()) {
            throw problem(line, name)
                    .because("expected an owner, a question and a type, such as: d-i netcfg/get_hostname string shop")
                    .exception();
        }
        String type = matcher.group(3);
        if (!TYPES.contains(type)) {
            throw problem(line, name)
                    .because("'%s' is no type of answer; the types are string, boolean, select, multiselect, password"
                            .formatted(type))
                    .exception();
        }
        String value = Optional.ofNullable(matcher.group(4)).orElse("").strip();
        if (type.equals("boolean") && !value.equals("true") && !value.equals("false")) {
            throw problem(line, name)
                    .because("a boolean is true or false, not '%s'".formatted(value))
                    .exception();
        }
        return new Answer(matcher.group(1), matcher.group(2), type, value, line.number());
    }

    private static Problem problem(PreseedLine line, String name) {
        return Problem.input("preseed.line", "line %d of the preseed file is no answer".formatted(line.number()))
                .at("%s:%d:1".formatted(name, line.number()))
                .fix("Debian's installer would pass over it in silence: correct or remove it");
    }

    @Override
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String masked() {
        return masked(text);
    }

    @Override
    public String kind() {
        return "a preseed file";
    }

    /// The same with a comment behind it.
    ///
    /// @param comment a line with its break
    public Preseed withLastLine(String comment) {
        return new Preseed(text + (text.endsWith("\n") ? "" : "\n") + comment, answers);
    }

    /// The text outside of answers.
    public String comments() {
        return PreseedLine.of(text).stream()
                .filter(line -> !line.says())
                .map(PreseedLine::raw)
                .collect(Collectors.joining("\n"));
    }

    /// In the order of the file.
    public List<Answer> answers() {
        return answers;
    }

    /// A text with every answer that sounds secret replaced by asterisks, sound or not.
    public static String masked(String text) {
        StringBuilder masked = new StringBuilder();
        Set<String> named = SecretPlaces.in(text);
        for (PreseedLine line : PreseedLine.of(text)) {
            masked.append(maskedLine(line, named)).append('\n');
        }
        return URL_PASSWORD.matcher(masked).replaceAll("$1" + STARS + "@");
    }

    private static String maskedLine(PreseedLine line, Set<String> named) {
        Matcher matcher = ANSWER.matcher(line.text().strip());
        if (!line.says() || !matcher.matches() || matcher.group(4) == null) {
            return line.raw();
        }
        boolean secret = matcher.group(3).toLowerCase(Locale.ROOT).equals("password")
                || SECRET_QUESTION.matcher(matcher.group(2)).find()
                || named.contains(matcher.group(2));
        return secret
                ? "%s %s %s %s".formatted(matcher.group(1), matcher.group(2), matcher.group(3), STARS)
                : line.raw();
    }
}
