package dev.slipway.builder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.reference.TestBase;
import dev.slipway.machine.Firmware;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import dev.slipway.testkit.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference base laid out as a disk, which was never installed: other people's tools find nothing wrong with it,
/// and it boots as an installed one does.
@RequiresTool({"qemu-system-x86_64", "mmdebstrap", "sgdisk", "e2fsck", "fsck.fat", "debugfs", "mdir"})
class InstalledDiskIT {

    private static final long DISK_BYTES = 8L << 30;
    private static final long MIB = 1L << 20;

    /// In MiB: where the partitions begin, and how large they are.
    private static final Map<String, List<Long>> PLACES = Map.of(
            "COS_GRUB", List.of(2L, 64L),
            "COS_STATE", List.of(66L, 2048L),
            "COS_OEM", List.of(2114L, 64L),
            "COS_PERSISTENT", List.of(2178L, 6013L));

    private static final String PROOF = """
            root=no etc=no login=no
            touch /usr/impossible 2>/dev/null || root=immutable
            touch /etc/changed /var/changed /home/changed && etc=kept
            echo letmein | setsid runuser -u nobody -- su operator -c id 2>&1 | grep -q "(operator).*(sudo)" && login=works
            secure=$(od -An -j4 -N1 -tu1 /sys/firmware/efi/efivars/SecureBoot-* 2>/dev/null | tr -d ' ')
            grep -q " one=1 two=2" /proc/cmdline && words=there
            echo "SLIPWAY-DISK host=$(hostname) login=$login root=$root etc=$etc words=${words:-none}\
             secure=${secure:-none} END" >/dev/ttyS0
            systemctl poweroff
            """;

    @TempDir
    private static Path directory;

    private static InstalledDisk disk;
    private static Path file;

    @BeforeAll
    static void layOut() throws IOException {
        RootFileSystem base = new RootFileSystem(TestBase.amd64().tar());
        InstalledDiskRequest plain = InstalledDiskRequest.of(base, DISK_BYTES);
        InstalledDiskRequest request = new InstalledDiskRequest(
                base,
                plain.access(),
                plain.architecture(),
                List.of("two=2"),
                plain.compression(),
                Optional.empty(),
                DISK_BYTES,
                false);
        disk = new InstalledDiskBuild(TestBase.cache(), BuildListener.SILENT, System.getenv())
                .plan(request, site("shop-17"));
        file = directory.resolve("disk.img");
        disk.image().writeTo(file);
    }

    private static SiteContent site(String host) {
        return InstalledDiskTests.content("""
                # Kept byte for byte, this comment too.
                stylus:
                  site:
                    hostName: %s
                install:
                  grub_options:
                    extra_cmdline: one=1
                stages:
                  initramfs:
                    - name: operator
                      users:
                        operator:
                          groups: [sudo]
                          passwd: letmein
                  network:
                    - name: proof
                      commands:
                        - |
                """.formatted(host) + PROOF.indent(12));
    }

    /// With its holes, which a file has no more.
    private static Path partition(String name) throws IOException {
        Path target = directory.resolve(name + ".img");
        List<Long> place = PLACES.getOrDefault(name, List.of());
        disk.image().slice(place.get(0) * MIB, place.get(1) * MIB).writeTo(target);
        return target;
    }

    /// How e2fsprogs take a partition of a disk.
    private static String inside(Path image, String name) {
        return "%s?offset=%d"
                .formatted(image, PLACES.getOrDefault(name, List.of()).get(0) * MIB);
    }

    @Test
    void sgdiskFindsNothingWrong() {
        assertThat(Tool.of("sgdisk", "-v", file).run()).contains("No problems found");
        assertThat(Tool.of("sgdisk", "-p", file).run())
                .containsPattern("1 +2048 +4095 .* EF02 +BIOS")
                .containsPattern("2 +4096 .* EF00 +COS_GRUB")
                .containsPattern("3 .* 8300 +COS_OEM")
                .containsPattern("4 .* 8300 +COS_STATE")
                .containsPattern("5 .* 8300 +COS_PERSISTENT");
    }

