package dev.slipway.ova.clone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks whose file systems other people's tools made, with what only one machine may have and without.
@RequiresTool({"mke2fs", "mkfs.vfat", "mcopy", "sgdisk", "dd"})
class CloneCheckIT {

    private static final int PARTITION_SECTORS = 32 << 11;

    @TempDir
    private Path directory;

    @Test
    void aDiskThatHasRunTellsAllItsIdentities() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        put(root, "etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        put(root, "etc/ssh/ssh_host_ed25519_key", "secret");
        put(root, "var/lib/dhcp/dhclient.eth0.leases", "lease {}");
        put(root, "var/lib/cloud/instances/slipway-1/user-data.txt", "#cloud-config\n");

        assertThat(warnings(disk(root)))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("machine id", "etc/machine-id"))
                .anySatisfy(line -> assertThat(line).contains("SSH host keys", "ssh_host_ed25519_key"))
                .anySatisfy(line -> assertThat(line).contains("DHCP lease", "dhclient.eth0.leases"))
                .anySatisfy(line -> assertThat(line).contains("cloud-init has run"));
    }

    @Test
    void aDiskThatHasNeverRunTellsNothing() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        put(root, "etc/machine-id", "");
        put(root, "etc/ssh/sshd_config", "");
        put(root, "etc/ssh/ssh_host_ed25519_key.pub.example", "");
        Files.createDirectories(root.resolve("var/lib/dhcp"));

        assertThat(warnings(disk(root))).isEmpty();
    }

    @Test
    void aUserDataThatFixesTheNameIsTold() throws IOException {
        Path oem = Files.createDirectories(directory.resolve("oem"));
        put(oem, "90_custom.yaml", "#cloud-config\nstylus:\n  site:\n    name: shop-17\n");

        assertThat(warnings(disk(oem)))
                .singleElement()
                .asString()
                .contains("stylus.site.name", "90_custom.yaml")
                .doesNotContain("shop-17");
    }

    @Test
    void aNameThatIsMadeByChanceIsFine() throws IOException {
        Path oem = Files.createDirectories(directory.resolve("oem"));
        put(oem, "90_custom.yaml", "#cloud-config\nstylus:\n  site:\n    name: edge-$random-6\n");

        assertThat(warnings(disk(oem))).isEmpty();
    }

    @Test
    void aChangedEtcOfOurOwnSystemIsLookedInto() throws IOException {
        Path persistent = Files.createDirectories(directory.resolve("persistent"));
        put(persistent, ".etc/changes/machine-id", "0123456789abcdef0123456789abcdef\n");
        put(persistent, ".etc/changes/ssh/ssh_host_ecdsa_key", "secret");

        assertThat(warnings(disk(persistent))).hasSize(2);
    }

    @Test
    void aFatPartitionIsLookedInto() throws IOException {
        Path userData = Files.writeString(
                directory.resolve("90_custom.yaml"), "#cloud-config\nstylus:\n  site:\n    name: shop-17\n");
        Path partition = directory.resolve("fat.img");
        Files.write(partition, new byte[PARTITION_SECTORS * 512]);
        Tool.of("mkfs.vfat", partition).run();
        Tool.of("mcopy", "-i", partition, userData, "::90_custom.yaml").run();

        assertThat(warnings(Image.ofFile(partition))).hasSize(1);
    }

    @Test
    void aDiskOfNothingTellsNothing() throws IOException {
        assertThat(warnings(Image.zeros(1 << 20))).isEmpty();
        assertThat(warnings(Image.zeros(100))).isEmpty();
    }

    private static List<String> warnings(Image disk) throws IOException {
        List<String> told = new ArrayList<>();
        new CloneCheck(told::add).check(disk);
        return told;
    }

    /// A disk with a GPT and one ext4 partition that holds these files.
    private Image disk(Path files) throws IOException {
        Path partition = directory.resolve("ext4.img");
        Tool.of("mke2fs", "-q", "-t", "ext4", "-d", files, partition, "32M").run();
        Path disk = directory.resolve("disk.img");
        Files.write(disk, new byte[(PARTITION_SECTORS + 4096) * 512]);
        Tool.of("sgdisk", "-n", "1:2048:" + (2048 + PARTITION_SECTORS - 1), disk)
                .run();
        Tool.of("dd", "if=" + partition, "of=" + disk, "bs=512", "seek=2048", "conv=notrunc")
                .run();
        return Image.ofFile(disk);
    }

    private static void put(Path root, String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
