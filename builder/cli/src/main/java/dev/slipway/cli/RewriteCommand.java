package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteRewrite;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway rewrite`.
@Command(
        name = "rewrite",
        sortOptions = false,
        description = {
            "Gives a finished image another site's user-data, without the base that it was made of.",
            "",
            "Writes nothing but the place of the site's files, in the image itself or, with --output, into a copy. The"
                    + " result equals the image that build-installer makes for that site. Interrupted at any moment, the"
                    + " image is the old one or the new one, or says that it is neither and how to go on.",
            "",
            "Evidence beside an image that is changed in place is removed. A copy gets its own."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway rewrite installer.iso --user-data munich/user-data",
            "  slipway rewrite installer.iso --user-data munich/user-data --output munich.iso",
            "  slipway rewrite installer.iso --recover"
        })
final class RewriteCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "IMAGE", description = "The image: one that Slipway built, or of Fedora CoreOS.")
    private Path image = Path.of("");

    @Option(
            names = "--user-data",
            paramLabel = "FILE",
            description = "The other site's user-data, baked in byte for byte.")
    private Optional<Path> userData = Optional.empty();

    @Mixin
    private SeedOptions seed = new SeedOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the result here and leave the image as it is.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private EvidenceChoice evidence = new EvidenceChoice();

    @Option(names = "--strict", description = "What is likely to surprise in the user-data stops it, too.")
    private boolean strict;

    @Option(names = "--recover", description = "Take back a change that was interrupted, and do nothing else.")
    private boolean recover;

    @Mixin
    private VerbOptions options = new VerbOptions();

    RewriteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path directory = surroundings.directory();
        if (recover) {
            recovered(SiteRewrite.recover(directory.resolve(image)));
            return 0;
        }
        SiteRewrite rewrite = new SiteRewrite(
                directory.resolve(image),
                userData.map(directory::resolve)
                        .orElseThrow(() -> Problem.usage("user-data.missing", "no user-data is given")
                                .fix("add --user-data FILE")
                                .exception()),
                seed.files().in(directory),
                output.map(directory::resolve),
                strict);
        try (Progress progress = Progress.in(surroundings, options.json)) {
            told(
                    rewrite.run(progress::warning, evidence.options().in(directory), surroundings.environment()),
                    progress);
        }
        return 0;
    }

    private void told(SiteRewrite.Result result, Progress progress) {
        result.outdated()
                .forEach(file ->
                        progress.warning("%s spoke of the image as it was before, and was removed".formatted(file)));
        surroundings
                .out()
                .println(
                        options.json
                                ? JsonText.event("done", result)
                                : "Wrote %s: %s, of which %s have changed, flavour %s, in %s"
                                        .formatted(
                                                Printable.of(result.output().toString()),
                                                Sizes.ofBytes(result.sizeBytes()),
                                                Sizes.ofBytes(result.writtenBytes()),
                                                result.flavour(),
                                                Sizes.ofTime(result.took())));
    }

    private void recovered(boolean found) {
        surroundings
                .out()
                .println(
                        options.json
                                ? JsonText.event("done", Map.of("recovered", found))
                                : found
                                        ? "The image is again as it was before the change that was interrupted"
                                        : "No change of the image was interrupted");
    }
}
