package dev.slipway.ova.seed;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.output.OutputFile;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.site.UserDataCheck;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes seeds.
public final class SeedBuild {

    private final BuildListener listener;

    /// @param listener told of what happens
    public SeedBuild(BuildListener listener) {
        this.listener = listener;
    }

    /// Builds what the request asks for. It holds secrets: none but its owner may read the output, which appears when
    /// it is complete.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public SeedResult build(SeedRequest request) {
        OutputFile output = new OutputFile(request.output());
        output.check();
        List<Path> inputs = new ArrayList<>(request.beside().given());
        inputs.add(request.userData());
        inputs.forEach(input -> output.refuse(input, "output.is-input", "the output is a file that is put in"));
        BootConfiguration userData = BootConfiguration.read(request.userData());
        new UserDataCheck(userData, request.userData().toString(), request.strict(), listener::warning)
                .check(Optional.empty());
        SiteContent content = request.beside().with(userData);
        SeedImage files = files(request, content);
        Image image = files.plan(request.medium(), time(request, inputs));
        listener.step("Write " + request.output());
        output.writePrivate(image, listener::progress);
        return new SeedResult(
                request.output(),
                image.size(),
                request.medium(),
                List.copyOf(files.files().keySet()));
    }

    private static SeedImage files(SeedRequest request, SiteContent content) {
        SeedImage files = SeedImage.of(content);
        return request.instanceId()
                .map(id -> files.withInstanceId(
                        id.equals(SeedRequest.INSTANCE_ID_AUTO) ? SeedImage.instanceIdOf(content) : id))
                .orElse(files);
    }

    private static Instant time(SeedRequest request, List<Path> inputs) {
        if (request.sourceDateEpoch().isPresent()) {
            return Instant.ofEpochSecond(request.sourceDateEpoch().get());
        }
        try {
            Instant newest = Instant.EPOCH;
            for (Path input : inputs) {
                Instant modified = Files.getLastModifiedTime(input).toInstant();
                newest = modified.isAfter(newest) ? modified : newest;
            }
            return newest.truncatedTo(ChronoUnit.SECONDS);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }
}
