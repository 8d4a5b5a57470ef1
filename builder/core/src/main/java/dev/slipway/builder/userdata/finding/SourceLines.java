package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.SecretKeys;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/// Lines of a user-data for showing, with secrets replaced by asterisks.
public final class SourceLines {

    private static final int COLUMNS_MAX = 120;

    private final String text;
    private final BitSet secret = new BitSet();
    private final Set<YamlNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<YamlNode> hidden = Collections.newSetFromMap(new IdentityHashMap<>());

    /// The lines of a document.
    public SourceLines(YamlDocument document) {
        text = document.text();
        walk(document.root(), false);
    }

    /// A line with a place in it.
    ///
    /// @param before what stands before the place
    /// @param after what stands from there on
    public record Excerpt(String before, String after) {}

    /// The line in which something begins.
    public Optional<Excerpt> at(Span span) {
        int start = 0;
        for (int line = 1; line < span.line(); line++) {
            start = text.indexOf('\n', start) + 1;
            if (start == 0) {
                return Optional.empty();
            }
        }
        int newline = text.indexOf('\n', start);
        int end = newline < 0 ? text.length() : newline;
        if (start >= end) {
            return Optional.empty();
        }
        int codePoints = Math.min(span.column() - 1, text.codePointCount(start, end));
        int at = text.offsetByCodePoints(start, codePoints);
        String before = masked(start, at);
        String after = masked(at, end).stripTrailing();
        return Optional.of(new Excerpt(
                before.length() > COLUMNS_MAX ? "..." + before.substring(before.length() - COLUMNS_MAX) : before,
                after.length() > COLUMNS_MAX ? after.substring(0, COLUMNS_MAX) + "..." : after));
    }

    private String masked(int start, int end) {
        StringBuilder masked = new StringBuilder();
        for (int at = start; at < end; at++) {
            if (!secret.get(at)) {
                masked.append(text.charAt(at));
            } else if (at == start || !secret.get(at - 1)) {
                masked.append(SecretKeys.STARS);
            }
        }
        return SecretKeys.withoutTellingValues(masked.toString());
    }

    private void walk(YamlNode node, boolean isSecret) {
        if (!(isSecret ? hidden : open).add(node)) {
            return;
        }
        switch (node) {
            case YamlMapping mapping -> {
                for (YamlMapping.Entry entry : mapping.entries()) {
                    walk(entry.value(), isSecret || SecretKeys.isSecret(entry.name()));
                }
            }
            case YamlSequence sequence -> sequence.items().forEach(item -> walk(item, isSecret));
            case YamlScalar scalar -> {
                if (isSecret) {
                    secret.set(scalar.span().start(), scalar.span().end());
                }
            }
        }
    }
}
