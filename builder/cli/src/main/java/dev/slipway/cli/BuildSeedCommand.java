package dev.slipway.cli;

import dev.slipway.builder.output.SourceDateEpoch;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.ova.seed.SeedBuild;
import dev.slipway.ova.seed.SeedMedium;
import dev.slipway.ova.seed.SeedRequest;
import dev.slipway.ova.seed.SeedResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway build-seed`.
@Command(
        name = "build-seed",
        sortOptions = false,
        description = {
            "Builds a seed: a medium labelled cidata that brings a user-data to a machine, beside its installer or at any"
                    + " boot.",
            "",
            "An ISO for a drive, or a file system for a stick. None but you may read it: user-data has secrets."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway build-seed --user-data user-data --output ci.iso",
            "  slipway build-seed --user-data user-data --fat --output ci.img",
            "  slipway boot-test edge.ova --seed ci.iso"
        })
final class BuildSeedCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--user-data",
            paramLabel = "FILE",
            required = true,
            description = "The cloud-config, put in byte for byte.")
    private Path userData = Path.of("");

    @Option(names = "--meta-data", paramLabel = "FILE", description = "The meta-data beside it. Default: an empty one.")
    private Optional<Path> metaData = Optional.empty();

    @Option(
            names = "--network-config",
            paramLabel = "FILE",
            description = "The network-config beside it. Default: none.")
    private Optional<Path> networkConfig = Optional.empty();

    @Option(
            names = "--instance-id",
            paramLabel = "ID",
            description =
                    "Makes a meta-data with this instance id. cloud-init applies what it finds under a new id once"
                            + " more; 'auto' makes one of the user-data, so that it changes with it.")
    private Optional<String> instanceId = Optional.empty();

    @Option(
            names = "--fat",
            description = "A file system of type FAT for a stick, with room to change the files, in place of an ISO.")
    private boolean fat;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The medium to write.")
    private Path output = Path.of("");

    @Option(names = "--strict", description = "What is likely to surprise in the user-data stops the build, too.")
    private boolean strict;

    @Mixin
    private VerbOptions options = new VerbOptions();

    BuildSeedCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path directory = surroundings.directory();
        SeedRequest request = new SeedRequest(
                directory.resolve(userData),
                new SeedFiles(metaData, networkConfig).in(directory),
                instanceId,
                fat ? SeedMedium.FAT : SeedMedium.ISO,
                strict,
                directory.resolve(output),
                SourceDateEpoch.of(
                        Optional.ofNullable(surroundings.environment().get(SourceDateEpoch.VARIABLE))));
        SeedResult result;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            result = new SeedBuild(progress).build(request);
        }
        surroundings.out().println(options.json ? JsonText.event("done", result) : sentence(result));
        return 0;
    }

    private static String sentence(SeedResult result) {
        return "Wrote %s (%s, label cidata: %s)"
                .formatted(
                        Printable.of(result.output().toString()),
                        Sizes.ofBytes(result.sizeBytes()),
                        String.join(", ", result.files()));
    }
}
