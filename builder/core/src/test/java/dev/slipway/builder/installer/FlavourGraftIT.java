package dev.slipway.builder.installer;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.slipway.testkit.DistributionIso;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// User-data baked into the media of distributions, each where its own system reads it.
@RequiresTool({"grub-mkimage", "xorriso", "sgdisk", "mkfs.fat", "mcopy"})
class FlavourGraftIT {

    /// A line that starts a kernel or gives it its arguments; memory tests are no kernels.
    private static final Pattern KERNEL_LINE =
            Pattern.compile("(?m)^\\s*(?:linux(?:efi|16)?|append)\\s+(?!\\S*memtest)(.*)$");

    @TempDir
    private Path directory;

    /// What each distribution's documentation says of where the answers lie and how they are named.
    record Expectation(
            DistributionIso iso,
            String path,
            String configuration,
            Map<String, Integer> kernelLines,
            List<String> arguments) {

        @Override
        public String toString() {
            return iso.name();
        }
    }

    private static final Expectation CASPER = new Expectation(
            DistributionIso.UBUNTU_LIVE_SERVER,
            "/slipway/user-data",
            """
            #cloud-config
            # Zürich, as it was written

            autoinstall:
              version: 1
              identity: {hostname: shop, username: ops, password: "$6$salt$hash"}
            """,
            Map.of("boot/grub/grub.cfg", 2, "boot/grub/loopback.cfg", 2),
            List.of("autoinstall", "ds=nocloud;s=file:///cdrom/slipway/"));

    private static final Expectation DEBIAN_INSTALLER = new Expectation(
            DistributionIso.DEBIAN_INSTALLER,
            "/slipway/preseed.cfg",
            """
            #_preseed_V1
            # Zürich, as it was written

            d-i netcfg/get_hostname string shop
            d-i passwd/root-login boolean false
            """,
            Map.of("boot/grub/grub.cfg", 4, "isolinux/gtk.cfg", 1, "isolinux/txt.cfg", 1),
            List.of("auto=true", "priority=critical", "preseed/file=/cdrom/slipway/preseed.cfg"));

    private static final Expectation DRACUT_LIVE = new Expectation(
            DistributionIso.FEDORA_LIVE,
            "/slipway/user-data",
            "#cloud-config\nhostname: shop\n\n",
            Map.of("EFI/BOOT/grub.cfg", 2, "EFI/BOOT/BOOT.conf", 2, "boot/grub2/grub.cfg", 2),
            List.of("ds=nocloud;s=file:///run/initramfs/live/slipway/"));

    private static Stream<Expectation> expectations() {
        return Stream.of(CASPER, DEBIAN_INSTALLER, DRACUT_LIVE);
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void buildBakesWhatTheSystemReadsWhereItReadsIt(Expectation expectation) throws IOException {
        Path image = build(expectation.iso(), expectation.configuration());

        assertThat(extracted(image, expectation.path()))
                .isEqualTo(expectation.configuration().getBytes(UTF_8));
        for (Map.Entry<String, Integer> menu : expectation.kernelLines().entrySet()) {
            String text = new String(extracted(image, "/" + menu.getKey()), UTF_8);
            assertArguments(menu.getKey(), text, menu.getValue(), expectation.arguments());
        }
        assertThat(ImageVerification.of(image).outcomes().stream()
                        .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                        .map(outcome -> outcome.rule() + ": " + outcome.detail()))
                .isEmpty();
        assertThat(Tool.of("xorriso", "-indev", image, "-report_el_torito", "plain")
                        .run())
                .contains("Volume id    : '%s'".formatted(expectation.iso().volumeId()))
                .containsPattern("El Torito boot img : +1 +BIOS +y")
                .containsPattern("El Torito boot img : +2 +UEFI +y");
    }

    /// What no menu of a kernel is stays as it was made.
    @ParameterizedTest
    @MethodSource("expectations")
    void buildLeavesEverythingElseInTheMenus(Expectation expectation) throws IOException {
        Path image = build(expectation.iso(), expectation.configuration());

        for (Map.Entry<String, String> menu : expectation.iso().menus().entrySet()) {
            String text = new String(extracted(image, "/" + menu.getKey()), UTF_8);
            assertThat(withoutKernelLines(text)).isEqualTo(withoutKernelLines(menu.getValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void buildGivesTheMenusOfUefiTheSameArguments(Expectation expectation) throws IOException {
        Path image = build(expectation.iso(), expectation.configuration());

        HybridIso iso = HybridIso.open(Image.ofFile(image));
        BootMenus menus = BootMenus.of(
                FatReader.read(iso.efi().orElseThrow().of(iso.image())).tree());
        int entries = expectation.equals(DRACUT_LIVE) ? 2 : 0;
        assertThat(menus.files().values().stream()
                        .mapToLong(text -> KERNEL_LINE.matcher(text).results().count())
                        .sum())
                .isEqualTo(entries);
        menus.files().forEach((path, text) -> assertArguments(path, text, entries, expectation.arguments()));
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void buildWhenConfigurationIsForAnotherSystemRefusesIt(Expectation expectation) {
        String other = expectation.equals(DEBIAN_INSTALLER) ? CASPER.configuration() : DEBIAN_INSTALLER.configuration();

        assertThatThrownBy(() -> build(expectation.iso(), other))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo("user-data.wrong-kind"));
        assertThat(directory.resolve("out.iso")).doesNotExist();
    }

    private Path build(DistributionIso iso, String configuration) throws IOException {
        Path userData = Files.writeString(directory.resolve("configuration"), configuration);
        InstallerRequest request = SmallBase.request(directory, new IsoFile(iso.make(directory)), "out.iso");
        return SmallBase.build(directory, RequestChange.userData(request, userData));
    }

    private static void assertArguments(String path, String menu, int lines, List<String> arguments) {
        List<String> found = KERNEL_LINE
                .matcher(menu)
                .results()
                .map(line -> line.group(1).replace("'", ""))
                .toList();
        assertThat(found).as(path).hasSize(lines);
        for (String line : found) {
            List<String> words = List.of(line.strip().split("\\s+"));
            int installed = words.contains("---") ? words.indexOf("---") : words.size();
            for (String argument : arguments) {
                assertThat(Collections.frequency(words, argument))
                        .as(path + ": " + line)
                        .isEqualTo(1);
                assertThat(words.indexOf(argument)).as(path + ": " + line).isLessThan(installed);
            }
        }
    }

    private static List<String> withoutKernelLines(String menu) {
        List<String> lines = new ArrayList<>(menu.lines().toList());
        lines.removeIf(line -> KERNEL_LINE.matcher(line).matches());
        return lines;
    }

    private byte[] extracted(Path image, String path) throws IOException {
        Path target = Files.createTempDirectory(directory, "extracted").resolve("file");
        Tool.of("xorriso", "-osirrox", "on", "-indev", image, "-extract", path, target)
                .run();
        return Files.readAllBytes(target);
    }
}
