package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.oci.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerCredentialsTests {

    @TempDir
    private Path home;

    private DockerCredentials credentials(Map<String, String> environment) {
        return new DockerCredentials(RegistrySettings.defaults().in(home, environment));
    }

    private void write(String file, String registry, String login) throws IOException {
        String auth = Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        write(file, "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}, \"fieldOfTomorrow\": 1}".formatted(registry, auth));
    }

    private void write(String file, String json) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, json);
    }

    private Optional<Credentials> find(String image, Map<String, String> environment) {
        return credentials(environment).find(ImageName.parse(image));
    }

    /// As `docker login` writes them.
    @ParameterizedTest
    @CsvSource({
        "https://index.docker.io/v1/, debian",
        "https://index.docker.io/v1/, docker.io/user/image",
        "registry.example, registry.example/a",
        "registry.example:5000, registry.example:5000/a/b:c",
        "https://registry.example, registry.example/a"
    })
    void findReadsWhatDockerWrote(String key, String image) throws IOException {
        write(".docker/config.json", key, "user:pass:word");
        assertThat(find(image, Map.of())).contains(new Credentials("user", "pass:word"));
        assertThat(find("other.example/a", Map.of())).isEmpty();
    }

    @Test
    void findLooksInTheOrderInWhichTheyCount() throws IOException {
        Map<String, String> environment = Map.of(
                "REGISTRY_AUTH_FILE", home.resolve("named.json").toString(),
                "DOCKER_CONFIG", home.resolve("docker").toString(),
                "XDG_RUNTIME_DIR", home.resolve("run").toString(),
                "XDG_CONFIG_HOME", home.resolve("config").toString());
        String[] files = {"config/containers/auth.json", "run/containers/auth.json", "docker/config.json", "named.json"
        };
        write(".docker/config.json", "r.example", "not:looked-at");
        for (String file : files) {
            write(file, "r.example", "user:" + file);
            assertThat(find("r.example/a", environment)).contains(new Credentials("user", file));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"credsStore\": \"not-installed-here\"}", "{\"credHelpers\": {\"r.example\": \"none\"}}"
            })
    void findWhenNobodyKnowsTheRegistryFindsNothing(String json) throws IOException {
        write(".docker/config.json", json);
        assertThat(find("r.example/a", Map.of())).isEmpty();
    }

    @Test
    void credentialsAreNotPrinted() {
        assertThat(new Credentials("user", "secret").toString())
                .doesNotContain("secret")
                .doesNotContain("user");
    }
}
