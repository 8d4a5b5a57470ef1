package dev.slipway.cli;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.ova.build.OvaBuild;
import dev.slipway.ova.build.OvaParameters;
import dev.slipway.ova.build.OvaRequest;
import dev.slipway.ova.build.OvaResult;
import dev.slipway.ova.build.SigningFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway build-ova`.
@Command(
        name = "build-ova",
        sortOptions = false,
        description = {
            "Builds an appliance for VMware, VirtualBox, libvirt and others: a disk with a system on it, and its"
                    + " description.",
            "",
            "The disk is a file that you have, is installed by an installer in QEMU while nobody watches, or is laid out"
                    + " directly. 'slipway verify' checks the result; 'slipway boot-test' boots it; 'slipway ova deploy'"
                    + " brings it to vCenter.",
            "",
            "With --sites, the appliances of a whole catalogue: the shared one is written once, and a site adds a few"
                    + " kilobytes. 'slipway sites write' and 'sites cat' make whole files of them."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway build-ova --user-data user-data --output edge.ova",
            "  slipway build-ova --installer vendor.iso --seed ci.iso --disk-size 100G --output edge.ova",
            "  slipway build-ova --disk edge.qcow2 --user-data-properties --output edge.ova",
            "  slipway build-ova --sites sites.yaml --output ovas"
        })
final class BuildOvaCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private OvaSourceOptions source = new OvaSourceOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|DIRECTORY",
            required = true,
            description = "The file to write; with --sites, the directory where the appliances are kept.")
    private Path output = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = Candidates.OvaFormats.class,
            description = "What is written: ${COMPLETION-CANDIDATES}; all but ova are the disk alone, and qcow2 and vhd"
                    + " need qemu-img. Default: what the name of the output says, or else ova.")
    private Optional<String> format = Optional.empty();

    @Mixin
    private SiteOvaOptions sites = new SiteOvaOptions();

    @Mixin
    private OvaMachineOptions machine = new OvaMachineOptions();

    @Mixin
    private OvaDescriptionOptions description = new OvaDescriptionOptions();

    @Option(
            names = "--level",
            paramLabel = "1-12",
            description = "The effort of compressing the disk. Default: " + OvaRequest.LEVEL_DEFAULT + ".")
    private Optional<Integer> level = Optional.empty();

    @Option(
            names = "--sign-key",
            paramLabel = "FILE",
            description = "The RSA key that signs the manifest, in PEM. Needs --sign-certificate.")
    private Optional<Path> signKey = Optional.empty();

    @Option(names = "--sign-certificate", paramLabel = "FILE", description = "The certificate of that key, in PEM.")
    private Optional<Path> signCertificate = Optional.empty();

    @Option(
            names = "--sign-key-password",
            paramLabel = "PLACE",
            description = "Where the password of an encrypted key is: env:VARIABLE or file:PATH.")
    private Optional<String> signKeyPassword = Optional.empty();

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Mixin
    private VerbOptions options = new VerbOptions();

    BuildOvaCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        OvaParameters parameters = new OvaParameters(
                source.parameters(registry, surroundings.environment(), sites.areWanted()),
                machine.parameters(),
                description.parameters(),
                format,
                output,
                level,
                SigningFiles.of(signKey, signCertificate, signKeyPassword.map(KeyPassword::parse)));
        BuildCache cache = BuildCache.ofUser(surroundings.environment());
        if (sites.areWanted()) {
            return sites.build(parameters, source, cache, surroundings, options.json);
        }
        OvaRequest request = parameters.toRequest(surroundings.directory());
        OvaResult result;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            result = new OvaBuild(cache, new GuestProgress(progress), surroundings.environment()).build(request);
        }
        surroundings.out().println(options.json ? JsonText.event("done", result) : sentence(result));
        return 0;
    }

    private static String sentence(OvaResult result) {
        return "Wrote %s (%s, a disk of %s%s) in %s"
                .formatted(
                        Printable.of(result.output().toString()),
                        Sizes.ofBytes(result.sizeBytes()),
                        Sizes.ofBytes(result.capacityBytes()),
                        result.populatedBytes()
                                .map(bytes -> " with %s on it".formatted(Sizes.ofBytes(bytes)))
                                .orElse(""),
                        Sizes.ofTime(result.took()));
    }
}
