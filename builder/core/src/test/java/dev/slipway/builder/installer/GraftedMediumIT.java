package dev.slipway.builder.installer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.menu.BootMenus;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.image.fat.FatReader;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.iso9660.IsoTree;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// User-data baked into ISOs that others made.
@RequiresTool({"grub-mkimage", "xorriso", "sgdisk", "genisoimage", "mkfs.fat", "mcopy"})
class GraftedMediumIT {

    private static final String SEED = "ds=nocloud;s=file:///run/live/medium/slipway/";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void buildWhenBaseIsForeignBakesTheUserData(ForeignIso foreign) throws IOException {
        Path base = foreign.make(directory);
        InstallerRequest request = RequestChange.volumeId(
                RequestChange.arguments(
                        SmallBase.request(directory, new IsoFile(base), "out.iso"), "console=ttyS0", "fleet=a;b"),
                "RENAMED");

        Path image = SmallBase.build(directory, request);

        assertBaseUnchanged(base, image);
        assertExtracted(image, "/slipway/user-data", SmallBase.USER_DATA);
        assertMenus(image);
        assertThat(failing(image)).isSubsetOf(failing(base)).isSubsetOf("partition-is-mountable");
        if (foreign.hasGpt()) {
            assertThat(Tool.of("sgdisk", "-v", image).run()).contains("No problems found");
        }
        String report = Tool.of("xorriso", "-indev", image, "-report_el_torito", "plain")
                .run();
        assertThat(report)
                .contains("Volume id    : 'RENAMED'")
                .containsPattern("El Torito boot img : +1 +BIOS +y")
                .containsPattern("El Torito boot img : +2 +UEFI +y");
        if (foreign == ForeignIso.ISOHYBRID) {
            assertThat(Tool.of("xorriso", "-indev", image, "-report_system_area", "plain")
                            .run())
                    .containsPattern("MBR partition +: +1 +0x80 +0x00 +0 +%d\n"
                            .formatted(HybridIso.open(Image.ofFile(image))
                                            .volume()
                                            .primary()
                                            .spaceBlocks()
                                    * 4))
                    .doesNotContain("GPT ");
        }
        assertThat(HybridIso.open(Image.ofFile(image)).volume().joliet().isPresent())
                .isEqualTo(HybridIso.open(Image.ofFile(base)).volume().joliet().isPresent());
    }

    @Test
    @RequiresTool({"fuseiso", "fusermount"})
    void buildWhenBaseHasPartitionShowsEveryFileInIt() throws IOException {
        Path base = ForeignIso.PARTITION_OFFSET.make(directory);
        Path image = SmallBase.build(directory, new IsoFile(base), "out.iso");

        assertThat(PartitionMount.files(image, directory.resolve("mnt")))
                .isEqualTo(PartitionMount.filesSeenByXorriso(image))
                .containsKey("/slipway/user-data");
    }

    @Test
    void buildWhenBaseIsOurOwnReplacesTheUserData() throws IOException {
        Path first = SmallBase.build(
                directory,
                RequestChange.arguments(
                        SmallBase.request(directory, SmallBase.debianLive(directory.resolve("root")), "first.iso"),
                        "console=ttyS1",
                        "fleet=a;b"));
        Path other = Files.writeString(directory.resolve("other"), "#cloud-config\nhostname: other\n");
        InstallerRequest again = RequestChange.userData(
                RequestChange.arguments(
                        SmallBase.request(directory, new IsoFile(first), "second.iso"), "console=ttyS1", "fleet=a;b"),
                other);

        Path second = SmallBase.build(directory, again);

        assertExtracted(second, "/slipway/user-data", "#cloud-config\nhostname: other\n");
        assertThat(menus(second)).isEqualTo(menus(first));
        assertThat(PartitionMount.filesSeenByXorriso(second).keySet())
                .isEqualTo(PartitionMount.filesSeenByXorriso(first).keySet());
        assertRules(second);
        assertThat(Tool.of("sgdisk", "-v", second).run()).contains("No problems found");

        Path third = SmallBase.build(
                directory,
                RequestChange.userData(SmallBase.request(directory, new IsoFile(second), "third.iso"), other));
        assertRules(third);
        assertThat(Tool.of("sgdisk", "-v", third).run()).contains("No problems found");
    }

