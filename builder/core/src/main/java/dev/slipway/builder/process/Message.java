package dev.slipway.builder.process;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One line between the two processes: a name and its fields with tabs between them. A tab, a line break or a backslash
/// inside a field is written with a backslash, so that any text is one line.
///
/// The other end is compiled for an older Java and hence has a class of its own for the same lines: what changes here
/// changes there.
public record Message(String name, List<String> fields) {

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    public Message {
        fields = List.copyOf(fields);
    }

    /// A message with these fields.
    public static Message of(String name, Object... fields) {
        return new Message(name, Arrays.stream(fields).map(Object::toString).toList());
    }

    /// Understands a line.
    public static Message decode(String line) {
        List<String> parts =
                Arrays.stream(line.split("\t", -1)).map(Message::unescape).toList();
        return new Message(parts.getFirst(), parts.subList(1, parts.size()));
    }

    /// The line.
    public String encode() {
        return fields.isEmpty()
                ? name
                : name + "\t" + fields.stream().map(Message::escape).collect(Collectors.joining("\t"));
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String field) {
        return ESCAPED.matcher(field)
                .replaceAll(escaped -> Matcher.quoteReplacement(
                        switch (escaped.group(1)) {
                            case "t" -> "\t";
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escaped.group(1);
                        }));
    }
}
