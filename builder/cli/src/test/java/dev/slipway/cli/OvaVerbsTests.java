package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.archive.OvaPackage;
import dev.slipway.ova.archive.OvaPackage.DigestedFile;
import dev.slipway.ova.archive.Placement;
import dev.slipway.ova.ovf.Appliance;
import dev.slipway.ova.ovf.ApplianceDisk;
import dev.slipway.ova.ovf.Hardware;
import dev.slipway.ova.ovf.OvfDescriptor;
import dev.slipway.ova.ovf.OvfProperty;
import dev.slipway.ova.vmdk.VmdkOptions;
import dev.slipway.ova.vmdk.VmdkWriter;
import dev.slipway.ova.vmdk.WrittenVmdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `slipway verify` and `slipway inspect` of appliances.
class OvaVerbsTests {

    private static final long CAPACITY_BYTES = 1 << 20;

    @TempDir
    Path directory;

    @BeforeEach
    void makeOva() throws IOException {
        Path vmdk = directory.resolve("edge.vmdk");
        WrittenVmdk written =
                VmdkWriter.write(Image.zeros(CAPACITY_BYTES), VmdkOptions.of(1), vmdk, ImageWriter.Progress.NONE);
        Appliance appliance = Appliance.of(
                        "edge",
                        Hardware.DEFAULT,
                        List.of(new ApplianceDisk("edge.vmdk", written.fileBytes(), CAPACITY_BYTES, 0)))
                .withEula("You may.")
                .withProperties(List.of(
                        OvfProperty.text("guestinfo.userdata", "Site", "User-data", "All of it")
                                .withValue("token: hush-hush"),
                        OvfProperty.text("hostname", "Site", "Name", "Of the host")
                                .withValue("edge-1")));
        new OvaPackage(
                        "edge",
                        OvfDescriptor.render(appliance),
                        List.of(new DigestedFile(new OvaMember("edge.vmdk", Image.ofFile(vmdk)), written.sha256())),
                        Optional.empty(),
                        Placement.SECOND)
                .plan()
                .writeTo(directory.resolve("edge.ova"));
    }

    @Test
    void verifyWhenApplianceIsSoundEndsWithZero() {
        Run run = Run.in(directory, "verify", "edge.ova");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("pass  ova-manifest-digests", " 0 failed, 1 not applicable");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void verifyWhenByteIsFlippedEndsWithOneAndNamesTheFile() throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve("edge.ova"));
        int product = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("<Product>edge");
        bytes[product + "<Product>".length()] = 'f';
        // By its content: the name says nothing.
        Files.write(directory.resolve("download"), bytes);

        Run run = Run.in(directory, "verify", "download");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("FAIL  ova-manifest-digests", "found: edge.ovf has another one");
    }

    @Test
    void verifyWhenArchiveIsTruncatedEndsWithThreeInOneLine() throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve("edge.ova"));
        Files.write(directory.resolve("cut.ova"), java.util.Arrays.copyOf(bytes, 700));

        Run run = Run.in(directory, "verify", "cut.ova");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("this is no sound OVA").doesNotContain("Exception");
    }

    @Test
    void inspectShowsMachineWithoutItsSecrets() {
        Run run = Run.in(directory, "inspect", "edge.ova");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("  guest id     debian11_64Guest\n", "  hardware     vmx-17\n", "  firmware     efi\n")
                .contains("edge.vmdk    1.0 MB   0 B  streamOptimized")
                .contains("  manifest     SHA256\n", "  signed by    nobody\n", "  | You may.\n")
                .contains("guestinfo.userdata  string  yes           ********\n", "yes           edge-1\n")
                // u[6:8]+u[4:6]+u[2:4]+u[0:2] and so on of the UUID that is shown.
                .contains("becomes the host edge-33221100554477668899aabbccddeeff\n")
                .doesNotContain("hush-hush");
    }

    @Test
    void inspectAsJsonHasTheSame() {
        Run run = Run.in(directory, "inspect", "--json", "edge.ova");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("\"manifestAlgorithms\":[\"SHA256\"],\"signedBy\":null")
                .contains("\"key\":\"guestinfo.userdata\",\"type\":\"string\",\"value\":\"********\"")
                .contains("\"capacityBytes\":1048576")
                .doesNotContain("hush-hush");
    }
}
