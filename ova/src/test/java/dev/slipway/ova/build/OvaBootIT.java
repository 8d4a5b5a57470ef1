package dev.slipway.ova.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.disk.InstalledDiskBuild;
import dev.slipway.builder.disk.InstalledDiskRequest;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.machine.Firmware;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.site.SiteOva;
import dev.slipway.ova.site.SiteOvas;
import dev.slipway.ova.verification.OvaVerification;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import dev.slipway.testkit.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Appliances of the reference base, in both ways in which there are any: installed by its own installer in QEMU while
/// nobody watches, and laid out directly for several sites. Their disks boot as VMDKs on VMware's controller.
@RequiresTool({"qemu-system-x86_64", "mmdebstrap", "qemu-img"})
class OvaBootIT {

    private static final long DISK_BYTES = 8L << 30;

    private static final String USER_DATA = """
            #cloud-config
            stylus:
              site:
                hostName: %s
            install:
              poweroff: true
            stages:
              network:
                - name: proof
                  commands:
                    - |
                      disk=$(readlink /sys/class/block/sda/device/driver || readlink -f /sys/class/block/sda)
                      secure=$(od -An -j4 -N1 -tu1 /sys/firmware/efi/efivars/SecureBoot-* 2>/dev/null | tr -d ' ')
                      echo "SLIPWAY-OVA host=$(hostname) disk=${disk:+sda} secure=${secure:-none} END" >/dev/ttyS0
                      systemctl poweroff
            """;

    @TempDir
    private static Path directory;

    private static Path base;

    @BeforeAll
    static void findBase() throws IOException {
        base = TestBase.amd64().tar();
    }

    @Test
    void anInstalledDiskBecomesAnApplianceThatBoots() throws IOException {
        Path userData = Files.writeString(directory.resolve("user-data"), USER_DATA.formatted("shop-21"));
        Path iso = directory.resolve("installer.iso");
        new InstallerBuild(TestBase.cache(), BuildListener.SILENT)
                .build(InstallerRequest.of(new RootFileSystem(base), userData, iso));
        Path ova = directory.resolve("installed.ova");
        new OvaBuild(TestBase.cache(), GuestListener.SILENT, System.getenv())
                .build(Requests.ofInstaller(iso, DISK_BYTES, ova).toRequest(directory));

        assertThatNothingFails(ova);
        assertThat(proof(Firmware.SEABIOS, ova)).isEqualTo("host=shop-21 disk=sda secure=none");
    }

    @Test
    void aSiteHasItsUserDataOnItsOwnDisk() throws IOException {
        List<TestSite> sites = List.of(
                new TestSite("shop-22", USER_DATA.formatted("shop-22")),
                new TestSite("shop-23", USER_DATA.formatted("shop-23") + "# longer\n".repeat(900)));
        Path output = directory.resolve("ovas");
        new SitesBuild(TestBase.cache(), GuestListener.SILENT, System.getenv())
                .build(Requests.ofBase("rootfs:" + base, DISK_BYTES, output).toSitesRequest(directory), sites);

        SiteOvas ovas = SiteOvas.open(output);
        for (TestSite site : sites) {
            SiteOva entry = ovas.find(site.name()).orElseThrow();
            Path ova = directory.resolve(entry.fileName());
            ovas.writeTo(entry, ova, GuestListener.SILENT);
            assertThat(Tool.of("sha256sum", ova).run()).startsWith(entry.sha256());
            assertThatNothingFails(ova);
            // What is said to be its disk is the disk that is laid out for this site alone.
            Path alone = directory.resolve("alone.img");
            new InstalledDiskBuild(TestBase.cache(), BuildListener.SILENT, System.getenv())
                    .plan(InstalledDiskRequest.of(new RootFileSystem(base), DISK_BYTES), site.content())
                    .image()
                    .writeTo(alone);
            Tool.of("qemu-img", "compare", "-f", "raw", "-F", "vmdk", alone, vmdkOf(ova))
                    .run();
        }
        assertThat(proof(Firmware.OVMF_SECURE_BOOT, directory.resolve("shop-23.ova")))
                .isEqualTo("host=shop-23 disk=sda secure=1");
    }

    private static void assertThatNothingFails(Path ova) {
        assertThat(OvaVerification.of(ova).outcomes())
                .isNotEmpty()
                .noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
    }

    private static Path vmdkOf(Path ova) throws IOException {
        Path vmdk = directory.resolve(ova.getFileName() + ".vmdk");
        OvaFile.open(ova).members().stream()
                .filter(member -> member.name().endsWith("-disk1.vmdk"))
                .findFirst()
                .orElseThrow()
                .content()
                .writeTo(vmdk);
        return vmdk;
    }

    /// Debian's build of UEFI has no driver for VMware's controller, its BIOS has.
    private static String proof(Firmware firmware, Path ova) throws IOException {
        Qemu hardware = Qemu.with(firmware);
        String bus = "";
        if (firmware == Firmware.SEABIOS) {
            hardware.with("-device", "pvscsi,id=pvscsi0");
            bus = ",bus=pvscsi0.0";
        }
        try (VirtualMachine machine = hardware.with(
                        "-drive", "if=none,id=disk0,format=vmdk,snapshot=on,file=" + vmdkOf(ova))
                .with("-device", (bus.isEmpty() ? "ide-hd" : "scsi-hd") + bus + ",drive=disk0,bootindex=0")
                .named("ova-" + ova.getFileName())
                .start()) {
            Matcher line = machine.awaitSerial(Pattern.compile("SLIPWAY-OVA (.*) END"), VirtualMachine.BOOT_DEADLINE);
            machine.awaitPowerOff(Duration.ofMinutes(2));
            return line.group(1);
        }
    }
}