    @Test
    void buildWhenFileIsAddedReplacesWhatIsThere() throws IOException {
        Path base = ForeignIso.PARTITION_OFFSET.make(directory);
        Path file = Files.writeString(directory.resolve("info"), "mine\n");
        InstallerRequest request = SmallBase.request(directory, new IsoFile(base), "out.iso");

        Path image = SmallBase.build(
                directory, RequestChange.adding(request, Map.of("/.disk/info", file, "new/deep/one", file)));

        assertExtracted(image, "/.disk/info", "mine\n");
        assertExtracted(image, "/new/deep/one", "mine\n");
        assertRules(image);
    }

    @Test
    void buildWhenAdditionIsTheUserDataRefuses() throws IOException {
        Path base = ForeignIso.GENISOIMAGE.make(directory);
        InstallerRequest request = SmallBase.request(directory, new IsoFile(base), "out.iso");
        for (String path : List.of("/slipway/user-data", "slipway//meta-data", "./slipway/user-data", "slipway.json")) {
            assertThatThrownBy(() ->
                            SmallBase.build(directory, RequestChange.adding(request, Map.of(path, request.userData()))))
                    .as(path)
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(request.output()).doesNotExist();
    }

    @Test
    void buildWhenAdditionPassesThroughAFileRefuses() throws IOException {
        Path base = ForeignIso.GENISOIMAGE.make(directory);
        InstallerRequest request = SmallBase.request(directory, new IsoFile(base), "out.iso");
        for (String path : List.of("/live/vmlinuz/x", "../x", "/live", "/", "/slipway/user-data/x", "/slipway")) {
            assertThatThrownBy(() ->
                            SmallBase.build(directory, RequestChange.adding(request, Map.of(path, request.userData()))))
                    .as(path)
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static void assertBaseUnchanged(Path base, Path image) throws IOException {
        IsoTree before = HybridIso.open(Image.ofFile(base)).tree();
        IsoTree after = HybridIso.open(Image.ofFile(image)).tree();
        before.root().walk((path, node) -> {
            if (node instanceof RegularFile file && !path.endsWith("grub.cfg")) {
                RegularFile now = (RegularFile) after.root().find(path);
                assertThat(now).as(path).isNotNull();
                assertThat(after.locationOf(now).extents().stream().map(IsoExtent::block))
                        .as(path)
                        .isEqualTo(before.locationOf(file).extents().stream()
                                .map(IsoExtent::block)
                                .toList());
                assertThat(now.content().size()).isEqualTo(file.content().size());
            }
        });
        IsoExtent squashfs = before.locationOf(requireNonNull(before.root().find("live/filesystem.squashfs")))
                .extents()
                .getFirst();
        assertThat(Image.ofFile(image)
                        .slice(squashfs.offset(), squashfs.length())
                        .sha256())
                .isEqualTo(Image.ofFile(base)
                        .slice(squashfs.offset(), squashfs.length())
                        .sha256());
    }

    private static void assertMenus(Path image) throws IOException {
        assertThat(menus(image))
                .hasSize(2)
                .allSatisfy((path, text) -> assertThat(text)
                        .contains("linux /live/vmlinuz boot=live root=live:CDLABEL=RENAMED '" + SEED
                                + "' console=ttyS0 'fleet=a;b'\n")
                        .contains("--label RENAMED\n"));
    }

    /// All menus of the medium and of its EFI system partition.
    private static Map<String, String> menus(Path image) throws IOException {
        HybridIso iso = HybridIso.open(Image.ofFile(image));
        Map<String, String> menus =
                new TreeMap<>(BootMenus.of(iso.tree().root()).files());
        Directory efi = FatReader.read(iso.efi().orElseThrow().of(iso.image())).tree();
        BootMenus.of(efi).files().forEach((path, text) -> menus.put("efi:" + path, text));
        return menus;
    }

    private static List<String> failing(Path image) {
        return ImageVerification.of(image).outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                .map(ImageVerification.RuleOutcome::rule)
                .toList();
    }

    private static void assertRules(Path image) {
        assertThat(ImageVerification.of(image).outcomes().stream()
                        .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                        .map(outcome -> outcome.rule() + ": " + outcome.detail()))
                .isEmpty();
    }

    private void assertExtracted(Path image, String path, String content) throws IOException {
        Path extracted = Files.createTempDirectory(directory, "extracted").resolve("file");
        Tool.of("xorriso", "-osirrox", "on", "-indev", image, "-extract", path, extracted)
                .run();
        assertThat(Files.readString(extracted, StandardCharsets.UTF_8)).isEqualTo(content);
    }
}
