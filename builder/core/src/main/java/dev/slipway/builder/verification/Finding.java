package dev.slipway.builder.verification;

import java.util.List;

/// What a check found.
public sealed interface Finding {

    /// The rule holds.
    record Pass(String detail) implements Finding {}

    /// The rule does not hold.
    record Fail(String detail) implements Finding {}

    /// The image has nothing that the rule speaks of.
    record NotApplicable(String detail) implements Finding {}

    /// Fails with all problems in one line, or passes where there are none.
    static Finding of(List<String> problems, String detail) {
        return problems.isEmpty() ? new Pass(detail) : new Fail(String.join("; ", problems));
    }
}
