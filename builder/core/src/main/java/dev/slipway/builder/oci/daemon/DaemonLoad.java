package dev.slipway.builder.oci.daemon;

import com.github.dockerjava.api.command.LoadImageCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Map;

/// Gives an image to a Docker daemon, as `docker load` does.
public final class DaemonLoad {

    private DaemonLoad() {}

    /// Loads the image of an archive.
    ///
    /// @param name under which the daemon has it then
    /// @param archive as `docker save` writes it, sent as it is read
    /// @throws ProblemException where no daemon answers, or it does not take the image
    public static void load(String name, Image archive, Map<String, String> environment) throws IOException {
        DaemonImage.ask("docker-daemon:" + name, environment, docker -> {
            try (InputStream in = Channels.newInputStream(archive.open())) {
                docker.loadImageAsyncCmd(in).exec(new LoadImageCallback()).awaitMessage();
            } catch (DockerClientException e) {
                throw Problem.environment("docker.refused", "the Docker daemon does not take the image")
                        .at("docker-daemon:" + name)
                        .because("it answered: " + DaemonImage.message(e))
                        .exception(e);
            }
            return docker.inspectImageCmd(name).exec();
        });
    }
}
