package dev.slipway.builder.yaml;

import dev.slipway.builder.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Writes a tree as YAML in blocks of two blanks, with its comments, so that readers of YAML 1.1 and of 1.2 read the
/// same. Anchors and `<<` are gone: each node is written where it holds.
///
/// The emitter of the parser's library is not used: it knows the quotes of one version of YAML only, and places
/// comments by rules of its own.
public final class YamlWriter {

    /// Readers take a key on the line of its value only up to 1024 characters (YAML 1.2.2, chapter 8.2.2).
    private static final int KEY_LENGTH_MAX = 1000;

    /// Aliases can make a short text stand for an endless one.
    private static final int TEXT_LENGTH_MAX = 16 << 20;

    private final StringBuilder text = new StringBuilder(1024);

    private YamlWriter() {}

    /// The text of a mapping, ending in a line break.
    public static String write(YamlMapping root) {
        YamlWriter writer = new YamlWriter();
        writer.comments(root.comments().before(), 0);
        if (root.effectiveEntries().isEmpty()) {
            writer.text.append("{}\n");
        }
        writer.entries(root, 0);
        writer.comments(root.comments().inline(), 0);
        writer.comments(root.comments().after(), 0);
        return writer.text.toString();
    }

    private void entries(YamlMapping mapping, int indent) {
        for (YamlMapping.Entry entry : mapping.effectiveEntries()) {
            comments(entry.key().comments().before(), indent);
            entry(entry, indent);
        }
    }

    private void entry(YamlMapping.Entry entry, int indent) {
        String key = ScalarText.key(entry.key());
        if (key.length() > KEY_LENGTH_MAX) {
            indent(indent).append("? ").append(key).append('\n');
            indent(indent).append(':');
        } else {
            indent(indent).append(key).append(':');
        }
        value(entry.value(), entry.key().comments(), indent + 2);
    }

    /// A value behind its key or dash, down to the end of its last line.
    private void value(YamlNode node, Comments beside, int indent) {
        switch (node) {
            case YamlScalar scalar -> scalar(scalar, beside, indent);
            case YamlMapping mapping
            when mapping.effectiveEntries().isEmpty() -> line(" {}", beside, mapping.comments());
            case YamlSequence sequence when sequence.items().isEmpty() -> line(" []", beside, sequence.comments());
            case YamlMapping mapping -> {
                line("", beside, mapping.comments());
                entries(mapping, indent);
                comments(mapping.comments().after(), indent);
            }
            case YamlSequence sequence -> {
                line("", beside, sequence.comments());
                items(sequence, indent);
                comments(sequence.comments().after(), indent);
            }
        }
    }

    private void items(YamlSequence sequence, int indent) {
        for (YamlNode item : sequence.items()) {
            comments(item.comments().before(), indent);
            if (item instanceof YamlMapping mapping && isCompact(mapping)) {
                comments(mapping.comments().inline(), indent);
                item(mapping, indent);
            } else {
                indent(indent).append('-');
                value(item, Comments.NONE, indent + 2);
            }
        }
    }

    /// A mapping whose first key can stand behind the dash.
    private static boolean isCompact(YamlMapping mapping) {
        List<YamlMapping.Entry> entries = mapping.effectiveEntries();
        return !entries.isEmpty()
                && entries.getFirst().key().comments().before().isEmpty();
    }

    private void item(YamlMapping mapping, int indent) {
        int start = text.length();
        entries(mapping, indent + 2);
        text.setCharAt(start + indent, '-');
        comments(mapping.comments().after(), indent + 2);
    }

    private void scalar(YamlScalar scalar, Comments beside, int indent) {
        Optional<String> block = ScalarText.literal(scalar);
        if (block.isEmpty()) {
            line(" " + ScalarText.inline(scalar), beside, scalar.comments());
            return;
        }
        line(" " + block.get(), beside, scalar.comments());
        String content = scalar.text();
        checkLength(content.length());
        // The last line break belongs to the last line.
        String lines = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
        for (String line : lines.split("\n", -1)) {
            if (line.isEmpty()) {
                text.append('\n');
            } else {
                indent(indent).append(line).append('\n');
            }
        }
    }

    /// The rest of a line with the comments that stand there, all in one.
    private void line(String rest, Comments beside, Comments own) {
        checkLength(rest.length());
        text.append(rest);
        beside.inline().forEach(comment -> text.append(" #").append(comment));
        own.inline().forEach(comment -> text.append(" #").append(comment));
        text.append('\n');
    }

    private void checkLength(int more) {
        if (text.length() + (long) more > TEXT_LENGTH_MAX) {
            throw Problem.input(
                            "yaml.too-large",
                            "written out, the YAML is larger than %d MiB".formatted(TEXT_LENGTH_MAX >> 20))
                    .because("its aliases stand for more than it shows")
                    .fix("use fewer aliases")
                    .exception();
        }
    }

    private void comments(List<String> comments, int indent) {
        comments.forEach(comment -> indent(indent).append('#').append(comment).append('\n'));
    }

    private StringBuilder indent(int indent) {
        return text.append(" ".repeat(indent));
    }
}
