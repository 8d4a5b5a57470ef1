package dev.slipway.cli;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.ReferenceBaseBuild;
import dev.slipway.builder.installer.ReferenceBaseResult;
import dev.slipway.builder.oci.publish.ImageDestination;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway base build`.
@Command(
        name = "build",
        sortOptions = false,
        description = {
            "Makes the reference base of Debian packages, from the apt sources of this machine.",
            "",
            "Needs mmdebstrap, and no root where the package uidmap is installed. It is kept in the cache and found"
                    + " there the next time, until it is made anew with --refresh."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  slipway base build", "  slipway base build --recipe recipe --output oci:base:bookworm"})
final class BaseBuildCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--recipe",
            paramLabel = "DIRECTORY",
            description = "What the base is made of; 'slipway base recipe' gives one to begin with. Default: the"
                    + " recipe that Slipway brings.")
    private Optional<Path> recipe = Optional.empty();

    @Option(
            names = "--arch",
            paramLabel = "NAME",
            completionCandidates = Candidates.Architectures.class,
            description = "The processor of the base: ${COMPLETION-CANDIDATES}. Default: amd64.")
    private Optional<String> architecture = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PLACE",
            completionCandidates = Candidates.Places.class,
            description = "Write the base as an image of one layer to oci:DIRECTORY[:TAG], docker-archive:FILE or"
                    + " docker-daemon:NAME. Without it the base is in the cache only.")
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--refresh",
            description = "Make the base anew although it is there: the packages of the archives are newer now.")
    private boolean refresh;

    @Mixin
    private VerbOptions options = new VerbOptions();

    BaseBuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        BuildCache cache = BuildCache.ofUser(surroundings.environment());
        Architecture wanted = architecture.map(Architecture::parse).orElse(Architecture.AMD64);
        Optional<ImageDestination> destination =
                output.map(place -> ImageDestination.parse(place, surroundings.environment()));
        ReferenceBaseResult result;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            result = new ReferenceBaseBuild(cache, surroundings.environment(), progress)
                    .build(recipe.map(surroundings.directory()::resolve), wanted, refresh, destination);
        }
        surroundings.out().println(options.json ? JsonText.event("done", result) : sentence(result));
        return 0;
    }

    private static String sentence(ReferenceBaseResult result) {
        return "%s the base of Debian %s for %s: %d packages, %s as a tar (%s), in %s%n%s"
                .formatted(
                        result.madeNow() ? "Made" : "Found",
                        Printable.of(result.release()),
                        result.architecture(),
                        result.packages(),
                        Sizes.ofBytes(result.tarBytes()),
                        result.digest(),
                        Sizes.ofTime(result.took()),
                        Printable.of(result.place())
                                + result.imageDigest()
                                        .map(digest -> " (" + digest + ")")
                                        .orElse(""));
    }
}
