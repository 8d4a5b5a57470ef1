package dev.slipway.ova.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.verification.OvaVerification;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Appliances and disks that are made of disks in files, as QEMU and others see them.
@RequiresTool({"qemu-img", "tar", "sha256sum", "openssl"})
class OvaBuildIT {

    private static final long DISK_BYTES = 200L << 20;

    @TempDir
    private Path directory;

    private Path disk;

    @BeforeEach
    void makeDisk() throws IOException {
        disk = directory.resolve("disk.img");
        Random random = new Random(17);
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
            for (int i = 0; i < 40; i++) {
                byte[] bytes = new byte[random.nextInt(1, 200_000)];
                if (i % 2 == 0) {
                    random.nextBytes(bytes);
                } else {
                    Arrays.fill(bytes, (byte) i);
                }
                file.seek(random.nextLong(DISK_BYTES - bytes.length));
                file.write(bytes);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"vmdk, vmdk", "raw, raw", "qcow2, qcow2", "vhd, vpc"})
    void aDiskIsTheSameInEveryFormat(String format, String driver) {
        Path output = directory.resolve("out." + format);
        OvaResult result = build(List.of(disk), output);

        assertThat(result.format()).isEqualTo(OvaFormat.valueOf(format.toUpperCase(Locale.ROOT)));
        Tool.of("qemu-img", "compare", "-f", "raw", "-F", driver, disk, output).run();
    }

    @ParameterizedTest
    @CsvSource({"qcow2, -c", "vmdk, -oadapter_type=ide", "vmdk, -osubformat=streamOptimized", "vdi, -opreallocation=off"
    })
    void aDiskIsReadInEveryFormat(String driver, String option) throws IOException {
        Path input = directory.resolve("in." + driver);
        Tool.of("qemu-img", "convert", "-f", "raw", "-O", driver, option, disk, input)
                .run();
        Path output = directory.resolve("out.img");
        build(List.of(input), output);

        assertThat(Files.mismatch(disk, output)).isEqualTo(-1);
    }

    @Test
    void anApplianceHoldsItsDisksAndWhatTheManifestSays() throws IOException {
        Path second = Files.write(directory.resolve("second.img"), new byte[1 << 20]);
        Path ova = directory.resolve("edge.ova");
        OvaResult result = build(List.of(disk, second), ova);

        assertThat(result.sha256())
                .hasValueSatisfying(
                        sha256 -> assertThat(Tool.of("sha256sum", ova).run()).startsWith(sha256));
        assertThat(Tool.of("tar", "tf", ova).run().lines())
                .containsExactly("edge.ovf", "edge.mf", "edge-disk1.vmdk", "edge-disk2.vmdk");
        Path unpacked = Files.createDirectories(directory.resolve("unpacked"));
        Tool.of("tar", "xf", ova, "-C", unpacked).run();
        Tool.of("sha256sum", "--strict", "-c", "edge.mf").in(unpacked).run();
        Tool.of("qemu-img", "check", unpacked.resolve("edge-disk1.vmdk")).run();
        Tool.of("qemu-img", "compare", disk, unpacked.resolve("edge-disk1.vmdk"))
                .run();
        Tool.of("qemu-img", "compare", second, unpacked.resolve("edge-disk2.vmdk"))
                .run();
        assertThatNothingFails(ova);
    }

    @Test
    void anApplianceIsTheBaseOfTheNextAndItsDiskIsTakenAsItIs() throws IOException {
        Path first = directory.resolve("first.ova");
        build(List.of(disk), first);
        Path next = directory.resolve("next.ova");
        build(List.of(first), next);

        assertThat(bytes(next, "next-disk1.vmdk").sha256())
                .isEqualTo(bytes(first, "first-disk1.vmdk").sha256());
        assertThatNothingFails(next);
    }

