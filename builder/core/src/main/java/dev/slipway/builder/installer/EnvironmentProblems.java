package dev.slipway.builder.installer;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;

/// What the operating system refused, in words.
final class EnvironmentProblems {

    private EnvironmentProblems() {}

    static ProblemException reading(IOException e, String base) {
        if (Diagnosis.isFullDisk(e)) {
            return Problem.environment("disk.full", "there is no room for what is kept of the base")
                    .at(base)
                    .because(Diagnosis.reason(e))
                    .fix("free some room, or set SLIPWAY_CACHE to a directory on another disk")
                    .exception(e);
        }
        return Problem.input("input.unreadable", "an input cannot be read")
                .at(base)
                .because(Diagnosis.reason(e))
                .exception(e);
    }
}
