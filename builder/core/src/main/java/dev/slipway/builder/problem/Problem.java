package dev.slipway.builder.problem;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A failure as data: what happened, where, why, and what to do next. Front doors print it as lines of a terminal, as a
/// Maven failure or as JSON.
///
/// @param code a stable name such as `user-data.no-header`, for machines and for searching
/// @param kind whose turn it is; decides the exit status
/// @param what one sentence that says what happened
/// @param where a file with line and column, a byte offset, or what else names the place
/// @param why the reason, where `what` does not already tell it
/// @param fix what to do next
public record Problem(
        String code, Kind kind, String what, Optional<String> where, Optional<String> why, Optional<String> fix) {

    public Problem {
        requireNonNull(code, "code is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(what, "what is null");
        requireNonNull(where, "where is null");
        requireNonNull(why, "why is null");
        requireNonNull(fix, "fix is null");
    }

    /// A check did not hold.
    public static Problem check(String code, String what) {
        return of(code, Kind.CHECK, what);
    }

    /// The command or the configuration cannot be understood.
    public static Problem usage(String code, String what) {
        return of(code, Kind.USAGE, what);
    }

    /// What was given to work on is not what it should be.
    public static Problem input(String code, String what) {
        return of(code, Kind.INPUT, what);
    }

    /// The machine lacks something: room, a program, a network.
    public static Problem environment(String code, String what) {
        return of(code, Kind.ENVIRONMENT, what);
    }

    private static Problem of(String code, Kind kind, String what) {
        return new Problem(code, kind, what, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same, naming the place.
    public Problem at(String place) {
        return new Problem(code, kind, what, Optional.of(place), why, fix);
    }

    /// The same, with the reason.
    public Problem because(String reason) {
        return new Problem(code, kind, what, where, Optional.of(reason), fix);
    }

    /// The same, with what to do next.
    public Problem fix(String next) {
        return new Problem(code, kind, what, where, why, Optional.of(next));
    }

    /// Ready to be thrown.
    public ProblemException exception() {
        return new ProblemException(this, null);
    }

    /// Ready to be thrown, with what caused it.
    public ProblemException exception(Throwable cause) {
        return new ProblemException(this, cause);
    }

    /// Whose turn it is after a failure.
    public enum Kind {
        /// A check failed that the user asked for.
        CHECK(1),
        /// The command was wrong.
        USAGE(2),
        /// The input was wrong.
        INPUT(3),
        /// The environment was not up to it: network, disk, a missing tool.
        ENVIRONMENT(4),
        /// Our fault.
        BUG(70);

        private final int exitStatus;

        Kind(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        /// What the process ends with.
        public int exitStatus() {
            return exitStatus;
        }
    }
}
