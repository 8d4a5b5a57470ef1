package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.testkit.Registry;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One root file system, as layers in every place that an image can come from, and as one tar: the installers are equal
/// byte for byte. umoci applies the layers for the tar.
@RequiresTool({"umoci", "skopeo", "docker-registry", "grub-mkimage"})
class ContainerBaseIT {

    @TempDir
    static Path directory;

    private static Path layout;
    private static Path expected;

    @BeforeAll
    static void makeImageAndTar() throws IOException {
        RootFileSystem root = SmallBase.debianLive(directory.resolve("root"));
        Path lower = directory.resolve("lower.tar");
        Path upper = directory.resolve("upper.tar");
        tar(root.path(), lower);
        Path changes = directory.resolve("changes");
        Files.createDirectories(changes.resolve("usr/share/doc"));
        Files.writeString(changes.resolve("usr/share/doc/added"), "by the upper layer");
        Files.writeString(changes.resolve("usr/share/doc/.wh.file-7"), "");
        tar(changes, upper);
        layout = directory.resolve("layout");
        String image = layout + ":1";
        Tool.of("umoci", "init", "--layout", layout).run();
        Tool.of("umoci", "new", "--image", image).run();
        Tool.of("umoci", "raw", "add-layer", "--image", image, lower).run();
        Tool.of("umoci", "raw", "add-layer", "--image", image, upper).run();

        Path bundle = directory.resolve("bundle");
        Tool.of("umoci", "unpack", "--image", image, bundle).run();
        Path whole = directory.resolve("whole.tar");
        tar(bundle.resolve("rootfs"), whole);
        expected = SmallBase.build(directory, new RootFileSystem(whole), "whole.iso");
    }

    private static void tar(Path root, Path target) {
        Tool.of("tar", "--xattrs", "--numeric-owner", "--mtime=2026-03-04T05:06:07Z", "-C", root, "-cf", target, ".")
                .run();
    }

    @Test
    void layoutGivesTheSameInstaller() throws IOException {
        assertSame(build("oci:" + layout + ":1", BaseAccess.USUAL, new Heard()));
    }

    @Test
    void archiveGivesTheSameInstaller() throws IOException {
        Path archive = directory.resolve("archive.tar");
        Tool.of("skopeo", "--insecure-policy", "copy", "-q", "oci:" + layout + ":1", "docker-archive:" + archive)
                .run();

        assertSame(build("docker-archive:" + archive, BaseAccess.USUAL, new Heard()));
    }

    @Test
    void registryGivesTheSameInstallerAndTellsTheDigest() throws IOException {
        Heard heard = new Heard();
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout + ":1", "edge/base:1");
            String name = registry.host() + "/edge/base:1";
            BaseAccess access = new BaseAccess(Optional.empty(), Set.of(registry.host()), Set.of(), Optional.empty());
            String digest = Tool.of(
                            "skopeo", "inspect", "--tls-verify=false", "--format={{.Digest}}", "docker://" + name)
                    .run()
                    .strip();

            assertSame(build(name, access, heard));
            assertThat(heard.bases).containsExactly(name + " " + digest);
            assertSame(build(registry.host() + "/edge/base@" + digest, access, heard));
        }
    }

    @Test
    void registryWhenItIsNotTrustedIsRefused() throws IOException {
        try (Registry registry = Registry.withTlsAndPassword()) {
            registry.push("oci:" + layout + ":1", "edge/base:1");
            String name = registry.host() + "/edge/base:1";

            assertThatThrownBy(() -> build(name, BaseAccess.USUAL, new Heard()))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().kind().exitStatus()).isEqualTo(4));
        }
    }

    private static void assertSame(Path iso) throws IOException {
        assertThat(Files.mismatch(iso, expected)).isEqualTo(-1);
    }

    private static Path build(String base, BaseAccess access, BuildListener listener) throws IOException {
        String output = "built-" + base.replaceAll("[^a-z0-9]", "_") + ".iso";
        InstallerRequest request =
                RequestChange.reaching(SmallBase.request(directory, BaseReference.parse(base), output), access);
        // Nothing of one build helps the next.
        Path cache = Files.createTempDirectory(directory, "cache");
        return new InstallerBuild(new BuildCache(cache), listener)
                .build(request)
                .output();
    }

    /// The bases that were told of.
    private static final class Heard implements BuildListener {
        private final List<String> bases = new ArrayList<>();

        @Override
        public void resolvedBase(String name, String digest) {
            bases.add(name + " " + digest);
        }
    }
}
