package dev.slipway.builder.oci.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.archive.ImageArchive;
import dev.slipway.builder.oci.layout.OciLayout;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.oci.registry.RegistryImage;
import dev.slipway.builder.oci.registry.RegistrySettings;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.testkit.Registry;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images that we write, judged by Docker's registry, skopeo and umoci.
@RequiresTool({"umoci", "skopeo", "docker-registry", "openssl", "htpasswd"})
class PublishIT {

    @TempDir
    private Path directory;

    private PeerLayout layout = new PeerLayout(Path.of("layout"), Path.of("scratch"));

    @BeforeEach
    void makeBase() throws IOException {
        layout = PeerLayout.make(directory);
    }

    private String base() {
        return "oci:" + layout.directory() + ":amd64";
    }

    private ImageSource baseLayout() {
        return OciLayout.of(layout.directory(), Optional.of("amd64"));
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private RegistrySettings trusting(Registry registry) {
        return RegistrySettings.defaults()
                .in(directory, Map.of())
                .with(Optional.of(registry.authority()), Set.of(), Set.of());
    }

    private RegistrySettings plain(Registry registry) {
        return RegistrySettings.defaults()
                .in(directory, Map.of())
                .with(Optional.empty(), Set.of(registry.host()), Set.of());
    }

    private static ImageName name(Registry registry, String name) {
        return ImageName.parse(registry.host() + "/" + name);
    }

    private void logIn(Registry registry, String password) throws IOException {
        String auth = Base64.getEncoder().encodeToString((Registry.USER + ":" + password).getBytes(UTF_8));
        Files.writeString(
                Files.createDirectories(directory.resolve(".docker")).resolve("config.json"),
                "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.host(), auth));
    }

    private static Tool skopeo(Registry registry, Object... arguments) {
        return Tool.of("skopeo", "--insecure-policy").and(arguments);
    }

    private static long count(String log, String words) {
        return log.lines().filter(line -> line.contains(words)).count();
    }

    /// What umoci makes of an image: the base's files, and ours as it was given.
    private void assertUnpacks(Path images, String tag) throws IOException {
        Path bundle = directory.resolve("bundle-" + tag);
        Tool.of("umoci", "unpack", "--rootless", "--image", images + ":" + tag, bundle)
                .run();
        Path root = bundle.resolve("rootfs");
        assertThat(root.resolve("etc/lower/lower")).hasContent("lower of amd64");
        assertThat(root.resolve("etc/upper/upper")).hasContent("upper of amd64");
        Path userData = root.resolve(Customised.PATH);
        assertThat(userData).hasBinaryContent(Customised.USER_DATA.getBytes(UTF_8));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(userData)))
                .isEqualTo("rw-------");
    }

    private static void assertHolds(Directory tree) throws IOException {
        assertThat(text(tree, "etc/lower/lower")).isEqualTo("lower of amd64");
        assertThat(text(tree, "etc/upper/upper")).isEqualTo("upper of amd64");
        assertThat(text(tree, Customised.PATH)).isEqualTo(Customised.USER_DATA);
    }

    private static String text(Directory tree, String path) throws IOException {
        assertThat(tree.find(path)).as(path).isInstanceOf(RegularFile.class);
        return new String(((RegularFile) tree.find(path)).content().toByteArray(1 << 20), UTF_8);
    }

    @Test
    void pushWhenTheBaseLiesInTheSameRegistryMountsItsLayers() throws IOException {
        try (Registry registry = Registry.withTlsAndPassword()) {
            registry.push(base(), "edge/base:1");
            logIn(registry, Registry.PASSWORD);
            RegistrySettings settings = trusting(registry);
            ImageName target = name(registry, "edge/custom:1");
            ImageDestination destination = ImageDestination.registry(target, settings);
            String before = registry.log();
            PublishedImage published = Customised.publish(
                    new RegistryImage(name(registry, "edge/base:1"), settings), cache(), destination);
            String log = registry.log().substring(before.length());

            assertThat(published.name()).isEqualTo(target + "@" + published.digest());
            assertThat(count(log, "\"POST /v2/edge/custom/blobs/uploads/?mount="))
                    .isEqualTo(2);
            // The new layer and the new configuration; nothing of the base.
            assertThat(count(log, "\"PUT /v2/edge/custom/blobs/uploads/")).isEqualTo(2);

            Customised.publish(new RegistryImage(name(registry, "edge/base:1"), settings), cache(), destination);
            String again = registry.log().substring(before.length() + log.length());
            assertThat(count(again, "\"PUT /v2/edge/custom/manifests/1")).isEqualTo(1);
            assertThat(count(again, "\"POST /v2/edge/custom/blobs")).isZero();

            Path copy = directory.resolve("copy");
            skopeo(registry, "copy", "--src-cert-dir=" + registry.authority().getParent())
                    .and("--src-creds=" + Registry.USER + ":" + Registry.PASSWORD)
                    .and("docker://" + target, "oci:" + copy + ":pushed")
                    .run();
            assertThat(new PeerLayout(copy, directory).digestOf("pushed")).isEqualTo(published.digest());
            assertUnpacks(copy, "pushed");
            assertHolds(Customised.tree(new RegistryImage(target, settings), directory.resolve("other-cache")));
        }
    }

