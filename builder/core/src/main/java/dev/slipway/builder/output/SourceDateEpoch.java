package dev.slipway.builder.output;

import dev.slipway.builder.problem.Problem;
import java.util.Optional;

/// The variable by which whoever builds fixes the time that goes into outputs
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
public final class SourceDateEpoch {

    /// Its name.
    public static final String VARIABLE = "SOURCE_DATE_EPOCH";

    private SourceDateEpoch() {}

    /// The seconds since 1970 that it says, where it is set.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is no such number
    public static Optional<Long> of(Optional<String> value) {
        return value.filter(text -> !text.isBlank()).map(SourceDateEpoch::seconds);
    }

    private static long seconds(String text) {
        try {
            long seconds = Long.parseLong(text.strip());
            if (seconds >= 0) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Told below, as a negative number is.
        }
        throw Problem.usage("source-date-epoch", "'%s' is no number of seconds since 1970".formatted(text))
                .at(VARIABLE)
                .fix("unset it, or set it to what 'git log -1 --format=%ct' prints")
                .exception();
    }
}
