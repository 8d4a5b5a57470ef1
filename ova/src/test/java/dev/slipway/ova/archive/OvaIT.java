package dev.slipway.ova.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.verification.ImageVerification.RuleOutcome;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.ova.archive.OvaPackage.DigestedFile;
import dev.slipway.ova.ovf.Appliance;
import dev.slipway.ova.ovf.ApplianceDisk;
import dev.slipway.ova.ovf.CdDrive;
import dev.slipway.ova.ovf.DiskController;
import dev.slipway.ova.ovf.Firmware;
import dev.slipway.ova.ovf.GuestOs;
import dev.slipway.ova.ovf.Hardware;
import dev.slipway.ova.ovf.HardwareVersion;
import dev.slipway.ova.ovf.NetworkAdapter;
import dev.slipway.ova.ovf.NetworkCard;
import dev.slipway.ova.ovf.OvfDescriptor;
import dev.slipway.ova.ovf.OvfProperty;
import dev.slipway.ova.verification.OvaVerification;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our archives in the hands of other programs.
@RequiresTool({"qemu-img", "tar"})
class OvaIT {

    private static final long CAPACITY_BYTES = 64 << 20;
    private static final Path SCHEMA = Path.of("src/test/resources/dev/slipway/ova/ovf/schema/ovf.xsd");

    @TempDir
    Path directory;

    private Path vmdk;

    @BeforeEach
    void makeDisk() throws IOException {
        Path raw = Files.write(directory.resolve("disk.raw"), new byte[(int) CAPACITY_BYTES]);
        vmdk = directory.resolve("disk.vmdk");
        Tool.of("qemu-img", "convert", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, vmdk)
                .run();
    }

    @Test
    void tarListsFilesInOrderOfStandard() throws IOException {
        Path ova = made(DiskController.PVSCSI, Placement.SECOND);

        assertThat(Tool.of("tar", "-tf", ova).run().lines())
                .containsExactly("edge.ovf", "edge.mf", "edge-disk1.vmdk", "seed.iso");
        assertThat(Tool.of("tar", "-tf", made(DiskController.PVSCSI, Placement.LAST))
                        .run()
                        .lines())
                .containsExactly("edge.ovf", "edge-disk1.vmdk", "seed.iso", "edge.mf");
        assertThat(Tool.of("tar", "-tvf", ova).run()).contains("-rw-r--r-- 0/0 ", " 1970-01-01 ");
    }

    @RequiresTool("sha256sum")
    @ParameterizedTest
    @EnumSource
    void sha256sumVerifiesManifest(Placement placement) throws IOException {
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        Tool.of("tar", "-xf", made(DiskController.PVSCSI, placement))
                .in(unpacked)
                .run();

        assertThat(Tool.of("sha256sum", "--strict", "-c", "edge.mf")
                        .in(unpacked)
                        .run()
                        .lines())
                .containsExactly("edge.ovf: OK", "edge-disk1.vmdk: OK", "seed.iso: OK");
    }

    @RequiresTool("xmllint")
    @ParameterizedTest
    @EnumSource
    void xmllintValidatesDescriptorBySchema(DiskController controller) throws IOException {
        Path ova = made(controller, Placement.SECOND);
        Tool.of("tar", "-xf", ova, "edge.ovf").in(directory).run();

        assertThat(Tool.of("xmllint", "--nonet", "--noout", "--schema", SCHEMA, directory.resolve("edge.ovf"))
                        .run())
                .contains("validates");
    }

    @RequiresTool({"bsdtar", "python3"})
    @Test
    void otherReadersOfTarSeeTheSame() throws IOException {
        Path ova = made(DiskController.SATA, Placement.SECOND);

        assertThat(Tool.of("bsdtar", "-tf", ova).run().lines())
                .containsExactly("edge.ovf", "edge.mf", "edge-disk1.vmdk", "seed.iso");
        assertThat(python(ova)).contains("edge-disk1.vmdk %d".formatted(Files.size(vmdk)));
    }

