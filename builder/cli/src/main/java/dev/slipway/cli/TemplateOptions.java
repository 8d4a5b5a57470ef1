package dev.slipway.cli;

import dev.slipway.builder.catalogue.SiteTemplates;
import dev.slipway.builder.catalogue.SiteTemplates.TemplateFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Templates that stand in for those of a catalogue, and that a CSV file alone needs.
final class TemplateOptions {

    @Option(names = "--user-data", paramLabel = "TEMPLATE", description = "Of every site, instead of the catalogue's.")
    private Optional<Path> userData = Optional.empty();

    @Option(
            names = "--network-config",
            paramLabel = "TEMPLATE",
            description = "Of every site, instead of the catalogue's.")
    private Optional<Path> networkConfig = Optional.empty();

    @Option(names = "--meta-data", paramLabel = "TEMPLATE", description = "Of every site, instead of the catalogue's.")
    private Optional<Path> metaData = Optional.empty();

    SiteTemplates in(Path directory) {
        return new SiteTemplates(
                userData.map(directory::resolve).map(TemplateFile::named),
                networkConfig.map(directory::resolve).map(TemplateFile::named),
                metaData.map(directory::resolve).map(TemplateFile::named));
    }
}
