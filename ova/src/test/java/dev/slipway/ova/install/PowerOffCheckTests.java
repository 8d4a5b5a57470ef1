package dev.slipway.ova.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.boottest.BootFirmware;
import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Image;
import dev.slipway.image.iso9660.IsoLayout;
import dev.slipway.image.iso9660.IsoRequest;
import dev.slipway.image.iso9660.VolumeDate;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.machine.DiskBus;
import dev.slipway.ova.seed.SeedImage;
import dev.slipway.ova.seed.SeedMedium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerOffCheckTests {

    private static final String OFF = "#cloud-config\ninstall:\n  poweroff: true\n";
    private static final String ON = "#cloud-config\ninstall:\n  reboot: true\n";

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void anInstallerThatSwitchesOffIsFine() {
        assertThatCode(() -> check(kairos(Optional.of(OFF)), Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void oneThatStaysOnIsRefusedWithTheLinesToAdd() {
        assertThatThrownBy(() -> check(kairos(Optional.of(ON)), Optional.empty()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().fix())
                                .hasValueSatisfying(fix -> assertThat(fix).endsWith("install:\n  poweroff: true")));
    }

    @ParameterizedTest
    @EnumSource(SeedMedium.class)
    void whatTheSeedSaysCounts(SeedMedium medium) throws IOException {
        Path off = seed(medium, OFF);
        assertThatCode(() -> check(kairos(Optional.empty()), Optional.of(off))).doesNotThrowAnyException();
        assertThatCode(() -> check(kairos(Optional.of(ON)), Optional.of(off))).doesNotThrowAnyException();
        Path stays = seed(medium, "#cloud-config\ninstall:\n  poweroff: false\n");
        assertThatThrownBy(() -> check(kairos(Optional.of(OFF)), Optional.of(stays)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("switch its machine off");
    }

    @Test
    void aSeedThatDoesNotSpeakOfItLeavesItToTheMedium() throws IOException {
        Path silent = seed(SeedMedium.ISO, "#cloud-config\nhostname: shop\n");

        assertThatCode(() -> check(kairos(Optional.of(OFF)), Optional.of(silent)))
                .doesNotThrowAnyException();
    }

    @Test
    void anInstallerWithoutUserDataIsRefused() {
        assertThatThrownBy(() -> check(kairos(Optional.empty()), Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("has no user-data");
    }

    @Test
    void whatIsNoSeedIsRefused() throws IOException {
        Path noSeed = Files.write(directory.resolve("no-seed.img"), new byte[4096]);
        assertThatThrownBy(() -> check(kairos(Optional.of(OFF)), Optional.of(noSeed)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no seed");
        assertThatThrownBy(() -> check(kairos(Optional.of(OFF)), Optional.of(directory.resolve("missing"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no such seed");
    }

    private void check(Path installer, Optional<Path> seed) {
        new UnattendedInstall(new GuestListener() {
                    @Override
                    public void warning(String text) {
                        warnings.add(text);
                    }
                })
                .check(new InstallRequest(
                        installer,
                        seed,
                        BootFirmware.BIOS,
                        DiskBus.PVSCSI,
                        1024,
                        Duration.ofMinutes(1),
                        directory.resolve("screen.png")));
    }

    private Path seed(SeedMedium medium, String userData) throws IOException {
        Path file = directory.resolve("seed-" + medium + userData.length());
        SeedImage.of(SiteContent.of(BootConfiguration.of(userData.getBytes(StandardCharsets.UTF_8), "user-data")))
                .plan(medium, Instant.EPOCH)
                .writeTo(file);
        return file;
    }

    /// As Kairos lays its media out.
    private Path kairos(Optional<String> userData) throws IOException {
        Map<String, String> files = new LinkedHashMap<>(
                Map.of("boot/kernel", "kernel", "boot/initrd", "initrd", "rootfs.squashfs", "squashfs"));
        userData.ifPresent(text -> files.put("config.yaml", text));
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        files.forEach((path, text) -> tree.put(
                path,
                new RegularFile(
                        Metadata.of(0444, Instant.EPOCH), Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)))));
        Path iso = directory.resolve("installer" + files.size() + userData.hashCode() + ".iso");
        IsoLayout.plan(IsoRequest.of(tree.build(), VolumeLabels.of("COS_LIVE", VolumeDate.of(Instant.EPOCH))))
                .image()
                .writeTo(iso);
        return iso;
    }
}
