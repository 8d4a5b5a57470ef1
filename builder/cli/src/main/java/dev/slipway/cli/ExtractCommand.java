package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteExtraction;
import dev.slipway.builder.site.SiteExtraction.Extracted;
import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.builder.userdata.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway extract`.
@Command(
        name = "extract",
        sortOptions = false,
        description = {
            "Gets a site's files back out of an image, byte for byte.",
            "",
            "Nothing is masked: what is printed, and what is written for its owner alone to read, holds the site's"
                    + " secrets. Works for images of others, too, where their flavour is known."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway extract installer.iso",
            "  slipway extract installer.iso --what network-config --output network-config",
            "  slipway extract installer.iso --what all --output site/"
        })
final class ExtractCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Surroundings surroundings;

    @Parameters(paramLabel = "IMAGE", description = "The image, ours or somebody else's.")
    private Path image = Path.of("");

    @Option(
            names = "--what",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Which file: ${COMPLETION-CANDIDATES}. Default: user-data.")
    private String what = What.USER_DATA.title();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|DIR",
            description = "Write the file here, or into this directory under its name. Default: print it.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private VerbOptions options = new VerbOptions();

    ExtractCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path file = surroundings.directory().resolve(image);
        boolean all = what.equals(ALL);
        List<Extracted> found = all ? SiteExtraction.of(file) : List.of(SiteExtraction.of(file, named()));
        if (all && output.isEmpty() && !options.json) {
            throw Problem.usage("extract.output", "several files cannot be printed one behind the other")
                    .fix("add --output DIR, or name one with --what")
                    .exception();
        }
        Optional<Path> target = output.map(surroundings.directory()::resolve);
        boolean folder = all || target.filter(Files::isDirectory).isPresent();
        if (target.isPresent() && folder) {
            Files.createDirectories(target.get());
        }
        for (Extracted one : found) {
            Optional<Path> written = folder
                    ? target.map(directory -> directory.resolve(one.what().title()))
                    : target;
            give(one, written);
        }
        return 0;
    }

    private void give(Extracted one, Optional<Path> target) throws IOException {
        byte[] bytes = one.bytes();
        if (target.isPresent()) {
            TextFile.writePrivate(target.get(), bytes);
        } else if (!options.json) {
            surroundings.out().write(bytes);
        }
        if (options.json) {
            String told = target.isPresent() ? target.get().toString() : new String(bytes, StandardCharsets.UTF_8);
            surroundings
                    .out()
                    .println(JsonText.event(
                            "extracted",
                            Map.of(
                                    "what",
                                    one.what().title(),
                                    "path",
                                    "/" + one.path(),
                                    "sizeBytes",
                                    bytes.length,
                                    target.isPresent() ? "file" : "text",
                                    told)));
        }
    }

    private What named() {
        return Arrays.stream(What.values())
                .filter(one -> one.title().equals(what))
                .findFirst()
                .orElseThrow(() -> Problem.usage("extract.what", "'%s' is no file of a site".formatted(what))
                        .fix("the files are " + String.join(", ", new Names()))
                        .exception());
    }

    /// What `--what` takes.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Arrays.stream(What.values()).map(What::title), Stream.of(ALL))
                    .iterator();
        }
    }
}
