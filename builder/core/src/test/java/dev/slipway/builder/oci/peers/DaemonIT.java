package dev.slipway.builder.oci.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.daemon.DaemonImage;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.testkit.DockerEngine;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonIT {

    @TempDir
    private Path directory;

    @Test
    @RequiresTool({"dockerd", "docker"})
    void openExportsTheImage() throws IOException {
        Optional<DockerEngine> started = DockerEngine.start();
        Assumptions.assumeTrue(started.isPresent(), "dockerd runs here");
        try (DockerEngine engine = started.orElseThrow()) {
            Path file = directory.resolve("file");
            Files.writeString(file, "by docker");
            Path tar = directory.resolve("root.tar");
            Tool.of("tar", "-C", directory, "-cf", tar, "file").run();
            String id = engine.docker("import", tar, "edge/base:1").run().strip();
            BuildCache cache = new BuildCache(directory.resolve("cache"));
            Map<String, String> environment = Map.of("DOCKER_HOST", engine.host());
            Opened opened =
                    Opened.of(DaemonImage.open("edge/base:1", environment, cache), "amd64", directory.resolve("cache"));
            assertThat(opened.texts()).containsExactly("by docker");
            assertThat(opened.base().image().configDocument().digest()).hasToString(id);
            assertThatThrownBy(() -> DaemonImage.open("edge/other:1", environment, cache))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("docker.no-image"));
        }
    }

    @Test
    void openWhenNoDaemonAnswersSaysSo() {
        Map<String, String> nowhere = Map.of("DOCKER_HOST", "unix://" + directory.resolve("nobody"));
        assertThatThrownBy(() -> DaemonImage.open("x", nowhere, new BuildCache(directory)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo("docker.no-daemon"))
                .hasMessageContaining("docker-archive:");
    }
}
