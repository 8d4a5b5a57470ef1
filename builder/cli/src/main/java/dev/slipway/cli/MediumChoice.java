package dev.slipway.cli;

import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.MediumOptions;
import dev.slipway.builder.installer.MediumParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that say how a medium is made of its base.
final class MediumChoice {

    @Option(
            names = "--volume-id",
            paramLabel = "LABEL",
            description = "The label of the ISO, at most 32 characters. Default: what the flavour looks for.")
    private Optional<String> volumeId = Optional.empty();

    @Option(
            names = "--flavour",
            paramLabel = "NAME",
            completionCandidates = Candidates.Flavours.class,
            description = "How the base boots: ${COMPLETION-CANDIDATES}. Default: detected from the base.")
    private Optional<String> flavour = Optional.empty();

    @Option(
            names = "--kernel-arg",
            paramLabel = "ARGUMENT",
            description = "Added to the kernel command line of every boot entry. Can be repeated.")
    private List<String> kernelArguments = new ArrayList<>();

    @Option(
            names = "--add",
            paramLabel = "PATH=FILE",
            description = "A file to put on the medium, of any size, under this path. Can be repeated.")
    private Map<String, Path> additions = new LinkedHashMap<>();

    @Option(
            names = "--squashfs-compression",
            paramLabel = "NAME[:LEVEL]",
            completionCandidates = Candidates.Compressions.class,
            description = "For the root file system: ${COMPLETION-CANDIDATES}, with a level if wanted. Default: "
                    + MediumOptions.COMPRESSION_DEFAULT + ".")
    private Optional<String> compression = Optional.empty();

    @Option(
            names = "--arch",
            paramLabel = "NAME",
            completionCandidates = Candidates.Architectures.class,
            description = "The processor of the base: ${COMPLETION-CANDIDATES}. Default: amd64.")
    private Optional<String> architecture = Optional.empty();

    /// What they say.
    MediumParameters parameters(Map<String, String> environment) {
        return new MediumParameters(
                volumeId,
                flavour,
                kernelArguments,
                additions,
                compression,
                architecture.map(Architecture::parse),
                Optional.ofNullable(environment.get("SOURCE_DATE_EPOCH")));
    }
}
