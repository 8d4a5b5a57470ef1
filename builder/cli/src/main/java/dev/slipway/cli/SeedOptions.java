package dev.slipway.cli;

import dev.slipway.builder.site.SeedFiles;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that name what cloud-init finds beside a user-data.
final class SeedOptions {

    @Option(
            names = "--meta-data",
            paramLabel = "FILE",
            description = "The meta-data beside it, for flavours whose user-data cloud-init reads. Default: one whose"
                    + " instance-id comes from the user-data.")
    private Optional<Path> metaData = Optional.empty();

    @Option(
            names = "--network-config",
            paramLabel = "FILE",
            description = "The network-config beside it, for the same flavours. Default: none.")
    private Optional<Path> networkConfig = Optional.empty();

    SeedFiles files() {
        return new SeedFiles(metaData, networkConfig);
    }
}
