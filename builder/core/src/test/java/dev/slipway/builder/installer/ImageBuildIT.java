package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A customised installer as a container image, as umoci unpacks it; and bases that must be signed.
@RequiresTool({"umoci", "openssl", "grub-mkimage"})
class ImageBuildIT {

    @TempDir
    static Path directory;

    private static String base;
    private static Path key;

    @BeforeAll
    static void makeBaseAndKey() throws IOException {
        RootFileSystem root = SmallBase.debianLive(directory.resolve("root"));
        Path tar = directory.resolve("root.tar");
        Tool.of("tar", "-C", root.path(), "-cf", tar, ".").run();
        Path layout = directory.resolve("layout");
        Tool.of("umoci", "init", "--layout", layout).run();
        Tool.of("umoci", "new", "--image", layout + ":1").run();
        Tool.of("umoci", "raw", "add-layer", "--image", layout + ":1", tar).run();
        base = "oci:" + layout + ":1";
        Path privateKey = directory.resolve("key.pem");
        key = directory.resolve("key.pub");
        Tool.of("openssl", "ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", privateKey)
                .run();
        Tool.of("openssl", "ec", "-in", privateKey, "-pubout", "-out", key).run();
    }

    @Test
    void publishAddsTheUserDataWhereTheFlavourReadsIt() throws IOException {
        Path custom = directory.resolve("custom");

        List<PublishedImage> published = publish(BaseReference.parse(base), BaseAccess.USUAL, "oci:" + custom + ":2");

        Path bundle = directory.resolve("bundle");
        Tool.of("umoci", "unpack", "--rootless", "--image", custom + ":2", bundle)
                .run();
        assertThat(bundle.resolve("rootfs/var/lib/cloud/seed/nocloud/user-data"))
                .hasContent(SmallBase.USER_DATA);
        assertThat(bundle.resolve("rootfs/usr/share/large")).isRegularFile();
        assertThat(published).hasSize(1);
        assertThat(published.getFirst().name()).contains(custom.toString());
        // Same inputs, same image.
        assertThat(publish(BaseReference.parse(base), BaseAccess.USUAL, "oci:" + directory.resolve("again") + ":2")
                        .getFirst()
                        .digest())
                .isEqualTo(published.getFirst().digest());
    }

    @Test
    void publishWhenTheBaseIsNoImageSaysSo() {
        assertProblem(
                "publish.base",
                () -> publish(new RootFileSystem(directory.resolve("root")), BaseAccess.USUAL, "oci:x:1"));
    }

    @Test
    void buildWhenTheBaseMustBeSignedAndIsNotWritesNothing() {
        BaseAccess access = new BaseAccess(Optional.empty(), Set.of(), Set.of(), Optional.of(key));
        Path output = directory.resolve("unsigned.iso");

        assertProblem("signature.", () -> build(BaseReference.parse(base), access, output));
        assertThat(output).doesNotExist();
        assertProblem("signature.", () -> publish(BaseReference.parse(base), access, "oci:" + output + ":1"));
        assertThat(output).doesNotExist();
    }

    @Test
    void buildWhenTheBaseCannotBeSignedRefusesTheKey() {
        BaseAccess access = new BaseAccess(Optional.empty(), Set.of(), Set.of(), Optional.of(key));

        assertProblem(
                "signature.no-image",
                () -> build(new RootFileSystem(directory.resolve("root")), access, directory.resolve("never.iso")));
    }

    private static void assertProblem(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).startsWith(code));
    }

    private static List<PublishedImage> publish(BaseReference from, BaseAccess access, String to) throws IOException {
        return new ImageBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT)
                .publish(
                        request(from, access, directory.resolve("no.iso")),
                        List.of(ImageDestination.parse(to, Map.of())));
    }

    private static void build(BaseReference from, BaseAccess access, Path output) throws IOException {
        new InstallerBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT)
                .build(request(from, access, output));
    }

    private static InstallerRequest request(BaseReference from, BaseAccess access, Path output) throws IOException {
        InstallerRequest usual = SmallBase.request(directory, from, output.toString());
        Files.writeString(usual.userData(), SmallBase.USER_DATA);
        return RequestChange.reaching(usual, access);
    }
}
