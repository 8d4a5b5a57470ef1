package dev.slipway.cli;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.host.MacAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `slipway pxe reinstall`.
@Command(
        name = "reinstall",
        sortOptions = false,
        description =
                "Has a machine installed again when it boots from the network the next time: by itself, one that told"
                        + " that it is installed boots its own disk.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  slipway pxe reinstall 52:54:00:12:34:56")
final class PxeReinstallCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "MAC",
            converter = MacAddressConverter.class,
            description = "The machine, by the address of its network card.")
    private MacAddress mac = new MacAddress(0);

    @Mixin
    private PxeServerOption server = new PxeServerOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // It holds --help.
    private VerbOptions options = new VerbOptions();

    PxeReinstallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI place = server.address().resolve("/hosts/%s/reinstall".formatted(mac.hyphenated()));
        HttpRequest request = HttpRequest.newBuilder(place)
                .timeout(TIMEOUT)
                .header("X-Slipway", "reinstall")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() != 200) {
                throw Problem.environment("pxe.server", "the boot server answered " + answer.statusCode())
                        .at(place.toString())
                        .because(answer.body().strip())
                        .exception();
            }
            surroundings.out().println(mac + ": " + answer.body().strip());
            return 0;
        } catch (IOException e) {
            throw Problem.environment("pxe.server", "the boot server cannot be reached")
                    .at(place.toString())
                    .because(Diagnosis.reason(e))
                    .fix("run this where the server runs, or name its administrators' address with --server")
                    .exception(e);
        }
    }
}
