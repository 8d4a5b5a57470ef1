package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which boot server is asked.
final class PxeServerOption {

    static final String USUAL = "http://127.0.0.1:9067";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The administrators' address of the boot server. Default: " + USUAL + ".")
    private Optional<String> server = Optional.empty();

    boolean isGiven() {
        return server.isPresent();
    }

    /// The address.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none
    URI address() {
        String text = server.orElse(USUAL);
        try {
            URI address = new URI(text.contains("://") ? text : "http://" + text);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Told below, as any other text that is no address.
        }
        throw Problem.usage("pxe.address", "'%s' is no address of a boot server".formatted(text))
                .fix("give it as " + USUAL)
                .exception();
    }
}
