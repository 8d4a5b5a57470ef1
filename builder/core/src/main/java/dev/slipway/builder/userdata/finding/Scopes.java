package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.yaml.YamlComment;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which lines a comment is about.
final class Scopes {

    private final List<String> lines;
    private final int firstKey;
    private final Map<Integer, Integer> lastLineByFirst = new HashMap<>();
    private final Set<YamlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final String text;

    Scopes(YamlDocument document) {
        text = document.text();
        lines = text.lines().toList();
        firstKey = document.root().entries().stream()
                .mapToInt(entry -> entry.key().span().line())
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        walk(document.root());
    }

    /// The lines that a comment is about.
    LineRange of(YamlComment comment) {
        if (comment.inline()) {
            return from(comment.line());
        }
        return comment.line() < firstKey ? LineRange.ALL : from(lineBelow(comment.line()));
    }

    private LineRange from(int line) {
        return new LineRange(line, lastLineByFirst.getOrDefault(line, line));
    }

    private int lineBelow(int comment) {
        for (int line = comment + 1; line <= lines.size(); line++) {
            String content = lines.get(line - 1).strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                return line;
            }
        }
        return comment;
    }

    private void walk(YamlNode node) {
        // An alias stands where it was first written.
        if (!seen.add(node)) {
            return;
        }
        switch (node) {
            case YamlMapping mapping -> {
                for (YamlMapping.Entry entry : mapping.entries()) {
                    reach(entry.key().span().line(), entry.value());
                    walk(entry.value());
                }
            }
            case YamlSequence sequence -> {
                for (YamlNode item : sequence.items()) {
                    reach(item.span().line(), item);
                    walk(item);
                }
            }
            case YamlScalar ignored -> {}
        }
    }

    private void reach(int first, YamlNode node) {
        int last = node.span().line() + newlines(node);
        lastLineByFirst.merge(first, Math.max(first, last), Math::max);
    }

    /// A block ends where the next one begins: blanks, line ends and comments between the two are not its own.
    private int newlines(YamlNode node) {
        String own = text.substring(node.span().start(), node.span().end()).stripTrailing();
        return (int) own.chars().filter(character -> character == '\n').count();
    }
}
