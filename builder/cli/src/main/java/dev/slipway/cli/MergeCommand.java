package dev.slipway.cli;

import dev.slipway.builder.userdata.TextFile;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.merge.MergedUserData;
import dev.slipway.builder.userdata.merge.UserDataMerge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway user-data merge`.
@Command(
        name = "merge",
        sortOptions = false,
        description = {
            "Shows the user-data that a host makes of several files, the later over the earlier.",
            "",
            "Mappings are merged, of single values the last holds, lists of mappings are joined, other lists united;"
                    + " null empties a value; the steps of all stages run. Steps that may overwrite each other are told.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway user-data merge installer/user-data site/user-data",
            "  slipway user-data merge --explain installer/user-data site/user-data",
            "  slipway user-data merge --output user-data installer/user-data site/user-data"
        })
final class MergeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", arity = "2..*", description = "The installer's user-data, then the site's.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--explain", description = "Tell where each value is from and what it replaced, no secrets.")
    private boolean explain;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the merged user-data here instead of printing it.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private VerbOptions options = new VerbOptions();

    MergeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        MergedUserData merged = UserDataMerge.of(files.stream().map(this::read).toList());
        String text = new String(merged.userData().bytes(), StandardCharsets.UTF_8);
        MergeReport report = new MergeReport(surroundings, merged);
        if (output.isPresent()) {
            TextFile.write(surroundings.directory().resolve(output.get()), text);
        }
        if (options.json) {
            report.printJson();
            return 0;
        }
        if (explain) {
            report.printOrigins();
        } else if (output.isEmpty()) {
            surroundings.out().print(text);
        }
        report.printClashes();
        return 0;
    }

    private UserData read(Path file) {
        return UserDataFiles.read(surroundings, file);
    }
}
