package dev.slipway.cli;

import dev.slipway.builder.installer.LayerEvents;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.output.SourceDateEpoch;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.container.ServerImage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `slipway pxe image`.
@Command(
        name = "image",
        sortOptions = false,
        description = {
            "Makes a container image of the boot server: this Slipway, the Java runtime that it runs on, and the boot"
                    + " loaders of this machine's packages. No engine is needed, and nothing is pulled.",
            "",
            "A container of it wants the host's network, as machines ask by broadcasts, and the configuration at"
                    + " /etc/slipway/pxe.yaml."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway pxe image --output docker-daemon:slipway-pxe:latest",
            "  docker run --network host --cap-drop all --cap-add net_bind_service --cap-add net_raw \\",
            "      --cap-add net_admin -v $PWD:/etc/slipway:ro -v slipway:/var/lib/slipway slipway-pxe:latest"
        })
final class PxeImageCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PLACE",
            required = true,
            completionCandidates = Candidates.Places.class,
            description = "Where it goes: oci:DIRECTORY[:TAG], docker-archive:FILE, docker-daemon:NAME, or a registry's"
                    + " name.")
    private String output = "";

    @Mixin
    private VerbOptions options = new VerbOptions();

    PxeImageCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ImageDestination destination = ImageDestination.parse(output, surroundings.environment());
        Instant time = SourceDateEpoch.of(
                        Optional.ofNullable(surroundings.environment().get(SourceDateEpoch.VARIABLE)))
                .map(Instant::ofEpochSecond)
                .orElse(Instant.EPOCH);
        try (Progress progress = Progress.in(surroundings, options.json)) {
            PublishedImage image = ServerImage.ofThisProcess(Main.class.getName(), time)
                    .writeTo(destination, new LayerEvents(progress));
            surroundings
                    .out()
                    .println(
                            options.json
                                    ? JsonText.event("done", image)
                                    : "Wrote %s: %s".formatted(image.name(), image.digest()));
            return 0;
        } catch (IOException e) {
            throw Problem.environment("pxe.image", "the image cannot be made")
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }
}
