package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.TextFile;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.fix.Change;
import dev.slipway.builder.userdata.fix.UserDataFix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway user-data fix`.
@Command(
        name = "fix",
        sortOptions = false,
        description = {
            "Rewrites old spellings in user-data, in place. Comments, layout and every other byte stay as they are.",
            "",
            "What needs a person's decision is told and left alone.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway user-data fix sites/*/user-data",
            "  slipway user-data fix --check user-data | patch",
            "  slipway user-data fix --output new/user-data user-data"
        })
final class FixCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "User-data to rewrite.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--check",
            description = "Write nothing; print what would change, exit status 1 where anything would.")
    private boolean check;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here instead of in place, for a single FILE.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private VerbOptions options = new VerbOptions();

    FixCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (output.isPresent() && files.size() > 1) {
            throw Problem.usage("user-data.fix.output", "--output takes the place of a single file")
                    .fix("leave it out to rewrite %d files in place".formatted(files.size()))
                    .exception();
        }
        // All are read before any is written: a bad one among many leaves all as they were.
        List<UserDataFix> fixes = new ArrayList<>();
        for (Path file : files) {
            fixes.add(UserDataFix.of(UserData.read(surroundings.directory().resolve(file))));
        }
        boolean anyChanged = false;
        for (int i = 0; i < fixes.size(); i++) {
            anyChanged |= fixes.get(i).isChanged();
            handle(files.get(i), fixes.get(i));
        }
        return check && anyChanged ? Problem.Kind.CHECK.exitStatus() : 0;
    }

    private void handle(Path file, UserDataFix fix) throws IOException {
        if (!check && (fix.isChanged() || output.isPresent())) {
            TextFile.write(
                    surroundings.directory().resolve(output.orElse(file)),
                    new String(fix.after().bytes(), StandardCharsets.UTF_8));
        }
        if (options.json) {
            fix.changes().forEach(change -> surroundings.out().println(event(file, change)));
            return;
        }
        if (check) {
            surroundings.out().print(fix.diff(file.toString()));
        }
        for (Change change : fix.changes()) {
            surroundings
                    .err()
                    .println(Printable.of("%s: %s%s"
                            .formatted(
                                    change.span().in(file.toString()),
                                    change.rewritten() ? "" : "left: ",
                                    change.message())));
        }
    }

    private static String event(Path file, Change change) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file", file);
        members.put("line", change.span().line());
        members.put("column", change.span().column());
        members.put("rewritten", change.rewritten());
        members.put("message", change.message());
        return JsonText.event("change", members);
    }
}
