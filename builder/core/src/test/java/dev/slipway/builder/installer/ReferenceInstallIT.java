package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.reference.TestBase;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.machine.BlankDisk;
import dev.slipway.machine.Firmware;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import dev.slipway.testkit.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of the reference base: an installer flashes an empty disk without anybody, its power is cut in the
/// middle, the next run installs over what is there, and the disk alone boots and has the user-data in force. What the
/// guest itself writes to its serial port decides, and what other people's tools read from the disk.
@RequiresTool({"qemu-system-x86_64", "mmdebstrap", "sfdisk", "debugfs", "xorriso", "cp"})
class ReferenceInstallIT {

    private static final long DISK_BYTES = 8L << 30;
    private static final int BOOT_CODE_BYTES = 440;
    private static final int OEM_PARTITION = 3;
    private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(8);

    /// Says what is in force, from inside, and ends the run. The secret of the operator is tried where it counts: `su`
    /// asks for it when somebody calls it who is not root.
    private static final String PROOF = """
            root=no etc=no login=no
            touch /usr/impossible 2>/dev/null || root=immutable
            touch /etc/changed /var/changed /home/changed && etc=kept
            echo letmein | setsid runuser -u nobody -- su operator -c id 2>&1 | grep -q "(operator).*(sudo)" && login=works
            secure=$(od -An -j4 -N1 -tu1 /sys/firmware/efi/efivars/SecureBoot-* 2>/dev/null | tr -d ' ')
            echo "SLIPWAY-INSTALLED host=$(hostname) login=$login root=$root etc=$etc order=$(cat /run/order | tr '\\n' ,)\
             site=$(cat /etc/site) once=$(cat /run/once 2>/dev/null || echo no) secure=${secure:-none} END" >/dev/ttyS0
            systemctl poweroff
            """;

    private static final String USER_DATA = """
            #cloud-config
            # Kept byte for byte, this comment too.
            stylus:
              site:
                hostName: shop-17
            install:
              poweroff: true
            stages:
              initramfs:
                - name: operator
                  users:
                    operator:
                      groups: [sudo]
                      passwd: letmein
                - name: first
                  files:
                    - path: /etc/site
                      content: from-the-installer
                      permissions: 0644
                  commands: ["echo initramfs >>/run/order"]
              boot:
                - name: second
                  commands: ["echo boot >>/run/order"]
              network:
                - name: proof
                  commands:
                    - echo network >>/run/order
                    - |
            """ + PROOF.indent(12);

    private static final String SITE_USER_DATA = """
            #cloud-config
            stylus:
              site:
                hostName: shop-18
            stages:
              initramfs:
                - name: site
                  files:
                    - path: /etc/site
                      content: from-the-site
                      permissions: 0644
                - name: skip-copy-once
                  commands: ["echo yes >/run/once"]
            """;

    @TempDir
    private static Path directory;

    private static Path iso;
    private static Path disk;

    @BeforeAll
    static void installOverAnInterruptedInstallation() throws IOException {
        iso = directory.resolve("installer.iso");
        Path userData = Files.writeString(directory.resolve("user-data"), USER_DATA);
        new InstallerBuild(TestBase.cache(), BuildListener.SILENT)
                .build(InstallerRequest.of(new RootFileSystem(TestBase.amd64().tar()), userData, iso));
        disk = BlankDisk.create(directory.resolve("disk.img"), DISK_BYTES);

        try (VirtualMachine interrupted =
                installing().named("install-interrupted").start()) {
            interrupted.awaitSerial("Copy the system: 40%", INSTALLED_WITHIN);
        }
        assertThat(new String(firstBytes(BOOT_CODE_BYTES), StandardCharsets.ISO_8859_1))
                .as("a disk that is half written must not boot")
                .doesNotContain("GRUB");

        // The disk comes first in the boot order, as on most machines: its boot code has to hand over to the medium.
        try (VirtualMachine installing = installing().named("install").start()) {
            installing.awaitSerial("slipway-install: done", INSTALLED_WITHIN);
            installing.awaitPowerOff(Duration.ofMinutes(1));
        }
    }

    private static Qemu installing() {
        return Qemu.with(Firmware.SEABIOS).keptDisk(disk).cdrom(iso);
    }

