package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.TextFile;
import dev.slipway.templates.Templates;
import dev.slipway.templates.UserDataStarter;
import dev.slipway.templates.UserDataStarter.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway user-data new`.
@Command(
        name = "new",
        sortOptions = false,
        description = {
            "Gives a commented user-data to begin with.",
            "",
            "What has to be filled in is marked, and has a value that is right in form and leads nowhere.",
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  slipway user-data new --purpose central --output user-data"})
final class NewCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--purpose",
            paramLabel = "NAME",
            required = true,
            converter = ConstantConverter.Purpose.class,
            completionCandidates = Candidates.Purposes.class,
            description = "What it is for: ${COMPLETION-CANDIDATES}.")
    private Purpose purpose = Purpose.CENTRAL;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it here instead of printing it. A file that is there is left alone.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private VerbOptions options = new VerbOptions();

    NewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        String text = Templates.builtIn().render(UserDataStarter.of(purpose));
        if (output.isPresent()) {
            write(surroundings.directory().resolve(output.get()), text);
        }
        if (options.json) {
            surroundings.out().println(JsonText.event("user-data", Map.of("text", text)));
        } else if (output.isEmpty()) {
            surroundings.out().print(text);
        }
        return 0;
    }

    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            throw Problem.input("user-data.exists", "there is a file of that name")
                    .at(file.toString())
                    .because("a starter would replace what somebody wrote")
                    .fix("name another, or remove it")
                    .exception();
        }
        TextFile.write(file, text);
    }
}
