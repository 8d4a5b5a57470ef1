package dev.slipway.cli;

import dev.slipway.builder.boottest.BootCheck;
import dev.slipway.builder.boottest.BootTestResult;
import dev.slipway.builder.problem.Problem;
import java.util.List;

/// Prints for people how a boot test went.
final class BootTestReport {

    private static final int LAST_LINES_MAX = 15;

    private final Surroundings surroundings;

    BootTestReport(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// What came, on the output; what did not, on the error output.
    ///
    /// @return the exit status
    int print(BootTestResult result) {
        for (BootCheck check : result.checks()) {
            check.seen()
                    .ifPresent(seen -> surroundings
                            .out()
                            .println("Saw %s after %s: %s"
                                    .formatted(
                                            Printable.of(check.awaited()),
                                            Sizes.ofTime(check.waited()),
                                            Printable.of(seen.strip()))));
        }
        if (result.passed()) {
            surroundings
                    .out()
                    .println("%s passed: %s, %s, in %s"
                            .formatted(
                                    result.image(),
                                    ConstantConverter.nameOf(result.firmware()),
                                    ConstantConverter.nameOf(result.medium()),
                                    Sizes.ofTime(result.took())));
            result.screenshot().ifPresent(file -> surroundings.out().println("The screen: " + file));
            return 0;
        }
        return printFailure(result);
    }

    private int printFailure(BootTestResult result) {
        BootCheck missed = result.checks().getLast();
        Problem problem = Problem.check(
                        "boot-test.missed",
                        "waited %s for %s".formatted(Sizes.ofTime(missed.waited()), missed.awaited()))
                .at(result.image().toString())
                .because(missed.why().orElse("it did not come"));
        ProblemReport.lines(result.screenshot()
                        .map(file -> problem.fix("look at its screen: " + file))
                        .orElse(problem))
                .forEach(surroundings.err()::println);
        List<String> lines = result.lastLines();
        if (lines.isEmpty()) {
            surroundings.err().println("Nothing came on its console; does the image write to ttyS0?");
        } else {
            surroundings.err().println("The last lines of its console:");
            lines.subList(Math.max(0, lines.size() - LAST_LINES_MAX), lines.size())
                    .forEach(line -> surroundings.err().println("  " + Printable.of(line)));
        }
        return problem.kind().exitStatus();
    }
}
