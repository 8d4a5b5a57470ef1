package dev.slipway.builder.reference;

import java.util.List;

/// What of a failed program's output says why.
final class LastWords {

    private static final int LINES_MAX = 6;

    /// True of every failure.
    private static final List<String> OF_EVERY_FAILURE = List.of("E: mmdebstrap failed to run", "E: setup failed");

    private LastWords() {}

    /// The last errors and warnings; where there are none, the last lines.
    static String of(List<String> output) {
        List<String> said = output.stream().filter(line -> !line.isBlank()).toList();
        List<String> errors = said.stream()
                .filter(line -> line.startsWith("E: ") || line.startsWith("W: "))
                .filter(line -> OF_EVERY_FAILURE.stream().noneMatch(line::startsWith))
                .distinct()
                .toList();
        List<String> chosen = errors.isEmpty() ? said : errors;
        return chosen.isEmpty()
                ? "it said nothing"
                : String.join("; ", chosen.subList(Math.max(0, chosen.size() - LINES_MAX), chosen.size()));
    }
}