    @Test
    void checkersFindNothingWrongWithTheFileSystems() throws IOException {
        for (String name : List.of("COS_STATE", "COS_OEM", "COS_PERSISTENT")) {
            Path partition = partition(name);
            assertClean(partition);
            assertThat(Tool.of("blkid", "-p", partition).run()).contains(" LABEL=\"" + name + "\"", "TYPE=\"ext4\"");
            Files.delete(partition);
        }
        Path efi = partition("COS_GRUB");
        assertThat(Tool.of("fsck.fat", "-n", efi).run()).doesNotContainIgnoringCase("differ");
        assertThat(Tool.of("mdir", "-/", "-b", "-i", efi).run().lines())
                .containsExactlyInAnyOrder(
                        "::/EFI/",
                        "::/EFI/BOOT/",
                        "::/EFI/BOOT/BOOTX64.EFI",
                        "::/EFI/BOOT/grubx64.efi",
                        "::/EFI/BOOT/mmx64.efi",
                        "::/EFI/debian/",
                        "::/EFI/debian/grub.cfg");
    }

    private static void assertClean(Path partition) {
        Tool.Result result = Tool.of("e2fsck", "-f", "-n", partition).tryRun();
        assertThat(result.status()).as(result.output()).isZero();
    }

    @Test
    void debugfsGivesBackTheUserData() throws IOException {
        Path oem = partition("COS_OEM");
        Path copy = directory.resolve("copy");
        Tool.of("debugfs", "-R", "dump /90_custom.yaml " + copy, oem).run();
        assertThat(Files.readAllBytes(copy))
                .isEqualTo(site("shop-17").userData().bytes());
        assertThat(Tool.of("debugfs", "-R", "stat /90_custom.yaml", oem).run()).contains("Mode:  0600");
        assertThat(Tool.of("debugfs", "-R", "stat /", oem).run()).contains("Mode:  0700");
    }

    /// What the guest writes goes onto a copy, whose file systems are looked at afterwards.
    @Test
    void diskBootsUnderBiosWithTheUserDataInForce() throws IOException {
        Path own = directory.resolve("bios.img");
        disk.image().writeTo(own);
        try (VirtualMachine machine =
                Qemu.with(Firmware.SEABIOS).keptDisk(own).named("laid-out-bios").start()) {
            assertThat(proof(machine))
                    .isEqualTo("host=shop-17 login=works root=immutable etc=kept words=there secure=none");
        }
        for (String name : List.of("COS_STATE", "COS_OEM", "COS_PERSISTENT")) {
            // With the journal played, which the power-off may have left.
            assertThat(Tool.of("e2fsck", "-f", "-p", inside(own, name)).tryRun().status())
                    .as(name)
                    .isZero();
        }
        Files.delete(own);
    }

    @Test
    void diskOfAnotherSiteBootsWithSecureBoot() throws IOException {
        Path own = directory.resolve("site.img");
        disk.image().overlay(disk.siteOffset(), disk.site(site("shop-18"))).writeTo(own);
        try (VirtualMachine machine = Qemu.with(Firmware.OVMF_SECURE_BOOT)
                .disk(own)
                .named("laid-out-secure-boot")
                .start()) {
            assertThat(proof(machine))
                    .isEqualTo("host=shop-18 login=works root=immutable etc=kept words=there secure=1");
        }
        Files.delete(own);
    }

    private static String proof(VirtualMachine machine) {
        Matcher line = machine.awaitSerial(Pattern.compile("SLIPWAY-DISK (.*) END"), VirtualMachine.BOOT_DEADLINE);
        machine.awaitPowerOff(Duration.ofMinutes(2));
        return line.group(1).replaceAll(" +", " ");
    }
}
