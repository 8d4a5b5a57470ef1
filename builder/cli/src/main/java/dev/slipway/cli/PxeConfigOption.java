package dev.slipway.cli;

import dev.slipway.pxe.configuration.ServerConfiguration;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The configuration of a boot server.
final class PxeConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The server's configuration. Default: pxe.yaml.")
    private Path config = Path.of("pxe.yaml");

    /// What is in it.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with all that is wrong
    ServerConfiguration read(Surroundings surroundings) {
        return ServerConfiguration.read(surroundings.directory().resolve(config));
    }
}
