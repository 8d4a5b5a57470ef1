package dev.slipway.cli;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Many files checked at once, in the order in which they were named.
///
/// @param validations of the files that could be read
/// @param problems of those that could not
record ValidationRun(List<UserDataValidation> validations, List<Problem> problems) {

    private static final Path STANDARD_INPUT = Path.of("-");

    /// What came of one file: one of the two.
    private sealed interface Outcome {
        record Checked(UserDataValidation validation) implements Outcome {}

        record Unread(Problem problem) implements Outcome {}
    }

    static ValidationRun of(List<Path> files, Surroundings surroundings, ValidationContext context) {
        List<Outcome> outcomes = IntStream.range(0, files.size())
                .parallel()
                .mapToObj(i -> outcome(files.get(i), surroundings, context))
                .toList();
        return new ValidationRun(
                outcomes.stream()
                        .filter(Outcome.Checked.class::isInstance)
                        .map(outcome -> ((Outcome.Checked) outcome).validation())
                        .toList(),
                outcomes.stream()
                        .filter(Outcome.Unread.class::isInstance)
                        .map(outcome -> ((Outcome.Unread) outcome).problem())
                        .toList());
    }

    private static Outcome outcome(Path file, Surroundings surroundings, ValidationContext context) {
        boolean isInput = file.equals(STANDARD_INPUT);
        String name = isInput ? "(standard input)" : file.toString();
        try (InputStream in = isInput
                ? surroundings.in()
                : Files.newInputStream(surroundings.directory().resolve(file))) {
            // One byte more tells that there is too much; nobody waits for the rest.
            byte[] bytes = in.readNBytes(UserData.SIZE_BYTES_MAX + 1);
            return new Outcome.Checked(UserDataValidation.of(bytes, name, context));
        } catch (IOException e) {
            return new Outcome.Unread(Diagnosis.of(e).at(name));
        }
    }
}