    @Test
    void pushWhenTheBaseLiesInAnotherRegistryCopiesItsLayers() throws IOException {
        try (Registry bases = Registry.plain();
                Registry registry = Registry.plain()) {
            bases.push(base(), "edge/base:1");
            ImageName target = name(registry, "edge/custom:1");
            PublishedImage published = Customised.publish(
                    new RegistryImage(name(bases, "edge/base:1"), plain(bases)),
                    cache(),
                    ImageDestination.registry(target, plain(registry)));
            assertThat(count(registry.log(), "\"PUT /v2/edge/custom/blobs/uploads/"))
                    .isEqualTo(4);
            String manifest = skopeo(registry, "inspect", "--raw", "--tls-verify=false", "docker://" + target)
                    .run();
            assertThat(Digest.of(manifest.getBytes(UTF_8))).isEqualTo(published.digest());
            assertThat(manifest)
                    .contains("\"org.opencontainers.image.base.name\":\"" + bases.host() + "/edge/base:1\"")
                    .contains("\"org.opencontainers.image.base.digest\":\"" + layout.digestOf("amd64") + "\"");
            assertHolds(Customised.tree(new RegistryImage(target, plain(registry)), directory.resolve("other")));
        }
    }

    @Test
    void pushWhenTheBaseIsOfDockersFormatStaysSo() throws IOException {
        try (Registry registry = Registry.plain()) {
            registry.push(base(), "edge/base:1", "--format=v2s2");
            ImageName target = name(registry, "edge/custom:1");
            Customised.publish(
                    new RegistryImage(name(registry, "edge/base:1"), plain(registry)),
                    cache(),
                    ImageDestination.registry(target, plain(registry)));
            String manifest = skopeo(registry, "inspect", "--raw", "--tls-verify=false", "docker://" + target)
                    .run();
            assertThat(manifest)
                    .contains("application/vnd.docker.distribution.manifest.v2+json")
                    .doesNotContain("vnd.oci", "annotations");
            Path copy = directory.resolve("copy");
            skopeo(registry, "copy", "--src-tls-verify=false", "docker://" + target, "oci:" + copy + ":docker")
                    .run();
            assertUnpacks(copy, "docker");
        }
    }

