package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.reference.ReferenceBase;
import dev.slipway.builder.reference.TestBase;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Symlink;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The reference base as mmdebstrap really makes it, of the packages of today.
@RequiresTool("mmdebstrap")
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class ReferenceBaseIT {

    /// What the recipe's packages may grow to before somebody should know.
    private static final long SQUASHFS_BYTES_MAX = 220_000_000;

    private static ReferenceBase base;
    private static RootFileSystemBase root;

    @TempDir
    Path directory;

    @BeforeAll
    static void make() throws IOException {
        base = TestBase.amd64();
        root = RootFileSystemBase.open(base.tar(), TestBase.cache());
    }

    @Test
    void squashfsIsSmall() throws IOException {
        Image squashfs =
                new PackedRoot(root, MediumOptions.COMPRESSION_DEFAULT).get(TestBase.cache(), BuildListener.SILENT);

        assertThat(squashfs.size()).isLessThan(SQUASHFS_BYTES_MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/bin/cloud-init",
                "usr/bin/python3.11",
                "usr/lib/systemd/systemd-networkd",
                "usr/lib/systemd/systemd-resolved",
                "usr/sbin/sfdisk",
                "usr/sbin/mke2fs",
                "usr/sbin/mkfs.fat",
                "usr/sbin/sshd",
                "usr/lib/shim/shimx64.efi.signed",
                "usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed",
                "usr/share/initramfs-tools/scripts/slipway"
            })
    void programIsThere(String path) {
        assertThat(root.tree().find(path)).isInstanceOf(RegularFile.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd-networkd.service", "tmp.mount"})
    void unitIsEnabled(String unit) {
        boolean[] wanted = new boolean[1];
        directory("etc/systemd/system").walk((path, node) -> wanted[0] |= path.endsWith(".wants/" + unit));

        assertThat(wanted[0]).isTrue();
    }

    @Test
    void kernelAndInitialFileSystemAreThere() {
        assertThat(directory("boot").entries().keySet())
                .extracting(Object::toString)
                .anyMatch(name -> name.startsWith("vmlinuz-"))
                .anyMatch(name -> name.startsWith("initrd.img-"));
    }

    @Test
    void imagesForBiosAreMade() throws IOException {
        byte[] mbr = bytes("usr/lib/slipway/boot/mbr.img");
        byte[] core = bytes("usr/lib/slipway/boot/core.img");

        assertThat(mbr).hasSize(440);
        assertThat(core.length).isPositive();
        assertThat(core.length % 512).isZero();
    }

    @Test
    void nothingBelongsToOneMachine() throws IOException {
        assertThat(bytes("etc/machine-id")).isEmpty();
        assertThat(root.tree().find("var/lib/dbus/machine-id") instanceof RegularFile)
                .isFalse();
        assertThat(directory("etc/ssh").entries().keySet())
                .extracting(Object::toString)
                .noneMatch(name -> name.startsWith("ssh_host_"));
        assertThat(root.tree().find("var/lib/systemd/random-seed")).isNull();
        assertThat(root.tree().find("etc/resolv.conf")).isInstanceOf(Symlink.class);
    }

    @Test
    void packagesAreCountedAsDpkgDoes() throws IOException {
        Path database = Files.createDirectories(directory.resolve("dpkg"));
        Files.write(database.resolve("status"), bytes("usr/lib/sysimage/dpkg/status"));
        Files.createDirectories(database.resolve("info"));
        Files.createDirectories(database.resolve("updates"));

        String listed = Tool.of("dpkg-query", "--admindir=" + database, "--show", "--showformat=${db:Status-Abbrev}\\n")
                .run();

        assertThat(base.packages()).isEqualTo((int)
                listed.lines().filter(line -> line.startsWith("ii")).count());
    }

    @Test
    void buildWhenTheBaseIsThereMakesNothing() {
        ReferenceBaseResult again = build(Optional.empty());

        assertThat(again.madeNow()).isFalse();
        assertThat(again.place()).isEqualTo(base.tar().toString());
        assertThat(again.digest()).isEqualTo(base.digest().toString());
    }

    @Test
    void installerWithoutABaseIsBuiltOfIt() throws IOException {
        Path userData = Files.writeString(directory.resolve("user-data"), "#cloud-config\nhostname: shop\n");
        Path iso = directory.resolve("installer.iso");

        InstallerResult result = new InstallerBuild(TestBase.cache(), BuildListener.SILENT)
                .build(InstallerRequest.of(BaseReference.parse("slipway"), userData, iso));

        assertThat(result.baseDigest()).contains(base.digest().toString());
        assertThat(iso).exists();
    }

    @Test
    @RequiresTool({"skopeo", "umoci"})
    void imageIsReadByOthers() throws IOException {
        Path layout = directory.resolve("layout");

        ReferenceBaseResult result =
                build(Optional.of(ImageDestination.parse("oci:" + layout + ":bookworm", Map.of())));

        String inspected =
                Tool.of("skopeo", "inspect", "oci:" + layout + ":bookworm").run();
        assertThat(inspected)
                .contains("\"Digest\": \"" + result.imageDigest().orElseThrow() + "\"")
                .contains("\"Architecture\": \"amd64\"")
                .contains("\"org.opencontainers.image.version\": \"" + base.release() + "\"");
        Path bundle = directory.resolve("bundle");
        Tool.of("umoci", "unpack", "--rootless", "--image", layout + ":bookworm", bundle)
                .run();
        assertThat(bundle.resolve("rootfs/etc/machine-id")).isEmptyFile();
        assertThat(Files.readAllBytes(bundle.resolve("rootfs/usr/lib/slipway/boot/core.img")))
                .isEqualTo(bytes("usr/lib/slipway/boot/core.img"));
    }

    private static ReferenceBaseResult build(Optional<ImageDestination> destination) {
        return new ReferenceBaseBuild(TestBase.cache(), System.getenv(), BuildListener.SILENT)
                .build(Optional.empty(), Architecture.AMD64, false, destination);
    }

    private static Directory directory(String path) {
        Node node = root.tree().find(path);
        assertThat(node).as(path).isInstanceOf(Directory.class);
        return (Directory) node;
    }

    private static byte[] bytes(String path) throws IOException {
        Node node = root.tree().find(path);
        assertThat(node).as(path).isInstanceOf(RegularFile.class);
        return ((RegularFile) node).content().toByteArray(16 << 20);
    }
}
