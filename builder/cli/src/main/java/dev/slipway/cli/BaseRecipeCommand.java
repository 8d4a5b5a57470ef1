package dev.slipway.cli;

import dev.slipway.builder.reference.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway base recipe`.
@Command(
        name = "recipe",
        sortOptions = false,
        description = {
            "Writes out the recipe of the reference base, to be read and changed.",
            "",
            "It is a list of packages, a list of what is left out of them, files that are laid over the root file"
                    + " system, and programs that finish it."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway base recipe --output recipe",
            "  echo tcpdump >>recipe/packages",
            "  slipway base build --recipe recipe"
        })
final class BaseRecipeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIRECTORY",
            required = true,
            description = "Where to write it: a directory that is not there yet, or empty.")
    private Path output = Path.of("");

    @Mixin
    private VerbOptions options = new VerbOptions();

    BaseRecipeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path directory = surroundings.directory().resolve(output);
        Recipes.writeBuiltIn(directory);
        surroundings
                .out()
                .println(
                        options.json
                                ? JsonText.event("recipe", Map.of("directory", directory))
                                : "Wrote the recipe to " + Printable.of(directory.toString()));
        return 0;
    }
}
