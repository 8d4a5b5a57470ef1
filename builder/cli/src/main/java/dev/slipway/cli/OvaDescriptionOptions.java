package dev.slipway.cli;

import dev.slipway.ova.build.DescriptionParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that say what the descriptor of an appliance tells beside its hardware.
final class OvaDescriptionOptions {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of the machine and of the files in the archive. Default: that of the output.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--product", paramLabel = "TEXT", description = "What it is. Default: its name.")
    private Optional<String> product = Optional.empty();

    @Option(names = "--vendor", paramLabel = "TEXT", description = "Who made it.")
    private Optional<String> vendor = Optional.empty();

    @Option(names = "--product-version", paramLabel = "TEXT", description = "Its version.")
    private Optional<String> version = Optional.empty();

    @Option(names = "--annotation", paramLabel = "TEXT", description = "A note that shows beside the machine.")
    private Optional<String> annotation = Optional.empty();

    @Option(
            names = "--eula",
            paramLabel = "FILE",
            description = "A text that must be accepted before the import, UTF-8.")
    private Optional<Path> eula = Optional.empty();

    @Option(
            names = "--property",
            paramLabel = "KEY[=VALUE]",
            description =
                    "A value that whoever deploys the appliance may give to the machine, with a default if wanted."
                            + " Can be repeated. No secrets: everybody reads the descriptor.")
    private List<String> properties = new ArrayList<>();

    @Option(
            names = "--user-data-properties",
            description = "Adds the properties by which user-data reaches a machine of vSphere's, so that one appliance"
                    + " serves many sites.")
    private boolean userDataProperties;

    @Option(names = "--cd-drive", description = "Adds an empty drive for CDs.")
    private boolean cdDrive;

    @Option(names = "--cd", paramLabel = "ISO", description = "Puts this ISO into a drive, and into the archive.")
    private Optional<Path> cd = Optional.empty();

    DescriptionParameters parameters() {
        return new DescriptionParameters(
                name, product, vendor, version, annotation, eula, properties, userDataProperties, cdDrive, cd);
    }
}
