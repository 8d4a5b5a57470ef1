package dev.slipway.builder.installer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.inspection.ImageInspection;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.site.SiteExtraction;
import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.machine.Firmware;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import dev.slipway.testkit.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ignition configs in the place that images of CoreOS keep for them.
@RequiresTool({"grub-mkimage", "xorriso", "xz", "cpio"})
class CoreOsIT {

    private static final String CONFIG = """
            {"ignition": {"version": "3.4.0"},
             "passwd": {"users": [{"name": "core", "passwordHash": "$y$j9T$hidden"}]}}
            """;
    private static final String OTHER = "{\"ignition\": {\"version\": \"3.5.0\"}}\n";

    @TempDir
    Path directory;

    @Test
    void buildPutsTheConfigIntoTheEmbedAreaAndNothingElseAnywhere() throws IOException {
        Path base = CoreOsIso.small(directory);

        Path image = SmallBase.build(directory, request(base, CONFIG));

        assertThat(Files.size(image)).isEqualTo(Files.size(base));
        Path area = extracted(image, "/images/ignition.img");
        assertThat(Tool.of(
                                "sh",
                                "-c",
                                "xz -dc --single-stream '%s' | cpio -i --quiet --to-stdout config.ign".formatted(area))
                        .run())
                .isEqualTo(CONFIG);
        byte[] blank = Files.readAllBytes(image);
        int start = indexOf(blank, Files.readAllBytes(area));
        Arrays.fill(blank, start, start + CoreOsIso.EMBED_BYTES, (byte) 0);
        assertThat(blank).isEqualTo(Files.readAllBytes(base));
        assertThat(failing(image)).isEqualTo(failing(base));
    }

    @Test
    void imageIsInspectedExtractedAndRewrittenAsAnyOther() throws IOException {
        Path base = CoreOsIso.small(directory);
        Path image = SmallBase.build(directory, request(base, CONFIG));

        ImageInspection inspection = ImageInspection.of(image);
        assertThat(inspection.flavour()).contains("coreos");
        assertThat(inspection.userData().orElseThrow().text())
                .contains("\"core\"")
                .doesNotContain("hidden");
        assertThat(SiteExtraction.of(image, What.USER_DATA).bytes()).isEqualTo(CONFIG.getBytes(UTF_8));

        Path other = Files.writeString(directory.resolve("other"), OTHER);
        new SiteRewrite(image, other, SeedFiles.NONE, Optional.empty(), false).run(warning -> {});

        assertThat(Files.mismatch(image, SmallBase.build(directory, request(base, OTHER))))
                .isEqualTo(-1);
        assertThat(SiteExtraction.of(image, What.USER_DATA).bytes()).isEqualTo(OTHER.getBytes(UTF_8));
    }

    @Test
    void areaInAnotherFileIsUsedAndTheFileAroundItStays() throws IOException {
        Path base = CoreOsIso.withinAnotherFile(directory);

        Path image = SmallBase.build(directory, request(base, CONFIG));

        byte[] before = Files.readAllBytes(extracted(base, "/images/cdboot.img"));
        byte[] after = Files.readAllBytes(extracted(image, "/images/cdboot.img"));
        assertThat(Arrays.copyOf(after, 4096)).isEqualTo(Arrays.copyOf(before, 4096));
        int end = 4096 + CoreOsIso.EMBED_BYTES;
        assertThat(Arrays.copyOfRange(after, end, after.length))
                .isEqualTo(Arrays.copyOfRange(before, end, before.length));
        assertThat(SiteExtraction.of(image, What.USER_DATA).bytes()).isEqualTo(CONFIG.getBytes(UTF_8));
    }