    @Test
    void installerKeepsEveryRule() {
        assertThat(ImageVerification.of(iso).outcomes())
                .isNotEmpty()
                .noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
    }

    @Test
    void oemPartitionHoldsTheExactUserData() throws IOException {
        assertThat(oemFile(disk, "/90_custom.yaml")).isEqualTo(USER_DATA);
    }

    @Test
    void diskBootsUnderUefiWithTheUserDataInForce() throws IOException {
        try (VirtualMachine installed = Qemu.with(Firmware.OVMF).disk(disk).start()) {
            assertThat(proof(installed))
                    .isEqualTo("host=shop-17 login=works root=immutable etc=kept order=initramfs,boot,network,"
                            + " site=from-the-installer once=no secure=0");
        }
    }

    /// The site's values win and the others stay, at the boot with the medium and at those after it. The second boot is
    /// one with Secure Boot.
    @Test
    void siteMediumOverridesAtFirstBoot() throws IOException {
        Path site = siteMedium();
        Path own = Files.copy(disk, directory.resolve("site.img"), StandardCopyOption.REPLACE_EXISTING);

        try (VirtualMachine first = Qemu.with(Firmware.SEABIOS)
                .keptDisk(own)
                .cdrom(site)
                .named("site-first")
                .start()) {
            assertThat(proof(first))
                    .isEqualTo("host=shop-18 login=works root=immutable etc=kept order=initramfs,boot,network,"
                            + " site=from-the-site once=yes secure=none");
        }
        assertThat(oemFile(own, "/90_custom.yaml")).isEqualTo(USER_DATA);
        assertThat(oemFile(own, "/95_userdata/userdata")).contains("shop-18").doesNotContain("skip-copy-once");

        try (VirtualMachine second = Qemu.with(Firmware.OVMF_SECURE_BOOT)
                .keptDisk(own)
                .named("site-second")
                .start()) {
            assertThat(proof(second))
                    .isEqualTo("host=shop-18 login=works root=immutable etc=kept order=initramfs,boot,network,"
                            + " site=from-the-site once=no secure=1");
        }
        Files.delete(own);
    }

    private static String proof(VirtualMachine machine) {
        Matcher line = machine.awaitSerial(Pattern.compile("SLIPWAY-INSTALLED (.*) END"), VirtualMachine.BOOT_DEADLINE);
        machine.awaitPowerOff(Duration.ofMinutes(2));
        return line.group(1).replaceAll(" +", " ");
    }

    private static Path siteMedium() throws IOException {
        Path files = Files.createDirectories(directory.resolve("site"));
        Files.writeString(files.resolve("user-data"), SITE_USER_DATA);
        Files.writeString(files.resolve("meta-data"), "");
        Path medium = directory.resolve("site.iso");
        Tool.of("xorriso", "-as", "mkisofs", "-output", medium, "-volid", "cidata", "-joliet", "-rock", files)
                .run();
        return medium;
    }

    private static byte[] firstBytes(int count) throws IOException {
        try (var in = Files.newInputStream(disk)) {
            return in.readNBytes(count);
        }
    }

    /// Read by e2fsprogs from the partition where util-linux finds it.
    private static String oemFile(Path image, String path) throws IOException {
        String partition = Arrays.stream(Tool.of("sfdisk", "-d", image).run().split("\n", -1))
                .filter(line -> line.contains("img" + OEM_PARTITION + " "))
                .findFirst()
                .orElseThrow();
        Path oem = directory.resolve("oem.img");
        Tool.of(
                        "dd",
                        "if=" + image,
                        "of=" + oem,
                        "bs=512",
                        "skip=" + number(partition, "start"),
                        "count=" + number(partition, "size"))
                .run();
        Path copy = directory.resolve("oem-file");
        Files.deleteIfExists(copy);
        Tool.of("debugfs", "-R", "dump %s %s".formatted(path, copy), oem).run();
        return Files.readString(copy);
    }

    private static String number(String line, String name) {
        Matcher found = Pattern.compile(name + "= *(\\d+)").matcher(line);
        return Optional.of(found).filter(Matcher::find).orElseThrow().group(1);
    }
}