    @Test
    void equalRequestsGiveEqualBytes() throws IOException {
        Path first = directory.resolve("one/edge.ova");
        Path second = directory.resolve("two/edge.ova");
        build(List.of(disk), first);
        build(List.of(disk), second);

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void aSignedApplianceIsVerifiedByOpenssl() throws IOException {
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("cert.pem");
        Tool.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=test",
                        "-keyout",
                        key,
                        "-out",
                        certificate)
                .run();
        Path ova = directory.resolve("edge.ova");
        build(Requests.describing(
                List.of(disk),
                ova,
                Requests.DESCRIPTION,
                Optional.of(new SigningFiles(key, certificate, Optional.empty()))));

        String line = text(ova, "edge.cert").lines().findFirst().orElseThrow();
        byte[] signature = HexFormat.of().parseHex(line.substring(line.indexOf("= ") + 2));
        Path signatureFile = Files.write(directory.resolve("signature"), signature);
        Path manifest = Files.writeString(directory.resolve("edge.mf"), text(ova, "edge.mf"));
        Path publicKey = directory.resolve("public.pem");
        Files.writeString(
                publicKey,
                Tool.of("openssl", "x509", "-in", certificate, "-pubkey", "-noout")
                        .run());
        Tool.of("openssl", "dgst", "-sha256", "-verify", publicKey, "-signature", signatureFile, manifest)
                .run();
        assertThatNothingFails(ova);
    }

    @Test
    void theWholeDescriptionIsInTheDescriptor() throws IOException {
        Path iso = Files.write(directory.resolve("seed.iso"), new byte[4096]);
        Path eula = Files.writeString(directory.resolve("eula.txt"), "Do good & be <kind>.\n");
        Path ova = directory.resolve("edge.ova");
        build(Requests.describing(
                List.of(disk),
                ova,
                new DescriptionParameters(
                        Optional.of("shop"),
                        Optional.of("Shop system"),
                        Optional.of("Example"),
                        Optional.of("1.2"),
                        Optional.of("a note"),
                        Optional.of(eula),
                        List.of("site.name", "site.city=Oslo"),
                        true,
                        false,
                        Optional.of(iso)),
                Optional.empty()));

        assertThat(text(ova, "shop.ovf"))
                .contains("Shop system", "Example", "1.2", "a note", "Do good &amp; be &lt;kind&gt;.")
                .contains("guestinfo.userdata", "site.name", "Oslo", "shop-cd.iso");
        assertThat(bytes(ova, "shop-cd.iso").size()).isEqualTo(4096);
        assertThatNothingFails(ova);
    }

    @Test
    void nothingIsWrittenOverWhatIsRead() {
        assertThatThrownBy(() -> build(List.of(disk), disk))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is a file that is read");
    }

    @ParameterizedTest
    @CsvSource({"out.vmdk, only an OVA holds several disks"})
    void twoDisksNeedAnAppliance(String name, String words) {
        assertThatThrownBy(() -> build(List.of(disk, disk), directory.resolve(name)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aDamagedDiskLeavesNothingBehind() throws IOException {
        Path vmdk = directory.resolve("in.vmdk");
        build(List.of(disk), vmdk);
        try (RandomAccessFile file = new RandomAccessFile(vmdk.toFile(), "rw")) {
            file.seek(70_000);
            file.write(new byte[5000]);
        }
        Path output = directory.resolve("deep/edge.ova");

        assertThatThrownBy(() -> build(List.of(vmdk), output)).isInstanceOf(ProblemException.class);
        assertThat(output.getParent()).isEmptyDirectory();
    }

    private static void assertThatNothingFails(Path ova) {
        ImageVerification verification = OvaVerification.of(ova);
        assertThat(verification.outcomes()).isNotEmpty().noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
    }

    private static Image bytes(Path ova, String name) {
        return OvaFile.open(ova).member(name).map(OvaMember::content).orElseThrow();
    }

    private static String text(Path ova, String name) throws IOException {
        return new String(bytes(ova, name).toByteArray(1 << 20), StandardCharsets.UTF_8);
    }

    private OvaResult build(List<Path> disks, Path output) {
        return build(Requests.ofDisks(disks, output));
    }

    private OvaResult build(OvaParameters parameters) {
        return new OvaBuild(new BuildCache(directory.resolve("cache")), GuestListener.SILENT, Map.of())
                .build(parameters.toRequest(directory));
    }
}