    @Test
    void kernelArgumentsGoIntoEveryMenu() throws IOException {
        Path base = CoreOsIso.small(directory);

        Path image = SmallBase.build(
                directory, RequestChange.arguments(request(base, CONFIG), "console=ttyS0", "ignition.firstboot"));

        for (String menu : CoreOsIso.MENUS) {
            String text = Files.readString(extracted(image, "/" + menu));
            assertThat(text)
                    .hasSameSizeAs(Files.readString(extracted(base, "/" + menu)))
                    .contains(CoreOsIso.DEFAULT_ARGUMENTS + " console=ttyS0\n####");
        }
        assertThatThrownBy(() -> SmallBase.build(
                        directory, RequestChange.arguments(request(base, CONFIG), "x=" + "y".repeat(1100))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("coreos.kargs"));
    }

    @Test
    void additionsAreGraftedAroundTheConfig() throws IOException {
        Path base = CoreOsIso.small(directory);
        Path file = Files.writeString(directory.resolve("added"), "added\n");

        Path image =
                SmallBase.build(directory, RequestChange.adding(request(base, CONFIG), Map.of("/extra/file", file)));

        assertThat(extracted(image, "/extra/file")).hasSameTextualContentAs(file);
        assertThat(SiteExtraction.of(image, What.USER_DATA).bytes()).isEqualTo(CONFIG.getBytes(UTF_8));
    }

    @Test
    void whatCannotBeEmbeddedIsRefused() throws IOException {
        Path base = CoreOsIso.small(directory);
        Random random = new Random(5);
        StringBuilder noise = new StringBuilder();
        while (noise.length() < 600_000) {
            noise.append((char) ('a' + random.nextInt(26)));
        }
        String large = "{\"ignition\": {\"version\": \"3.4.0\"}, \"x\": \"%s\"}".formatted(noise);
        for (var refused : Map.of(
                        SmallBase.USER_DATA,
                        "user-data.wrong-kind",
                        "{\"ignition\": {\"version\": \"2.2.0\"}}",
                        "ignition.version",
                        "{",
                        "ignition.syntax",
                        large,
                        "site.too-large")
                .entrySet()) {
            assertThatThrownBy(() -> SmallBase.build(directory, request(base, refused.getKey())))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refusal -> assertThat(refusal.problem().code()).isEqualTo(refused.getValue()));
        }
        assertThat(directory.resolve("out.iso")).doesNotExist();
    }

    @Test
    @RequiresTool({"qemu-system-x86_64", "mmdebstrap"})
    void bootedKernelFindsTheConfigInItsInitialFileSystem() throws IOException {
        Path base = CoreOsIso.booting(directory);
        Path image = SmallBase.build(
                directory, RequestChange.arguments(request(base, CONFIG.replace("core", "nonce-4721")), "fleet=blue"));

        try (VirtualMachine running = Qemu.with(Firmware.SEABIOS).cdrom(image).start()) {
            Matcher end = running.awaitSerial(
                    Pattern.compile(CoreOsIso.PROOF + "END (.* quiet fleet=blue)"), VirtualMachine.BOOT_DEADLINE);
            running.awaitPowerOff(Duration.ofMinutes(1));
            assertThat(end.group(1)).contains(CoreOsIso.DEFAULT_ARGUMENTS);
            List<String> told = running.serialLines().stream()
                    .filter(line -> line.contains(CoreOsIso.PROOF) && !line.contains("END"))
                    .map(line -> line.substring(line.indexOf(CoreOsIso.PROOF) + CoreOsIso.PROOF.length())
                            .stripTrailing())
                    .toList();
            assertThat(told)
                    .isEqualTo(CONFIG.replace("core", "nonce-4721").lines().toList());
        }
    }

    private InstallerRequest request(Path base, String config) throws IOException {
        Path file =
                Files.writeString(Files.createTempDirectory(directory, "config").resolve("config.ign"), config);
        return RequestChange.userData(SmallBase.request(directory, new IsoFile(base), "out.iso"), file);
    }

    private Path extracted(Path image, String path) throws IOException {
        Path target = Files.createTempDirectory(directory, "extracted").resolve("file");
        Tool.of("xorriso", "-osirrox", "on", "-indev", image, "-extract", path, target)
                .run();
        return target;
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at += 2048) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not found");
    }

    private static List<String> failing(Path image) {
        return ImageVerification.of(image).outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                .map(ImageVerification.RuleOutcome::rule)
                .toList();
    }
}
