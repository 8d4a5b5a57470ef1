package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What other people's tools say of a medium that was made from a root file system.
@RequiresTool({"grub-mkimage", "xorriso", "sgdisk", "isoinfo"})
class NewMediumIT {

    @TempDir
    static Path directory;

    private static Path live;
    private static Path kairos;

    @BeforeAll
    static void build() throws IOException {
        Path content = Files.write(directory.resolve("content"), SmallBase.noise(9, 1_234_567));
        live = SmallBase.build(
                directory,
                RequestChange.adding(
                        SmallBase.request(
                                directory, SmallBase.debianLive(directory.resolve("live-root")), "debian-live.iso"),
                        Map.of("/opt/content.bin", content)));
        kairos = SmallBase.build(directory, SmallBase.kairos(directory.resolve("kairos-root")), "kairos.iso");
    }

    private static Path medium(String flavour) {
        return flavour.equals("kairos") ? kairos : live;
    }

    @ParameterizedTest
    @CsvSource({"debian-live,/slipway/user-data", "kairos,/config.yaml"})
    void buildBakesTheUserDataByteForByte(String flavour, String path) throws IOException {
        Path extracted = directory.resolve(flavour + "-user-data");
        Tool.of("xorriso", "-osirrox", "on", "-indev", medium(flavour), "-extract", path, extracted)
                .run();

        assertThat(extracted).hasContent(SmallBase.USER_DATA);
        assertThat(Tool.of("isoinfo", "-R", "-i", medium(flavour), "-x", path).run())
                .isEqualTo(SmallBase.USER_DATA);
        // Joliet's names carry a version, which isoinfo wants to be told.
        assertThat(Tool.of("isoinfo", "-J", "-i", medium(flavour), "-x", path + ";1")
                        .run())
                .isEqualTo(SmallBase.USER_DATA);
    }

    @ParameterizedTest
    @CsvSource({"debian-live", "kairos"})
    void buildKeepsEveryRule(String flavour) {
        ImageVerification verification = ImageVerification.of(medium(flavour));

        assertThat(verification.outcomes())
                .allSatisfy(outcome -> assertThat(outcome.verdict())
                        .as(outcome.rule() + ": " + outcome.detail())
                        .isNotEqualTo(Verdict.FAIL));
        assertThat(verification.outcomes().stream()
                        .filter(outcome -> outcome.verdict() == Verdict.NOT_APPLICABLE)
                        .map(ImageVerification.RuleOutcome::rule))
                .isEqualTo(flavour.equals("kairos") ? List.of("kernel-arguments") : List.of("label-found"));
    }

    @ParameterizedTest
    @CsvSource({"debian-live", "kairos"})
    void buildMakesPartitionsThatSgdiskHasNothingAgainst(String flavour) {
        assertThat(Tool.of("sgdisk", "-v", medium(flavour)).run())
                .contains("No problems found")
                .doesNotContainIgnoringCase("warning");
    }

    @Test
    void buildMakesAMediumThatBootsUnderBiosAndUefiFromCdAndDisk() {
        String report = Tool.of("xorriso", "-indev", live, "-report_el_torito", "plain")
                .and("-report_system_area", "plain")
                .run();

        assertThat(report)
                .containsPattern("El Torito boot img : +1 +BIOS +y +none")
                .containsPattern("El Torito boot img : +2 +UEFI +y +none")
                .containsPattern("El Torito img opts : +1 +boot-info-table grub2-boot-info")
                .containsPattern("System area summary: MBR grub2-mbr .*GPT")
                .containsPattern("MBR partition +: +2 +0x80 +0x17 +4096 ")
                .containsPattern("MBR partition +: +3 +0x00 +0xef +2048 +656\n")
                .containsPattern("GPT start and size +: +2 +2048 +656\n")
                .contains("GPT partname local :   2  EFI system partition");
    }

    @Test
    void buildShowsEveryFileToXorriso() {
        assertThat(Tool.of("xorriso", "-indev", live, "-find", "/", "-type", "f")
                        .run())
                .contains(
                        "'/live/vmlinuz'",
                        "'/live/initrd.img'",
                        "'/live/filesystem.squashfs'",
                        "'/boot/grub/grub.cfg'",
                        "'/opt/content.bin'",
                        "'/slipway/user-data'",
                        "'/slipway/meta-data'",
                        "'/slipway.json'");
    }

    @ParameterizedTest
    @CsvSource({"debian-live", "kairos"})
    @RequiresTool({"fuseiso", "fusermount"})
    void buildShowsEveryFileInPartitionOne(String flavour) throws IOException {
        Map<String, Long> inPartition = PartitionMount.files(medium(flavour), directory.resolve("mnt-" + flavour));

        assertThat(inPartition).isEqualTo(PartitionMount.filesSeenByXorriso(medium(flavour)));
        assertThat(inPartition.keySet()).contains(flavour.equals("kairos") ? "/config.yaml" : "/slipway/user-data");
    }

    @Test
    void buildWhenBaseIsTarPacksTheSameFiles() throws IOException {
        Path tar = directory.resolve("root.tar");
        Tool.of("tar", "--sort=name", "-cf", tar, "-C", directory.resolve("live-root"), ".")
                .run();

        Path image = SmallBase.build(directory, new RootFileSystem(tar), "of-tar.iso");

        assertThat(Tool.of("xorriso", "-osirrox", "on", "-indev", image, "-extract", "/live/filesystem.squashfs")
                        .and(directory.resolve("of-tar.squashfs"))
                        .tryRun()
                        .status())
                .isZero();
        assertThat(ImageVerification.of(image).passed()).isTrue();
    }
}
