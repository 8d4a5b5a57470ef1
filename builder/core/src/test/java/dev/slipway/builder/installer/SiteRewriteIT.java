package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.EvidenceVerification;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.site.SiteExtraction;
import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Images that are given another site when they are finished.
@RequiresTool({"grub-mkimage", "xorriso", "isoinfo", "sgdisk", "genisoimage", "mkfs.fat", "mcopy"})
class SiteRewriteIT {

    private static final long SEED = 20261123;
    private static final int ROUNDS = 6;
    private static final int SLOT_BYTES = 128 * 1024;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);

    @Test
    void rewriteOfKairosEqualsTheImageOfTheOtherSite() throws IOException {
        assertRewritesEqualBuilds(SmallBase.kairos(directory.resolve("root")), "/config.yaml");
    }

    @Test
    void rewriteOfNoCloudSeedEqualsTheImageOfTheOtherSite() throws IOException {
        assertRewritesEqualBuilds(SmallBase.debianLive(directory.resolve("root")), "/slipway/user-data");
    }

    @ParameterizedTest
    @EnumSource
    void rewriteOfGraftEqualsTheGraftOfTheOtherSite(ForeignIso foreign) throws IOException {
        assertRewritesEqualBuilds(new IsoFile(foreign.make(directory)), "/slipway/user-data");
    }

    private void assertRewritesEqualBuilds(BaseReference base, String path) throws IOException {
        System.out.println("rewrites: seed " + SEED);
        Path image = SmallBase.build(directory, base, "rewritten.iso");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] site = userData(round);
            Path userData = Files.write(directory.resolve("other"), site);
            Path built = SmallBase.build(
                    directory, RequestChange.userData(SmallBase.request(directory, base, "built.iso"), userData));

            Path copy = directory.resolve("copy.iso");
            rewrite(image, userData, Optional.of(copy));
            rewrite(image, userData, Optional.empty());

            assertThat(Files.mismatch(image, built))
                    .as("in place, round " + round)
                    .isEqualTo(-1);
            assertThat(Files.mismatch(copy, built))
                    .as("new file, round " + round)
                    .isEqualTo(-1);
            assertOthersRead(image, path, site);
            assertThat(SiteExtraction.of(image, What.USER_DATA).bytes()).isEqualTo(site);
        }
        assertThat(beside(image)).isEmpty();
        assertThat(failing(image)).isSubsetOf("partition-is-mountable");
    }

    /// Empty apart from its header, as large as its place, and all sizes in between.
    private byte[] userData(int round) {
        int length = round == 0 ? 0 : round == 1 ? SLOT_BYTES : random.nextInt(SLOT_BYTES);
        StringBuilder text = new StringBuilder("#cloud-config\n");
        while (text.length() < length) {
            text.append(random.nextInt(8) == 0 ? "\n#" : String.valueOf((char) ('a' + random.nextInt(26))));
        }
        text.insert("#cloud-config\n".length(), "hostname: a\n#");
        return text.substring(0, Math.max(26, length)).getBytes(StandardCharsets.UTF_8);
    }

    /// Programs that we did not write, each in its own hierarchy.
    private void assertOthersRead(Path image, String path, byte[] content) throws IOException {
        Path extracted = Files.createTempDirectory(directory, "extracted").resolve("file");
        Tool.of("xorriso", "-osirrox", "on", "-indev", image, "-extract", path, extracted)
                .run();
        assertThat(Files.readAllBytes(extracted)).isEqualTo(content);
        List<String> hierarchies = new ArrayList<>(List.of("-R"));
        if (Tool.of("isoinfo", "-d", "-i", image).run().contains("Joliet with UCS level")) {
            hierarchies.add("-J");
        }
        for (String hierarchy : hierarchies) {
            String text = Tool.of("isoinfo", hierarchy, "-x", hierarchy.equals("-J") ? path + ";1" : path, "-i", image)
                    .run();
            assertThat(text.getBytes(StandardCharsets.UTF_8)).as(hierarchy).isEqualTo(content);
        }
    }

    @Test
    void rewriteTakesMetaDataAndNetworkConfigAlong() throws IOException {
        BaseReference base = SmallBase.debianLive(directory.resolve("root"));
        Path metaData = Files.writeString(directory.resolve("meta"), "instance-id: shop-7\n");
        Path network = Files.writeString(directory.resolve("net"), "version: 2\nethernets: {eth0: {dhcp4: true}}\n");
        SeedFiles seed = new SeedFiles(Optional.of(metaData), Optional.of(network));
        Path image = SmallBase.build(directory, base, "image.iso");
        InstallerRequest request =
                SmallBase.request(directory, base, "built.iso").beside(seed);

        new SiteRewrite(image, request.userData(), seed, Optional.empty(), false).run(warning -> {});

        assertThat(Files.mismatch(image, SmallBase.build(directory, request))).isEqualTo(-1);
        assertOthersRead(image, "/slipway/network-config", Files.readAllBytes(network));
        assertOthersRead(image, "/slipway/meta-data", Files.readAllBytes(metaData));
        assertThat(SiteExtraction.of(image).stream().map(SiteExtraction.Extracted::what))
                .containsExactlyInAnyOrder(What.values());

        rewrite(image, request.userData(), Optional.empty());
        assertThat(Files.mismatch(image, SmallBase.build(directory, SmallBase.request(directory, base, "plain.iso"))))
                .isEqualTo(-1);
    }

    @Test
    void rewriteWhenReaderKnowsNoNetworkConfigRefuses() throws IOException {
        Path image = SmallBase.build(directory, SmallBase.kairos(directory.resolve("root")), "image.iso");
        Path network = Files.writeString(directory.resolve("net"), "version: 2\n");
        SeedFiles seed = new SeedFiles(Optional.empty(), Optional.of(network));
        byte[] before = Files.readAllBytes(image);

        assertRefused(
                "site.no-seed",
                () -> new SiteRewrite(image, SmallBase.userData(directory), seed, Optional.empty(), false)
                        .run(warning -> {}));
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void rewriteWhenContentDoesNotFitSaysHowMuch() throws IOException {
        Path image = SmallBase.build(directory, SmallBase.debianLive(directory.resolve("root")), "image.iso");
        Path large = Files.writeString(
                directory.resolve("large"), "#cloud-config\nhostname: a\n" + "# more\n".repeat(SLOT_BYTES / 7));
        byte[] before = Files.readAllBytes(image);

        assertThatThrownBy(() -> rewrite(image, large, Optional.empty()))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo("site.too-large");
                    assertThat(refusal.problem().fix().orElseThrow())
                            .contains("smaller by %d bytes"
                                    .formatted(
                                            Files.exists(large) ? large.toFile().length() - SLOT_BYTES : 0));
                });
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void rewriteWhenImageHasNoPlaceRefuses() throws IOException {
        Path image = ForeignIso.GENISOIMAGE.make(directory);

        assertRefused("site.none", () -> rewrite(image, SmallBase.userData(directory), Optional.empty()));
    }

    @Test
    void rewriteWhenUserDataIsWrongLeavesTheImage() throws IOException {
        Path image = SmallBase.build(directory, SmallBase.debianLive(directory.resolve("root")), "image.iso");
        byte[] before = Files.readAllBytes(image);
        Path wrong = Files.writeString(directory.resolve("wrong"), "#cloud-config\nusers: [{]\n");
        Path preseed = Files.writeString(directory.resolve("preseed"), "#_preseed_V1\n");

        assertThatThrownBy(() -> rewrite(image, wrong, Optional.empty())).isInstanceOf(ProblemException.class);
        assertRefused("user-data.wrong-kind", () -> rewrite(image, preseed, Optional.empty()));
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void rewriteWhenSomebodyHasTheImageLockedRefuses() throws IOException {
        Path image = SmallBase.build(directory, SmallBase.debianLive(directory.resolve("root")), "image.iso");
        byte[] before = Files.readAllBytes(image);
        Path other = Files.writeString(directory.resolve("other"), "#cloud-config\nhostname: other\n");

        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertRefused("site.in-use", () -> rewrite(image, other, Optional.empty()));
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void rewriteRemovesWhatSpeaksOfTheImageAsItWas() throws IOException {
        Path image = SmallBase.build(directory, SmallBase.debianLive(directory.resolve("root")), "image.iso");
        EvidenceFiles evidence = new EvidenceFiles(image);
        List<Path> before = evidence.present();
        assertThat(before).contains(evidence.checksum(), evidence.provenance());
        Path other = Files.writeString(directory.resolve("other"), "#cloud-config\nhostname: other\n");

        SiteRewrite.Result result =
                new SiteRewrite(image, other, SeedFiles.NONE, Optional.empty(), false).run(warning -> {});

        assertThat(result.outdated()).containsExactlyElementsOf(before);
        assertThat(evidence.present()).isEmpty();
        assertThat(result.writtenBytes()).isPositive().isLessThan(256 * 1024);
    }

    @Test
    void copyOfAnotherSiteHasEvidenceOfBoth() throws IOException {
        Path image = SmallBase.build(directory, SmallBase.debianLive(directory.resolve("root")), "image.iso");
        Path other = Files.writeString(directory.resolve("other"), "#cloud-config\nhostname: other\n");
        Path copy = directory.resolve("copy.iso");

        rewrite(image, other, Optional.of(copy));

        EvidenceVerification verification = EvidenceVerification.of(copy, Optional.empty());
        assertThat(verification.checks())
                .extracting(EvidenceVerification.Check::verdict)
                .extracting(Enum::name)
                .containsExactly("PASS", "PASS", "PASS", "NOT_CHECKED");
        assertThat(EvidenceVerification.of(image, Optional.empty()).passed()).isTrue();
        assertThat(Tool.of("sha256sum", copy).run()).startsWith(verification.sha256());
        String old = Tool.of("sha256sum", image).run().substring(0, 64);
        String user = Tool.of("sha256sum", other).run().substring(0, 64);
        String provenance = Files.readString(new EvidenceFiles(copy).provenance());
        assertThat(provenance)
                .contains("urn:slipway:build:rewrite:v1", "iso:image.iso", old, "user-data:other", user)
                .doesNotContain("hostname: other");

        // What does not speak of the image is not passed on.
        Files.writeString(new EvidenceFiles(image).provenance(), "{}");
        rewrite(image, other, Optional.of(copy));
        assertThat(new EvidenceFiles(copy).billOfMaterials()).doesNotExist();

        new SiteRewrite(image, other, SeedFiles.NONE, Optional.of(copy), false)
                .run(warning -> {}, EvidenceOptions.NONE, Map.of());
        assertThat(new EvidenceFiles(copy).present()).isEmpty();
    }

    @Test
    void extractFindsTheUserDataOfOthersToo() throws IOException {
        Path medium = directory.resolve("medium");
        SmallBase.write(medium.resolve("live/filesystem.squashfs"), SmallBase.noise(1, 5000));
        SmallBase.write(medium.resolve("nocloud/user-data"), SmallBase.bytes(SmallBase.USER_DATA));
        SmallBase.write(medium.resolve("nocloud/meta-data"), SmallBase.bytes("instance-id: x\n"));
        Path image = directory.resolve("theirs.iso");
        Tool.of("genisoimage", "-quiet", "-r", "-J", "-o", image, medium).run();

        assertThat(SiteExtraction.of(image, What.USER_DATA).bytes()).isEqualTo(SmallBase.bytes(SmallBase.USER_DATA));
        assertThat(SiteExtraction.of(image, What.META_DATA).bytes()).isEqualTo(SmallBase.bytes("instance-id: x\n"));
        assertRefused("extract.none", () -> SiteExtraction.of(image, What.NETWORK_CONFIG));
    }

    @Test
    void copyOfAnotherSiteLeavesTheImage() throws IOException {
        Path image = SmallBase.build(directory, SmallBase.debianLive(directory.resolve("root")), "image.iso");
        Path kept = Files.copy(image, directory.resolve("kept.iso"), StandardCopyOption.REPLACE_EXISTING);
        Path other = Files.writeString(directory.resolve("other"), "#cloud-config\nhostname: other\n");

        rewrite(image, other, Optional.of(directory.resolve("copy.iso")));

        assertThat(Files.mismatch(image, kept)).isEqualTo(-1);
        assertRefused("rewrite.output", () -> rewrite(image, other, Optional.of(image)));
    }

    private static void rewrite(Path image, Path userData, Optional<Path> output) {
        new SiteRewrite(image, userData, SeedFiles.NONE, output, false).run(warning -> {});
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    private List<String> beside(Path image) throws IOException {
        try (var files = Files.list(image.getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".rewriting"))
                    .toList();
        }
    }

    private static List<String> failing(Path image) {
        return ImageVerification.of(image).outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                .map(ImageVerification.RuleOutcome::rule)
                .toList();
    }
}
