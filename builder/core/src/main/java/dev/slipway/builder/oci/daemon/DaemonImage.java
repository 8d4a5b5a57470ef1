package dev.slipway.builder.oci.daemon;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.archive.ImageArchive;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Fetches an image from a Docker daemon: the daemon exports it as `docker save` does, into the cache, under the
/// image's id, which is the digest of its configuration.
public final class DaemonImage {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// For a daemon to begin an answer, and to go on with it.
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    static {
        // docker-java logs over SLF4J, for which a command-line program has no use and brings no backend.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    private DaemonImage() {}

    /// The image that the daemon knows by this name or id. Which daemon, says the environment as for `docker`:
    /// `DOCKER_HOST`, `DOCKER_TLS_VERIFY`, `DOCKER_CERT_PATH`.
    ///
    /// @throws ProblemException where no daemon answers, or it has no such image
    public static ImageSource open(String image, Map<String, String> environment, BuildCache cache) throws IOException {
        String name = "docker-daemon:" + image;
        return ask(name, environment, docker -> {
            Digest id = Digest.parse(Objects.requireNonNullElse(
                    docker.inspectImageCmd(image).exec().getId(), ""));
            // By its id from here on: a name may lead elsewhere at any time.
            Sha256 key = Sha256.of(id.toString().getBytes(StandardCharsets.UTF_8));
            Path saved = cache.get("daemon", key, target -> save(docker, id, target));
            return ImageArchive.open(name, saved, Optional.empty(), cache);
        });
    }

    /// What is asked of a daemon.
    @FunctionalInterface
    interface Question<T> {
        T ask(DockerClient docker) throws IOException;
    }

    /// Asks the daemon that the environment names.
    ///
    /// @param name of the image, for errors
    static <T> T ask(String name, Map<String, String> environment, Question<T> question) throws IOException {
        DefaultDockerClientConfig config = configuration(environment);
        try (ZerodepDockerHttpClient http = new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .responseTimeout(ANSWER_TIMEOUT)
                        .build();
                DockerClient docker = DockerClientImpl.getInstance(config, http)) {
            return question.ask(docker);
        } catch (NotFoundException e) {
            throw Problem.input("docker.no-image", "the Docker daemon has no such image")
                    .at(name)
                    .because("it answered: " + message(e))
                    .fix("look for its name with `docker image ls`")
                    .exception(e);
        } catch (DockerException e) {
            throw Problem.environment("docker.refused", "the Docker daemon does not give away or take the image")
                    .at(name)
                    .because("it answered: " + message(e))
                    .exception(e);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // What docker-java throws where nothing answers: a RuntimeException around an IOException.
            throw Problem.environment("docker.no-daemon", "no Docker daemon answers")
                    .at(config.getDockerHost().toString())
                    .because(String.valueOf(rootOf(e).getMessage()))
                    .fix("start Docker, or set DOCKER_HOST; without a daemon, use docker-archive:FILE or a registry")
                    .exception(e);
        }
    }

    private static DefaultDockerClientConfig configuration(Map<String, String> environment) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        Optional.ofNullable(environment.get("DOCKER_HOST")).ifPresent(builder::withDockerHost);
        Optional.ofNullable(environment.get("DOCKER_CERT_PATH")).ifPresent(builder::withDockerCertPath);
        Optional.ofNullable(environment.get("DOCKER_TLS_VERIFY"))
                .ifPresent(verify -> builder.withDockerTlsVerify(!verify.isEmpty()));
        return builder.build();
    }

    private static void save(DockerClient docker, Digest id, Path target) throws IOException {
        try (InputStream in = docker.saveImageCmd(id.toString()).exec();
                WholeFile whole = WholeFile.beside(target)) {
            in.transferTo(Channels.newOutputStream(whole.channel()));
            whole.complete();
        }
    }

    static String message(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
