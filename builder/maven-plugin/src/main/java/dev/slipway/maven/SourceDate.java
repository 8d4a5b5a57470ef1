package dev.slipway.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/// The time that a reproducible build writes into its outputs: the environment's `SOURCE_DATE_EPOCH`, or else Maven's
/// `project.build.outputTimestamp`.
final class SourceDate {

    private static final String VARIABLE = "SOURCE_DATE_EPOCH";

    private SourceDate() {}

    /// Seconds since 1970, where either is set.
    static Optional<Long> epochSeconds(Map<String, String> environment, @Nullable String outputTimestamp)
            throws MojoFailureException {
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return Optional.of(parse(VARIABLE, variable));
        }
        // Maven's plugins agree that one character which is no digit means: not reproducible.
        if (outputTimestamp == null
                || outputTimestamp.isEmpty()
                || (outputTimestamp.length() == 1 && !Character.isDigit(outputTimestamp.charAt(0)))) {
            return Optional.empty();
        }
        return Optional.of(parse("project.build.outputTimestamp", outputTimestamp));
    }

    private static long parse(String name, String value) throws MojoFailureException {
        try {
            Instant instant = value.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
            return instant.getEpochSecond();
        } catch (NumberFormatException | DateTimeException e) {
            throw new MojoFailureException(
                    "'%s' is no time%n  where: %s%n  fix: write seconds since 1970, or a time such as 2026-01-31T12:00:00Z"
                            .formatted(value, name),
                    e);
        }
    }
}