    @Test
    void pushWhenThePasswordIsWrongSaysSo() throws IOException {
        try (Registry registry = Registry.withTlsAndPassword()) {
            logIn(registry, "wrong");
            ImageDestination destination =
                    ImageDestination.registry(name(registry, "edge/custom:1"), trusting(registry));
            assertThatThrownBy(() -> Customised.publish(baseLayout(), cache(), destination))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("registry.unauthorized"))
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void writeWhenThereIsALayoutKeepsItsOtherTags() throws IOException {
        Path target = directory.resolve("target");
        Tool.of("skopeo", "--insecure-policy", "copy", base(), "oci:" + target + ":base")
                .run();
        ImageDestination destination = ImageDestination.parse("oci:" + target + ":site-1", Map.of());
        PublishedImage first = Customised.publish(baseLayout(), cache(), destination);
        assertThat(Customised.publish(baseLayout(), cache(), destination)).isEqualTo(first);

        assertThat(Tool.of("umoci", "list", "--layout", target).run().lines())
                .containsExactlyInAnyOrder("base", "site-1");
        assertUnpacks(target, "site-1");
        Tool.of("skopeo", "--insecure-policy", "copy", "oci:" + target + ":site-1", "dir:" + directory.resolve("dir"))
                .run();
        assertThat(Digest.of(Files.readAllBytes(directory.resolve("dir/manifest.json"))))
                .isEqualTo(first.digest());
        assertHolds(Customised.tree(OciLayout.of(target, Optional.of("site-1")), directory.resolve("other")));
    }

    @Test
    void writeWhenABlobOfTheLayoutIsDamagedMendsIt() throws IOException {
        Path target = directory.resolve("target");
        ImageDestination destination = ImageDestination.parse("oci:" + target, Map.of());
        Customised.publish(baseLayout(), cache(), destination);
        List<Path> blobs;
        try (var files = Files.list(target.resolve("blobs/sha256"))) {
            blobs = files.toList();
        }
        for (Path blob : blobs) {
            Files.write(blob, new byte[(int) Files.size(blob)]);
        }
        Customised.publish(baseLayout(), cache(), destination);
        assertUnpacks(target, "latest");
    }

    @Test
    void writeWhenTheBaseIsDamagedLeavesTheTagAsItWas() throws IOException {
        Path target = directory.resolve("target");
        ImageDestination destination = ImageDestination.parse("oci:" + target, Map.of());
        Customised.publish(baseLayout(), cache(), destination);
        String index = Files.readString(target.resolve("index.json"));
        Path other = directory.resolve("other-target");
        try (var files = Files.list(layout.directory().resolve("blobs/sha256"))) {
            for (Path blob : files.toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                if (bytes[0] == 0x1F) {
                    bytes[bytes.length - 1] ^= 1;
                    Files.write(blob, bytes);
                }
            }
        }
        // The layers are in the cache, so that only the blobs are read from the base.
        ImageDestination elsewhere = ImageDestination.parse("oci:" + other, Map.of());
        assertThatThrownBy(() -> Customised.publish(baseLayout(), cache(), elsewhere))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo("oci.digest-mismatch"));
        assertThat(other.resolve("index.json")).doesNotExist();
        assertThat(target.resolve("index.json")).hasContent(index);
        try (Registry registry = Registry.plain()) {
            ImageDestination registryTag = ImageDestination.registry(name(registry, "edge/custom:1"), plain(registry));
            assertThatThrownBy(() -> Customised.publish(baseLayout(), cache(), registryTag))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo("oci.digest-mismatch"));
            assertThat(registry.log()).doesNotContain("PUT /v2/edge/custom/manifests");
        }
    }

    @Test
    void writeAnArchiveThatSkopeoAndWeRead() throws IOException {
        Path file = directory.resolve("image.tar");
        ImageDestination destination = ImageDestination.parse("docker-archive:" + file + ":edge/custom:1", Map.of());
        PublishedImage published = Customised.publish(baseLayout(), cache(), destination);

        Path copy = directory.resolve("copy");
        Tool.of("skopeo", "--insecure-policy", "copy", "docker-archive:" + file, "oci:" + copy + ":saved")
                .run();
        assertUnpacks(copy, "saved");
        assertThat(Tool.of("skopeo", "inspect", "--config", "--raw", "docker-archive:" + file)
                        .run())
                .satisfies(
                        config -> assertThat(Digest.of(config.getBytes(UTF_8))).isEqualTo(published.digest()));
        assertThat(Tool.of("tar", "-xOf", file, "manifest.json").run())
                .contains("\"RepoTags\":[\"docker.io/edge/custom:1\"]");
        assertThat(Tool.of("tar", "-tf", file).run().lines()).hasSize(5).noneMatch(member -> member.startsWith("./"));
        ImageSource archive = ImageArchive.open(file, Optional.empty(), new BuildCache(cache()));
        assertHolds(Customised.tree(archive, directory.resolve("other")));
    }

    @Test
    void writeWhenTheBaseIsAnArchiveKnowsItsLayers() throws IOException {
        Path saved = directory.resolve("base.tar");
        Tool.of("skopeo", "--insecure-policy", "copy", base(), "docker-archive:" + saved + ":edge/base:1")
                .run();
        Path target = directory.resolve("target");
        Customised.publish(
                ImageArchive.open(saved, Optional.empty(), new BuildCache(cache())),
                cache(),
                ImageDestination.parse("oci:" + target + ":a", Map.of()));
        Path copy = directory.resolve("copy");
        Tool.of("skopeo", "--insecure-policy", "copy", "oci:" + target + ":a", "oci:" + copy + ":a")
                .run();
        assertUnpacks(copy, "a");
    }
}
