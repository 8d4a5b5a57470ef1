package dev.slipway.builder.oci.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.registry.RegistryImage;
import dev.slipway.builder.oci.registry.RegistrySettings;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.testkit.Registry;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images that umoci made and skopeo pushed into Docker's registry.
@RequiresTool({"umoci", "skopeo", "docker-registry", "openssl", "htpasswd"})
class RegistryIT {

    private static final List<String> AMD64 = List.of("lower of amd64", "upper of amd64");
    private static final List<String> ARM64 = List.of("lower of arm64", "upper of arm64");

    @TempDir
    private Path directory;

    private Path cache = Path.of("cache");

    @BeforeEach
    void emptyCache() {
        cache = directory.resolve("cache");
    }

    private RegistrySettings settings() {
        return RegistrySettings.defaults().in(directory, Map.of());
    }

    private RegistryImage plain(Registry registry, String name) {
        return new RegistryImage(
                ImageName.parse(registry.host() + "/" + name),
                settings().with(Optional.empty(), Set.of(registry.host()), Set.of()));
    }

    @Test
    void openTakesThePlatformOfAnIndexAndTellsItsDigest() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        Digest index = layout.addIndex("both");
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout.directory() + ":both", "edge/base:1", "--all");
            Opened arm64 = Opened.of(plain(registry, "edge/base:1"), "arm64", cache);
            assertThat(arm64.texts()).isEqualTo(ARM64);
            assertThat(arm64.base().image().named()).isEqualTo(index);
            assertThat(arm64.base().image().manifestDocument().digest()).isEqualTo(layout.digestOf("arm64"));
            assertThat(Opened.of(plain(registry, "edge/base@" + index), "amd64", cache)
                            .texts())
                    .isEqualTo(AMD64);
        }
    }

    @Test
    void openWhenAllIsHereAsksForNoLayer() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout.directory() + ":amd64", "edge/base:1");
            Opened first = Opened.of(plain(registry, "edge/base:1"), "amd64", cache);
            String layer = "/blobs/" + first.base().layers().getFirst().digest();
            assertThat(registry.log()).containsOnlyOnce("GET " + "/v2/edge/base" + layer);
            assertThat(Opened.of(plain(registry, "edge/base:1"), "amd64", cache).texts())
                    .isEqualTo(AMD64);
            assertThat(registry.log()).containsOnlyOnce("GET " + "/v2/edge/base" + layer);
        }
    }

    @Test
    void openReadsLayersInZstd() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        try (Registry registry = Registry.plain()) {
            registry.push(
                    "oci:" + layout.directory() + ":amd64",
                    "edge/base:zstd",
                    "--format=oci",
                    "--dest-compress-format=zstd");
            Opened opened = Opened.of(plain(registry, "edge/base:zstd"), "amd64", cache);
            assertThat(opened.base().image().manifest().layers())
                    .allMatch(layer -> layer.mediaType().endsWith("+zstd"));
            assertThat(opened.texts()).isEqualTo(AMD64);
        }
    }

    @Test
    void openReadsManifestsWithFieldsOfTomorrow() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        String manifest = layout.read(layout.digestOf("amd64"));
        String subject =
                "\"artifactType\":\"application/vnd.example+type\",\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1},"
                        .formatted(MediaTypes.OCI_MANIFEST, layout.digestOf("arm64"));
        Digest digest = layout.add("tomorrow", MediaTypes.OCI_MANIFEST, manifest.replaceFirst("\\{", "{" + subject));
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout.directory() + ":tomorrow", "edge/base:1");
            Opened opened = Opened.of(plain(registry, "edge/base:1"), "amd64", cache);
            assertThat(opened.base().image().named()).isEqualTo(digest);
            assertThat(opened.texts()).isEqualTo(AMD64);
        }
    }

    @Test
    void openReadsWhatDockerWouldPush() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout.directory() + ":amd64", "edge/base:docker", "--format=v2s2");
            assertThat(Opened.of(plain(registry, "edge/base:docker"), "amd64", cache)
                            .texts())
                    .isEqualTo(AMD64);
            assertThatThrownBy(() -> Opened.of(plain(registry, "edge/base:docker"), "arm64", cache))
                    .hasMessageContaining("it is there for linux/amd64");
            assertThatThrownBy(() -> Opened.of(plain(registry, "edge/base:other"), "amd64", cache))
                    .hasMessageContaining("MANIFEST_UNKNOWN");
        }
    }

    @Test
    void openWhenTheRegistrySpeaksPlainHttpUnaskedSaysSo() throws IOException {
        try (Registry registry = Registry.plain()) {
            RegistryImage image = new RegistryImage(ImageName.parse(registry.host() + "/edge/base:1"), settings());
            assertThatThrownBy(() -> Opened.of(image, "amd64", cache))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("registry.tls"))
                    .hasMessageContaining("plain HTTP");
        }
    }

    @Test
    void openWithATrustedAuthorityAndAPassword() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        try (Registry registry = Registry.withTlsAndPassword()) {
            registry.push("oci:" + layout.directory() + ":amd64", "edge/base:1");
            ImageName image = ImageName.parse(registry.host() + "/edge/base:1");
            RegistrySettings trusting = settings().with(Optional.of(registry.authority()), Set.of(), Set.of());

            assertRefused(new RegistryImage(image, settings()), "registry.tls");
            assertRefused(new RegistryImage(image, trusting), "registry.unauthorized");
            logIn(registry, "wrong");
            assertRefused(new RegistryImage(image, trusting), "registry.unauthorized");
            logIn(registry, Registry.PASSWORD);
            assertThat(Opened.of(new RegistryImage(image, trusting), "amd64", cache)
                            .texts())
                    .isEqualTo(AMD64);

            RegistrySettings careless = settings().with(Optional.empty(), Set.of(), Set.of(registry.host()));
            assertThat(Opened.of(new RegistryImage(image, careless), "amd64", cache)
                            .texts())
                    .isEqualTo(AMD64);
        }
    }

    @Test
    void openWithCertificatesAndCredentialsWhereDockerAndPodmanKeepThem() throws IOException {
        PeerLayout layout = PeerLayout.make(directory);
        try (Registry registry = Registry.withTlsAndPassword()) {
            registry.push("oci:" + layout.directory() + ":amd64", "edge/base:1");
            Path certificates =
                    Files.createDirectories(directory.resolve("certs.d").resolve(registry.host()));
            Files.copy(registry.authority(), certificates.resolve("ca.crt"));
            Path authFile = directory.resolve("auth.json");
            Files.writeString(authFile, auths(registry, Registry.PASSWORD));
            RegistrySettings defaults = settings();
            RegistrySettings settings = new RegistrySettings(
                    Optional.empty(),
                    Set.of(),
                    Set.of(),
                    directory.resolve("certs.d"),
                    directory,
                    Map.of("REGISTRY_AUTH_FILE", authFile.toString()),
                    defaults.connectTimeout(),
                    defaults.answerTimeout(),
                    defaults.retries());
            ImageName image = ImageName.parse(registry.host() + "/edge/base:1");
            assertThat(Opened.of(new RegistryImage(image, settings), "amd64", cache)
                            .texts())
                    .isEqualTo(AMD64);
        }
    }

    private void logIn(Registry registry, String password) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve(".docker")).resolve("config.json"),
                auths(registry, password));
    }

    private static String auths(Registry registry, String password) {
        String auth = Base64.getEncoder().encodeToString((Registry.USER + ":" + password).getBytes(UTF_8));
        return "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.host(), auth);
    }

    private void assertRefused(RegistryImage image, String code) {
        assertThatThrownBy(() -> Opened.of(image, "amd64", cache))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(code))
                .hasMessageNotContaining(Registry.PASSWORD);
    }
}
