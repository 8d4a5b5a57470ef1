package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.site.SiteExtraction;
import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bases that hold a site already: another one takes its place, and nothing of it stays.
@RequiresTool({"grub-mkimage", "xorriso", "genisoimage", "mkfs.fat", "mcopy"})
class FormerSiteIT {

    private static final String SECRET = "hunter2-of-the-former-site";
    private static final String FORMER = "#cloud-config\nhostname: former\n# " + SECRET + "\n";
    private static final String NEXT = "#cloud-config\nhostname: next\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"debian-live", "kairos"})
    void buildOverAnImageOfOursEqualsTheRewrittenOne(String flavour) throws IOException {
        Path former = former(flavour);

        Path built = SmallBase.build(directory, request(former, NEXT));

        Path rewritten = Files.copy(former, directory.resolve("rewritten.iso"));
        new SiteRewrite(rewritten, file(NEXT), SeedFiles.NONE, Optional.empty(), false).run(warning -> {});
        assertThat(Files.mismatch(built, rewritten)).isEqualTo(-1);
        assertThat(Files.size(built)).isEqualTo(Files.size(former));
        assertGone(built);
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian-live", "kairos"})
    void buildThatMustGraftLeavesNothingOfTheFormerSite(String flavour) throws IOException {
        Path former = former(flavour);
        InstallerRequest plain = request(former, NEXT);
        String large = NEXT + "# more\n".repeat(30_000);
        for (InstallerRequest request : List.of(
                RequestChange.adding(plain, Map.of("/extra", file("extra\n"))),
                RequestChange.volumeId(plain, "OTHER"),
                RequestChange.arguments(plain, "fleet=blue"),
                request(former, large))) {
            Path built = SmallBase.build(directory, request);

            assertThat(Files.size(built)).isGreaterThan(Files.size(former));
            assertGone(built);
            assertThat(SiteExtraction.of(built, What.USER_DATA).bytes())
                    .isEqualTo(Files.readAllBytes(request.userData()));
            assertThat(failing(built)).isEmpty();
        }
    }

    @Test
    void buildOfAnotherFlavourLeavesNothingOfTheFormerSite() throws IOException {
        Path former = former("debian-live");
        InstallerRequest request = request(former, NEXT);
        MediumOptions medium = request.medium();

        Path built = SmallBase.build(
                directory,
                RequestChange.medium(
                        request,
                        new MediumOptions(
                                medium.volumeId(),
                                Optional.of("kairos"),
                                medium.kernelArguments(),
                                medium.additions(),
                                medium.compression(),
                                medium.architecture(),
                                medium.sourceDateEpoch())));

        assertGone(built);
        assertThat(HybridIso.open(Image.ofFile(built)).tree().root().find("slipway/user-data"))
                .isNull();
    }

    @Test
    void buildOverAForeignUserDataMakesItZerosUnlessItIsAnotherFileToo() throws IOException {
        Path medium = directory.resolve("medium");
        SmallBase.write(medium.resolve("live/filesystem.squashfs"), SmallBase.noise(1, 5000));
        SmallBase.write(
                medium.resolve("boot/grub/grub.cfg"),
                SmallBase.bytes("menuentry x {\n linux /live/vmlinuz boot=live\n}\n"));
        SmallBase.write(medium.resolve("slipway/user-data"), SmallBase.bytes(FORMER));
        Path alone = directory.resolve("alone.iso");
        Tool.of("genisoimage", "-quiet", "-r", "-J", "-o", alone, medium).run();
        Files.createLink(medium.resolve("kept"), medium.resolve("slipway/user-data"));
        Path shared = directory.resolve("shared.iso");
        Tool.of("genisoimage", "-quiet", "-r", "-J", "-cache-inodes", "-o", shared, medium)
                .run();

        assertThat(holdsSecret(alone)).isTrue();
        assertGone(SmallBase.build(directory, request(alone, NEXT)));
        Path kept = SmallBase.build(directory, request(shared, NEXT));
        Path extracted = directory.resolve("extracted");
        Tool.of("xorriso", "-osirrox", "on", "-indev", kept, "-extract", "/kept", extracted)
                .run();
        assertThat(extracted).hasContent(FORMER);
    }

    @Test
    void verifyFindsAUserDataThatNoFileIs() throws IOException {
        Path image = former("debian-live");
        assertThat(failing(image)).isEmpty();
        HybridIso iso = HybridIso.open(Image.ofFile(image));
        Path stale = directory.resolve("stale.iso");
        long end = iso.volume().primary().spaceBlocks() * 2048;
        Image.ofFile(image).overlay(end, Image.ofBytes(SmallBase.bytes(FORMER))).writeTo(stale);

        assertThat(failing(stale)).containsExactly("no-former-site");
    }

    private Path former(String flavour) throws IOException {
        Path root = directory.resolve("root");
        InstallerRequest request = SmallBase.request(
                directory,
                flavour.equals("kairos") ? SmallBase.kairos(root) : SmallBase.debianLive(root),
                "former.iso");
        Path former = SmallBase.build(directory, RequestChange.userData(request, file(FORMER)));
        assertThat(holdsSecret(former)).isTrue();
        return former;
    }

    private InstallerRequest request(Path base, String userData) throws IOException {
        return RequestChange.userData(SmallBase.request(directory, new IsoFile(base), "built.iso"), file(userData));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "file", ""), text);
    }

    private static void assertGone(Path image) throws IOException {
        assertThat(holdsSecret(image)).isFalse();
    }

    private static boolean holdsSecret(Path image) throws IOException {
        return new String(Files.readAllBytes(image), StandardCharsets.ISO_8859_1).contains(SECRET);
    }

    private static List<String> failing(Path image) {
        return ImageVerification.of(image).outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                .map(ImageVerification.RuleOutcome::rule)
                .toList();
    }
}
