package dev.slipway.builder.oci.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.daemon.DaemonImage;
import dev.slipway.builder.oci.layout.OciLayout;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.testkit.DockerEngine;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/// Images that Docker's engine loads from us.
@RequiresTool({"umoci", "busybox", "dockerd", "docker"})
class DaemonPublishIT {

    @TempDir
    private Path directory;

    private ImageSource base() {
        Path layout = directory.resolve("base");
        Path image = Path.of(layout + ":1");
        if (!layout.toFile().exists()) {
            Tool.of("umoci", "init", "--layout", layout).run();
            Tool.of("umoci", "new", "--image", image).run();
            Tool.of("umoci", "config", "--image", image, "--architecture", "amd64")
                    .run();
            Tool.of("umoci", "insert", "--rootless", "--image", image, "/bin/busybox", "/bin/busybox")
                    .run();
        }
        return OciLayout.of(layout, Optional.of("1"));
    }

    @Test
    void loadMakesAnImageThatDockerKnowsAndGivesBack() throws IOException {
        Optional<DockerEngine> started = DockerEngine.start();
        Assumptions.assumeTrue(started.isPresent(), "dockerd runs here");
        try (DockerEngine engine = started.orElseThrow()) {
            Map<String, String> environment = Map.of("DOCKER_HOST", engine.host());
            Path cache = directory.resolve("cache");
            PublishedImage published =
                    Customised.publish(base(), cache, ImageDestination.parse("docker-daemon:edge/site:1", environment));

            assertThat(engine.docker("image", "inspect", "--format={{.Id}}", "edge/site:1")
                            .run())
                    .isEqualToIgnoringNewLines(published.digest().toString());
            // Not run, which sandboxes may forbid: Docker itself makes the root file system and gives a file of it.
            engine.docker("create", "--name=site", "edge/site:1", "/bin/busybox")
                    .run();
            Path copied = directory.resolve("user-data");
            engine.docker("cp", "site:/" + Customised.PATH, copied).run();
            assertThat(copied).hasBinaryContent(Customised.USER_DATA.getBytes(UTF_8));

            ImageSource back = DaemonImage.open("edge/site:1", environment, new BuildCache(cache));
            assertThat(Customised.tree(back, directory.resolve("other")).find(Customised.PATH))
                    .isInstanceOf(RegularFile.class);

            Path archive = directory.resolve("site.tar");
            Customised.publish(
                    base(), cache, ImageDestination.parse("docker-archive:" + archive + ":edge/site:2", Map.of()));
            assertThat(engine.docker("load", "--input", archive).run()).contains("Loaded image: edge/site:2");
        }
    }

    @Test
    void loadMakesAnImageThatRuns() throws IOException {
        Optional<DockerEngine> started = DockerEngine.start();
        Assumptions.assumeTrue(started.isPresent(), "dockerd runs here");
        try (DockerEngine engine = started.orElseThrow()) {
            Customised.publish(
                    base(),
                    directory.resolve("cache"),
                    ImageDestination.parse("docker-daemon:edge/site:1", Map.of("DOCKER_HOST", engine.host())));
            TestEngine.use(engine);
            try (GenericContainer<?> container = new GenericContainer<>("edge/site:1")) {
                container
                        .withNetworkMode("none")
                        .withCommand("/bin/busybox", "cat", "/" + Customised.PATH)
                        .withStartupCheckStrategy(new OneShotStartupCheckStrategy())
                        .start();
                assertThat(container.getLogs()).isEqualTo(Customised.USER_DATA);
            }
        }
    }

    @Test
    void loadWhenNoDaemonAnswersSaysSo() {
        Map<String, String> nowhere = Map.of("DOCKER_HOST", "unix://" + directory.resolve("nobody"));
        ImageDestination destination = ImageDestination.parse("docker-daemon:edge/site:1", nowhere);
        assertThatThrownBy(() -> Customised.publish(base(), directory.resolve("cache"), destination))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo("docker.no-daemon"));
    }
}
