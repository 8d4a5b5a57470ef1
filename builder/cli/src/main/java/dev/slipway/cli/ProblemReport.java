package dev.slipway.cli;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells what went wrong: in up to three lines to a person, as one JSON object to a machine. A stack trace goes to a
/// file, and only for what is our fault.
final class ProblemReport {

    private final Surroundings surroundings;

    ProblemReport(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// The command could not be parsed.
    ///
    /// @return the exit status
    int wrongUse(ParameterException failure, String[] arguments) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        Problem problem = Problem.usage("command", firstLine(failure))
                .fix(suggestion(failure).map("did you mean %s?"::formatted).orElse("see " + command + " --help"));
        return tell(problem, Arrays.asList(arguments).contains(VerbOptions.JSON));
    }

    /// A verb threw.
    ///
    /// @return the exit status
    int failed(Throwable failure, ParseResult parsed) {
        Problem problem = Diagnosis.of(failure);
        if (problem.kind() == Problem.Kind.BUG) {
            problem = withReport(problem, failure, parsed);
        }
        return tell(problem, parsed.originalArgs().contains(VerbOptions.JSON));
    }

    private int tell(Problem problem, boolean json) {
        return tell(problem, json, surroundings);
    }

    /// Tells a problem that does not end the command.
    ///
    /// @return the exit status that belongs to it
    static int tell(Problem problem, boolean json, Surroundings surroundings) {
        if (json) {
            surroundings.out().println(JsonText.event("problem", members(problem)));
        } else {
            lines(problem).forEach(surroundings.err()::println);
        }
        return problem.kind().exitStatus();
    }

    static List<String> lines(Problem problem) {
        String first = "slipway: " + problem.what()
                + problem.where().map(" (%s)"::formatted).orElse("");
        return Stream.of(
                        Optional.of(first),
                        problem.why().map("  because "::concat),
                        problem.fix().map("  fix: "::concat))
                .flatMap(Optional::stream)
                .map(ProblemReport::printable)
                .toList();
    }

    /// A reason may be a list. Its lines are indented, so that none can pass for another message.
    private static String printable(String text) {
        return text.lines().map(String::stripTrailing).map(Printable::of).collect(Collectors.joining("\n    "));
    }

    private static Map<String, Object> members(Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("code", problem.code());
        members.put("kind", problem.kind());
        members.put("what", problem.what());
        members.put("where", problem.where());
        members.put("why", problem.why());
        members.put("fix", problem.fix());
        members.put("exitStatus", problem.kind().exitStatus());
        return members;
    }

    private static String firstLine(ParameterException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("the command is wrong");
        return failure instanceof MissingParameterException ? message.replace(": ''", "") : message;
    }

    private static Optional<String> suggestion(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().reduce((left, right) -> left + " or " + right)
                : Optional.empty();
    }

    /// Names the verb but not its arguments, which can hold what is nobody else's business.
    private static Problem withReport(Problem problem, Throwable failure, ParseResult parsed) {
        String verb = parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "";
        try {
            Path file = Files.createTempFile("slipway-report-", ".txt");
            try (PrintWriter report = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
                report.printf("slipway %s, verb %s%n", SlipwayCommand.Version.number(), verb);
                for (String property : List.of("java.runtime.version", "java.vendor", "os.name", "os.arch")) {
                    report.printf("%s %s%n", property, System.getProperty(property));
                }
                failure.printStackTrace(report);
            }
            return problem.because("this is our fault, not yours").fix("please report it with the file " + file);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return problem.because(
                    failure.getStackTrace().length == 0
                            ? "this is our fault, not yours"
                            : "of " + failure.getStackTrace()[0]);
        }
    }
}
