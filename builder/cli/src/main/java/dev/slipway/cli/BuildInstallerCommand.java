package dev.slipway.cli;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerParameters;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.InstallerResult;
import dev.slipway.builder.oci.publish.PublishedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway build-installer`.
@Command(
        name = "build-installer",
        sortOptions = false,
        description = {
            "Builds a bootable installer ISO from a base, with the user-data baked in.",
            "",
            "Needs neither root nor a container engine. The output appears only when it is complete. Equal inputs give"
                    + " equal bytes; the times inside come from SOURCE_DATE_EPOCH, or else from the newest input."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway build-installer --user-data user-data --output installer.iso",
            "  slipway build-installer --base rootfs:debian-live.tar \\",
            "      --user-data user-data --output installer.iso",
            "  slipway build-installer --base iso:vendor.iso --user-data user-data \\",
            "      --add /opt/bundle.tar.zst=bundle.tar.zst --output site.iso",
            "  slipway build-installer --env-file .installer.env --base iso:vendor.iso"
        })
final class BuildInstallerCommand implements Callable<Integer> {

    /// A request names an output in any case; without an ISO nothing is written there.
    private static final Path NO_ISO = Path.of("no.iso");

    private final Surroundings surroundings;

    @Option(
            names = "--base",
            paramLabel = "REFERENCE",
            completionCandidates = Candidates.Bases.class,
            description = "The operating system: iso:FILE for an installer ISO that exists, rootfs:DIRECTORY or"
                    + " rootfs:TAR (also .gz, .xz, .zst) for a live root file system; a container image is"
                    + " REGISTRY/REPOSITORY:TAG (or @sha256:...), oci:DIRECTORY:TAG, docker-archive:FILE or"
                    + " docker-daemon:NAME; slipway is the reference base, slipway:DIRECTORY one by your own recipe."
                    + " Default: slipway, made on first use.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--user-data",
            paramLabel = "FILE",
            description = "The cloud-config that is baked in, byte for byte.")
    private Optional<Path> userData = Optional.empty();

    @Mixin
    private SeedOptions seed = new SeedOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The ISO to write. May be left out with --push or --to.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private MediumChoice medium = new MediumChoice();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "An .installer.env with ISO_IMAGE (the output's name without .iso, default pxe-installer),"
                    + " USER_DATA_FILE (default user-data), IMAGE_NAME and INSTALLER_VERSION (the base). Options win"
                    + " over it.")
    private Optional<Path> envFile = Optional.empty();

    @Option(
            names = "--strict",
            description = "What is likely to surprise in the user-data stops the build, too. Without it that is only"
                    + " told; what is wrong stops the build always.")
    private boolean strict;

    @Mixin
    private EvidenceChoice evidence = new EvidenceChoice();

    @Mixin
    private Publishing publishing = new Publishing();

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Mixin
    private VerbOptions options = new VerbOptions();

    BuildInstallerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        BuildCache cache = BuildCache.ofUser(surroundings.environment());
        boolean isoWanted = output.isPresent() || envFile.isPresent() || !publishing.isWanted();
        InstallerRequest request =
                (isoWanted ? parameters() : parameters().writingTo(NO_ISO)).toRequest(surroundings.directory());
        publishing.destinations(request, surroundings.environment());
        if (isoWanted) {
            InstallerResult result;
            try (Progress progress = Progress.in(surroundings, options.json)) {
                result = new InstallerBuild(cache, progress, surroundings.environment()).build(request);
            }
            surroundings.out().println(options.json ? JsonText.event("done", result) : sentence(result));
            publish(request, Optional.of(result), cache);
        } else {
            publish(request, Optional.empty(), cache);
        }
        return 0;
    }

    private void publish(InstallerRequest request, Optional<InstallerResult> built, BuildCache cache) {
        if (!publishing.isWanted()) {
            return;
        }
        List<PublishedImage> images;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            images = publishing.publish(request, built, cache, progress, surroundings.environment());
        }
        for (PublishedImage image : images) {
            surroundings
                    .out()
                    .println(
                            options.json
                                    ? JsonText.event(
                                            "published",
                                            Map.of(
                                                    "name",
                                                    image.name(),
                                                    "digest",
                                                    image.digest().toString()))
                                    : "Published %s (%s)".formatted(Printable.of(image.name()), image.digest()));
        }
    }

    /// What the options say.
    InstallerParameters parameters() {
        return new InstallerParameters(
                base,
                userData,
                seed.files(),
                output,
                medium.parameters(surroundings.environment()),
                envFile,
                strict,
                registry.access(),
                evidence.options());
    }

    private static String sentence(InstallerResult result) {
        return "Wrote %s: %s, volume %s, flavour %s, in %s"
                .formatted(
                        result.output(),
                        Sizes.ofBytes(result.sizeBytes()),
                        Printable.of(result.volumeId()),
                        result.flavour(),
                        Sizes.ofTime(result.took()));
    }
}
