package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.registry.DockerCredentials.Found;
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

    private Optional<Credentials> find(String image, Map<String, String> environment) throws IOException {
        return credentials(environment).find(ImageName.parse(image)).credentials();
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

    /// The longest place wins (containers-auth.json(5), "auths").
    @ParameterizedTest
    @CsvSource({
        "r.example/team/tool, tool",
        "r.example/team/tool/part, tool",
        "r.example/team/toolbox, team",
        "r.example/teams/tool, host",
        "r.example:5000/team/tool, nobody"
    })
    void findTakesTheLoginForTheSmallestPart(String image, String user) throws IOException {
        write("config/containers/auth.json", """
                {"auths": {"r.example": {"auth": "aG9zdDp4"}, "r.example/team": {"auth": "dGVhbTp4"},
                "r.example/team/tool": {"auth": "dG9vbDp4"}}}""");
        Optional<Credentials> found =
                find(image, Map.of("XDG_CONFIG_HOME", home.resolve("config").toString()));
        assertThat(found.map(Credentials::user).orElse("nobody")).isEqualTo(user);
    }

    @Test
    void findReadsIdentityTokens() throws IOException {
        write(".docker/config.json", "{\"auths\": {\"r.example\": {\"auth\": \"eDo=\", \"identitytoken\": \"t\"}}}");
        assertThat(find("r.example/a", Map.of())).contains(new Credentials("<token>", "t"));
    }

    /// `aHVudGVyMg==` is `hunter2`, which has no colon.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hunter2                                                    | it is no JSON object in line 1",
                "{\"auths\": {\"r.example\": {\"auth\": hunter2              | it is no JSON object in line 1",
                "[\"hunter2\"]                                              | it is no JSON object",
                "{\"auths\": {\"r.example\": {\"auth\": \"hunter2?\"}}}     | 'auth' of 'r.example' is not USER:PASSWORD in Base64",
                "{\"auths\": {\"r.example\": {\"auth\": \"aHVudGVyMg==\"}}} | 'auth' of 'r.example' is not USER:PASSWORD in Base64",
                "{\"credsStore\": \"missing\"}                              | docker-credential-missing is not on the PATH",
                "{\"credHelpers\": {\"r.example\": \"../hunter2\"}}        | it names a credential helper that cannot be"
            })
    void findWhenAFileCannotBeUnderstoodTellsWhyAndNoSecret(String json, String why) throws IOException {
        write(".docker/config.json", json);
        Found found = credentials(Map.of()).find(ImageName.parse("r.example/a"));
        assertThat(found.credentials()).isEmpty();
        assertThat(found.trouble()).hasValueSatisfying(trouble -> {
            assertThat(trouble.problem().why()).contains(why);
            assertThat(trouble.problem().where())
                    .contains(home.resolve(".docker/config.json").toString());
            assertThat(trouble.problem().toString()).doesNotContain("hunter2");
            assertThat(trouble).hasNoCause();
        });
    }

    @Test
    void findWhenAFileIsADirectoryTellsIt() throws IOException {
        Files.createDirectories(home.resolve(".docker/config.json"));
        Found found = credentials(Map.of()).find(ImageName.parse("r.example/a"));
        assertThat(found.trouble().orElseThrow().problem().why()).contains("the file cannot be read");
    }

    @Test
    void findWhenOneFileIsBrokenAsksTheNext() throws IOException {
        write(".docker/config.json", "{");
        write("config/containers/auth.json", "r.example", "user:password");
        Map<String, String> environment =
                Map.of("XDG_CONFIG_HOME", home.resolve("config").toString());
        assertThat(find("r.example/a", environment)).contains(new Credentials("user", "password"));
    }

    @Test
    void credentialsAreNotPrinted() {
        assertThat(new Credentials("user", "secret").toString())
                .doesNotContain("secret")
                .doesNotContain("user");
    }
}
