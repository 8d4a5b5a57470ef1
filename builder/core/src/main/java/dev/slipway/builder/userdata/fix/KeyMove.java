package dev.slipway.builder.userdata.fix;

import dev.slipway.builder.userdata.OldSpelling.Move;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Works out the edits that bring a key to its new name and place.
final class KeyMove {

    /// Keys of `install` of which only one may be there.
    private static final Map<String, String> RIVALS = Map.of("reboot", "poweroff", "poweroff", "reboot");

    private final YamlDocument document;
    private final OldKey old;
    private final Move move;

    private KeyMove(YamlDocument document, OldKey old, Move move) {
        this.document = document;
        this.old = old;
        this.move = move;
    }

    /// The edits; nothing where a person has to decide: the new key is there already, the old one is read in several
    /// places, or its value is not one of those that have a new spelling.
    static Optional<List<TextEdit>> edits(YamlDocument document, OldKey old, Move move) {
        KeyMove work = new KeyMove(document, old, move);
        return work.canMove() ? work.edits() : Optional.empty();
    }

    private boolean canMove() {
        List<String> parent = move.path().subList(0, move.path().size() - 1);
        String rival = RIVALS.get(move.path().getLast());
        boolean isTaken = find(move.path()).isPresent();
        boolean hasRival = rival != null && find(with(parent, rival)).isPresent();
        boolean hasValue = move.values().isEmpty()
                || (old.entry().value() instanceof YamlScalar scalar
                        && (move.values().containsKey(scalar.text())
                                || move.values().containsValue(scalar.text())));
        return !old.isShared() && !isTaken && !hasRival && hasValue;
    }

    private Optional<List<TextEdit>> edits() {
        List<String> parent = old.path().subList(0, old.path().size() - 1);
        return parent.equals(move.path().subList(0, move.path().size() - 1)) ? Optional.of(renamed()) : moved();
    }

    private List<TextEdit> renamed() {
        List<TextEdit> edits = new ArrayList<>();
        edits.add(replace(old.entry().key(), move.path().getLast()));
        newValue().ifPresent(text -> edits.add(replace((YamlScalar) old.entry().value(), text)));
        return edits;
    }

    private Optional<String> newValue() {
        return old.entry().value() instanceof YamlScalar scalar
                ? Optional.ofNullable(move.values().get(scalar.text()))
                : Optional.empty();
    }

    /// The new word between the quotes of the old one.
    private TextEdit replace(YamlScalar scalar, String word) {
        String written = switch (scalar.style()) {
            case SINGLE_QUOTED -> "'" + word + "'";
            case DOUBLE_QUOTED -> '"' + word + '"';
            case PLAIN, LITERAL, FOLDED -> word;
        };
        return new TextEdit(scalar.span().start(), scalar.span().end(), written);
    }

    /// Only a line of its own moves, between mappings that are written in lines.
    private Optional<List<TextEdit>> moved() {
        Optional<TextEdit> removal = removal();
        Optional<TextEdit> insertion = insertion();
        return removal.isPresent() && insertion.isPresent()
                ? Optional.of(List.of(removal.get(), insertion.get()))
                : Optional.empty();
    }

    private Optional<TextEdit> removal() {
        Span key = old.entry().key().span();
        YamlNode value = old.entry().value();
        boolean isLast = old.parent().effectiveEntries().size() == 1;
        int start = startOfLine(key.start());
        int end = endOfLine(key.start());
        if (isLast
                || !(value instanceof YamlScalar)
                || value.span().end() > end
                || !text().substring(start, key.start()).isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new TextEdit(start, Math.min(end + lineBreak().length(), text().length()), ""));
    }

    private Optional<TextEdit> insertion() {
        String line = move.path().getLast()
                + text().substring(
                                old.entry().key().span().end(),
                                endOfLine(old.entry().key().span().end()));
        if (move.path().size() != 2) {
            return Optional.empty();
        }
        String block = move.path().getFirst();
        Optional<YamlMapping.Entry> existing = document.root().findEntry(block);
        return existing.isPresent() ? insideOf(existing.get(), line) : Optional.of(atTheEnd(block, line));
    }

    /// Right below the key of the block, before what is written above its first entry.
    private Optional<TextEdit> insideOf(YamlMapping.Entry block, String line) {
        if (!(block.value() instanceof YamlMapping mapping) || mapping.entries().isEmpty()) {
            return Optional.empty();
        }
        Span first = mapping.entries().getFirst().key().span();
        String indent = text().substring(startOfLine(first.start()), first.start());
        int at = endOfLine(block.key().span().end());
        return indent.isBlank() && !indent.isEmpty()
                ? Optional.of(new TextEdit(at, at, lineBreak() + indent + line))
                : Optional.empty();
    }

    private TextEdit atTheEnd(String block, String line) {
        String gap = text().endsWith("\n") ? "" : lineBreak();
        String indent = " ".repeat(Math.max(1, old.entry().key().span().column() - 1));
        return new TextEdit(
                text().length(), text().length(), gap + block + ":" + lineBreak() + indent + line + lineBreak());
    }

    private Optional<YamlNode> find(List<String> path) {
        return document.find(path.toArray(String[]::new));
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    private String text() {
        return document.text();
    }

    private String lineBreak() {
        return text().contains("\r\n") ? "\r\n" : "\n";
    }

    private int startOfLine(int at) {
        return text().lastIndexOf('\n', at - 1) + 1;
    }

    private int endOfLine(int from) {
        int end = text().indexOf('\n', from);
        if (end < 0) {
            return text().length();
        }
        return end > 0 && text().charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