    /// A file of 8 GiB and more, of zeros, which take no room on the disk.
    @RequiresTool({"bsdtar", "python3"})
    @Test
    void largeFileIsReadWithItsSizeAndWhatLiesBehind() throws IOException {
        Path ova = directory.resolve("large.ova");
        long bytes = (9L << 30) + 1;
        OvaPackage large = new OvaPackage(
                "large",
                "<Envelope/>",
                List.of(
                        new DigestedFile(
                                new OvaMember("disk.vmdk", Image.zeros(bytes)), dev.slipway.image.Sha256.EMPTY),
                        DigestedFile.of("small.iso", Image.zeros(5))),
                Optional.empty(),
                Placement.LAST);
        large.plan().writeTo(ova);

        assertThat(Tool.of("tar", "-tvf", ova).run())
                .contains(" %d 1970-01-01 00:00 disk.vmdk\n".formatted(bytes))
                .contains(" 5 1970-01-01 00:00 small.iso\n")
                .contains("large.mf\n");
        assertThat(Tool.of("bsdtar", "-tvf", ova).run()).contains(Long.toString(bytes), "small.iso", "large.mf");
        assertThat(python(ova)).contains("disk.vmdk " + bytes, "small.iso 5", "large.mf ");
        assertThat(OvaFile.open(ova).member("disk.vmdk").orElseThrow().content().size())
                .isEqualTo(bytes);
    }

    @RequiresTool("virt-v2v")
    @ParameterizedTest
    @EnumSource
    void virtV2vReadsSource(DiskController controller) throws IOException {
        String source = Tool.of(
                        "env",
                        "LIBGUESTFS_BACKEND=direct",
                        "virt-v2v",
                        "-i",
                        "ova",
                        made(controller, Placement.SECOND),
                        "--print-source")
                .run();

        assertThat(source)
                .contains("source name: edge")
                .contains("memory: 4294967296 (bytes)")
                .contains("nr vCPUs: 2")
                .contains("firmware: uefi")
                .contains("VM Network")
                .doesNotContain("warning");
    }

    @RequiresTool("virt-v2v")
    @Test
    void virtV2vComparesManifest() throws IOException {
        Path ova = made(DiskController.PVSCSI, Placement.SECOND);
        byte[] bytes = Files.readAllBytes(ova);
        int digest = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("SHA256(edge-disk1.vmdk)= ") + 25;
        bytes[digest] = (byte) (bytes[digest] == 'a' ? 'b' : 'a');
        Files.write(ova, bytes);

        assertThat(Tool.of("env", "LIBGUESTFS_BACKEND=direct", "virt-v2v", "-i", "ova", ova, "--print-source")
                        .tryRun()
                        .output())
                .contains("does not match manifest");
    }

    /// What home-assistant/operating-system#2121 and osbuild/image-builder#431 tell of.
    @Test
    void verificationOfDiskThatQemuImgWroteNamesIt() throws IOException {
        assertThat(OvaVerification.of(made(DiskController.PVSCSI, Placement.SECOND))
                        .outcomes())
                .filteredOn(outcome -> outcome.verdict() == Verdict.FAIL)
                .extracting(RuleOutcome::rule)
                .containsExactly("vmdk-stream-optimized");
    }

    private static String python(Path ova) {
        return Tool.of(
                        "python3",
                        "-c",
                        "import sys, tarfile\nfor m in tarfile.open(sys.argv[1]): print(m.name, m.size)",
                        ova)
                .run();
    }

    private Path made(DiskController controller, Placement placement) throws IOException {
        Hardware hardware =
                new Hardware(2, 4096, Firmware.EFI, true, controller, HardwareVersion.DEFAULT, GuestOs.DEFAULT);
        Appliance appliance = Appliance.of(
                        "edge",
                        hardware,
                        List.of(new ApplianceDisk("edge-disk1.vmdk", Files.size(vmdk), CAPACITY_BYTES, 0)))
                .withCards(List.of(new NetworkCard("VM Network", NetworkAdapter.VMXNET3)))
                .withCdDrive(CdDrive.of("seed.iso", 4096))
                .withProperties(OvfProperty.ofUserData())
                .withEula("You may.");
        OvaPackage ova = new OvaPackage(
                "edge",
                OvfDescriptor.render(appliance),
                List.of(
                        DigestedFile.of("edge-disk1.vmdk", Image.ofFile(vmdk)),
                        DigestedFile.of("seed.iso", Image.zeros(4096))),
                Optional.empty(),
                placement);
        Path file = directory.resolve("%s-%s.ova".formatted(controller, placement));
        ova.plan().writeTo(file);
        return file;
    }
}
