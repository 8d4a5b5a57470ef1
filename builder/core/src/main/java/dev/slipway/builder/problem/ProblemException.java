package dev.slipway.builder.problem;

import org.jspecify.annotations.Nullable;

/// Carries a [Problem] to the front door that renders it.
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem, @Nullable Throwable cause) {
        super(render(problem), cause);
        this.problem = problem;
    }

    /// What went wrong.
    public Problem problem() {
        return problem;
    }

    private static String render(Problem problem) {
        StringBuilder text = new StringBuilder(problem.what());
        problem.where().ifPresent(where -> text.append(" (").append(where).append(')'));
        problem.why().ifPresent(why -> text.append(": ").append(why));
        problem.fix().ifPresent(fix -> text.append("; ").append(fix));
        return text.toString();
    }
}
