package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Field;
import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.yaml.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Gathers findings: each place is told of once for each code, and the order is that of the text.
final class Findings {

    /// Nobody reads more, and an alias can stand for the same fault a hundred thousand times.
    static final int COUNT_MAX = 1_000;

    private static final Comparator<Finding> BY_PLACE = Comparator.<Finding>comparingInt(
                    finding -> finding.span().line())
            .thenComparingInt(finding -> finding.span().column())
            .thenComparing(Finding::code)
            .thenComparing(Finding::message);

    private final List<Finding> findings = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();

    private record Place(FindingCode code, Span span) {}

    void add(Finding finding) {
        if (!isFull() && places.add(new Place(finding.code(), finding.span()))) {
            findings.add(finding);
        }
    }

    /// Whether nothing more is taken.
    boolean isFull() {
        return findings.size() >= COUNT_MAX;
    }

    /// A finding about a key.
    void addAtKey(FindingCode code, Field field, String message, String fix) {
        add(Finding.of(code, field.key().span(), field.path(), message).fix(fix));
    }

    /// A finding about a value.
    void addAtValue(FindingCode code, Field field, String message, String fix) {
        add(Finding.of(code, field.value().span(), field.path(), message).fix(fix));
    }

    /// A finding about the whole file.
    void addAtFile(FindingCode code, String message, String fix) {
        add(Finding.of(code, START, KeyPath.ROOT, message).fix(fix));
    }

    /// Whether something is wrong at a place already.
    boolean has(FindingCode code, Span span) {
        return places.contains(new Place(code, span));
    }

    /// Where findings about the whole file stand.
    static final Span START = new Span(0, 0, 1, 1);

    List<Finding> sorted() {
        return findings.stream().sorted(BY_PLACE).toList();
    }
}
