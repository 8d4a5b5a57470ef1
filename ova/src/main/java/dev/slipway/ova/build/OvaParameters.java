package dev.slipway.ova.build;

import dev.slipway.builder.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What somebody asked of a build, as it was asked: the front doors fill it in, and it becomes a request.
///
/// @param format by default what the name of the output says, or else an OVA
public record OvaParameters(
        SourceParameters source,
        MachineParameters machine,
        DescriptionParameters description,
        Optional<String> format,
        Path output,
        Optional<Integer> level,
        Optional<SigningFiles> signing) {

    private static final int LEVEL_MAX = 12;

    /// The request that they make.
    ///
    /// @param directory where the user stands
    /// @throws dev.slipway.builder.problem.ProblemException where something cannot be understood
    public OvaRequest toRequest(Path directory) {
        return request(directory, false);
    }

    /// The request for the appliances of sites: the output is a directory, and the user-data comes from the sites.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where something cannot be understood
    public OvaRequest toSitesRequest(Path directory) {
        OvaRequest request = request(directory, true);
        if (request.format() != OvaFormat.OVA) {
            throw Problem.usage("ova.format", "the sites of a catalogue get OVAs")
                    .fix("leave --format out")
                    .exception();
        }
        return request;
    }

    private OvaRequest request(Path directory, boolean forSites) {
        Path file = directory.resolve(output);
        Path screenshot = file.resolveSibling(file.getFileName() + ".install.png");
        int effort = level.orElse(OvaRequest.LEVEL_DEFAULT);
        if (effort < 1 || effort > LEVEL_MAX) {
            throw Problem.usage("ova.level", "there is no effort of %d".formatted(effort))
                    .fix("give 1 for speed up to %d for size".formatted(LEVEL_MAX))
                    .exception();
        }
        return new OvaRequest(
                source.source(directory, machine.hardware(), screenshot, forSites),
                source.moreDisks(directory),
                forSites ? format.map(OvaParameters::named).orElse(OvaFormat.OVA) : formatOf(file),
                file,
                description.description(output, machine, directory),
                effort,
                signing.map(files -> new SigningFiles(
                        directory.resolve(files.key()), directory.resolve(files.certificate()), files.password())));
    }

    private OvaFormat formatOf(Path file) {
        if (format.isPresent()) {
            return named(format.get());
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(OvaFormat.values())
                .filter(known -> name.endsWith("." + known.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(name.endsWith(".img") ? OvaFormat.RAW : OvaFormat.OVA);
    }

    private static OvaFormat named(String name) {
        return Arrays.stream(OvaFormat.values())
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Problem.usage("ova.format", "'%s' is no format that is written".formatted(name))
                        .fix("give one of "
                                + Arrays.stream(OvaFormat.values())
                                        .map(known -> known.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))
                        .exception());
    }
}
