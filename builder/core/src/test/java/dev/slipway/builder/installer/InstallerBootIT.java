package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueInput;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.siteimage.SiteImages;
import dev.slipway.builder.siteimage.SiteImagesBuild;
import dev.slipway.builder.siteimage.SiteImagesRequest;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.machine.Firmware;
import dev.slipway.testkit.BootProof;
import dev.slipway.testkit.DebianBase;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.VirtualMachine;
import dev.slipway.testkit.XorrisoLiveIso;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Installers that really boot: QEMU starts them, and what the guest itself writes to its serial port decides.
@RequiresTool({"qemu-system-x86_64", "mmdebstrap", "mksquashfs", "xorriso"})
class InstallerBootIT {

    private static final String NONCE_NEW = "new-4711";
    private static final String NONCE_GRAFT = "graft-4712";

    @TempDir
    private static Path directory;

    private static final String NONCE_KAIROS = "kairos-4713";
    private static final String NONCE_DRACUT = "dracut-4714";
    private static final String NONCE_ARM64 = "arm64-4715";

    private static Path made;
    private static Path grafted;
    private static Path kairos;
    private static Path dracut;

    @BeforeAll
    static void buildInstallers() throws IOException {
        BaseReference liveBoot = new RootFileSystem(DebianBase.LIVE_BOOT.tar());
        BaseReference kairosLike = new RootFileSystem(DebianBase.DRACUT.tar());
        made = build(liveBoot, "debian-live", BootProof.userData(NONCE_NEW), "made.iso");
        grafted = build(
                new IsoFile(XorrisoLiveIso.withoutUserData()),
                "debian-live",
                BootProof.userData(NONCE_GRAFT),
                "grafted.iso");
        kairos = build(kairosLike, "kairos", BootProof.stages(NONCE_KAIROS), "kairos.iso");
        dracut = build(kairosLike, "dracut-live", BootProof.userData(NONCE_DRACUT), "dracut.iso");
    }

    @ParameterizedTest
    @CsvSource({
        "SEABIOS, CD",
        "SEABIOS, USB",
        "OVMF, CD",
        "OVMF, USB",
        "OVMF_SECURE_BOOT, USB",
    })
    void installerOfRootFileSystemBootsAndAppliesItsUserData(Firmware firmware, Medium medium) throws IOException {
        assertBoots(made, firmware, medium, NONCE_NEW);
    }

    @ParameterizedTest
    @CsvSource({
        "SEABIOS, CD",
        "SEABIOS, USB",
        "OVMF, CD",
        "OVMF, USB",
        "OVMF_SECURE_BOOT, USB",
    })
    void graftOfForeignIsoBootsAndAppliesItsUserData(Firmware firmware, Medium medium) throws IOException {
        assertBoots(grafted, firmware, medium, NONCE_GRAFT);
    }

    /// The base is made with dracut as Kairos is, and a stand-in for its agent: no Kairos is to be had.
    @ParameterizedTest
    @CsvSource({"SEABIOS, CD", "OVMF_SECURE_BOOT, USB"})
    void installerOfKairosLikeBaseBootsAndCollectsItsUserData(Firmware firmware, Medium medium) throws IOException {
        assertBoots(kairos, firmware, medium, NONCE_KAIROS);
    }

    @ParameterizedTest
    @CsvSource({"SEABIOS, USB", "OVMF, CD"})
    void installerOfDracutLiveBaseBootsAndAppliesItsUserData(Firmware firmware, Medium medium) throws IOException {
        assertBoots(dracut, firmware, medium, NONCE_DRACUT);
    }

    /// No processor of that kind runs here: what boots is a busybox, made for this test, on Debian's own kernel.
    @ParameterizedTest
    @EnumSource(Medium.class)
    @RequiresTool("qemu-system-aarch64")
    void installerForArm64BootsAndFindsItsRootAndUserData(Medium medium) throws IOException {
        Path iso = build(
                new RootFileSystem(DebianBase.ARM64.tar()),
                "debian-live",
                BootProof.userData(NONCE_ARM64),
                medium + "-arm64.iso");

        try (VirtualMachine running = machine(Firmware.AAVMF, medium, iso)) {
            running.awaitSerial(
                    Pattern.compile(DebianBase.ARM64_ROOT_MOUNTED + (medium == Medium.CD ? "/dev/sr" : "/dev/sd")),
                    VirtualMachine.BOOT_DEADLINE);
            running.awaitSerial(
                    Pattern.compile(DebianBase.ARM64_USER_DATA + ".*" + NONCE_ARM64), VirtualMachine.BOOT_DEADLINE);
            running.awaitPowerOff(Duration.ofMinutes(1));
        }
        assertThat(ImageVerification.of(iso).outcomes()).noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
    }

    /// Over an installer that was built of a root file system, each site with its own user-data of one template.
    @Test
    void streamedImageOfASiteBootsAndAppliesTheUserDataOfThatSite() throws IOException {
        Files.writeString(directory.resolve("site.ftl"), BootProof.userData("${name}-${number}"));
        Files.writeString(directory.resolve("sites.yaml"), """
                user-data: site.ftl
                sites:
                  - {name: munich, number: 4716}
                  - {name: oslo, number: 4717}
                """);
        Catalogue catalogue = Catalogue.read(directory.resolve("sites.yaml"));
        Path images = directory.resolve("images");
        new SiteImagesBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT, Map.of())
                .build(new SiteImagesRequest(
                        InstallerRequest.of(new IsoFile(made), catalogue.file(), directory.resolve("unused.iso")),
                        images,
                        CatalogueInput.all(catalogue, CatalogueRendering.of(catalogue, Map.of()), false),
                        Materialized.NONE));
        Path streamed = directory.resolve("oslo.iso");
        try (SiteImages opened = SiteImages.open(images);
                WritableByteChannel out = Channels.newChannel(Files.newOutputStream(streamed))) {
            Image image = opened.image(opened.find("oslo").orElseThrow());
            image.transferTo(out, 0, image.size());
        }

        assertBoots(streamed, Firmware.SEABIOS, Medium.CD, "oslo-4717");
        assertThat(ImageVerification.of(streamed).outcomes()).noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
    }

    @Test
    void installersKeepEveryRule() {
        for (Path iso : List.of(made, grafted, kairos, dracut)) {
            assertThat(ImageVerification.of(iso).outcomes())
                    .as(iso.getFileName().toString())
                    .isNotEmpty()
                    .noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
        }
    }

    private static void assertBoots(Path iso, Firmware firmware, Medium medium, String nonce) throws IOException {
        try (VirtualMachine running = machine(firmware, medium, iso)) {
            BootProof proof = BootProof.await(running, nonce);
            assertThat(proof.uefi()).isEqualTo(firmware != Firmware.SEABIOS);
            assertThat(proof.secureBoot()).isEqualTo(firmware == Firmware.OVMF_SECURE_BOOT);
            assertThat(proof.medium()).startsWith(medium == Medium.CD ? "/dev/sr" : "/dev/sd");
        }
    }

    private static VirtualMachine machine(Firmware firmware, Medium medium, Path iso) throws IOException {
        Qemu machine = Qemu.with(firmware);
        return (medium == Medium.CD ? machine.cdrom(iso) : machine.usbDisk(iso)).start();
    }

    private static Path build(BaseReference base, String flavour, String userData, String name) throws IOException {
        Path output = directory.resolve(name);
        InstallerRequest request = new InstallerRequest(
                base,
                Files.writeString(directory.resolve(name + ".user-data"), userData),
                SeedFiles.NONE,
                output,
                new MediumOptions(
                        Optional.empty(),
                        Optional.of(flavour),
                        kernelArguments(base, name),
                        Collections.emptySortedMap(),
                        "zstd:3",
                        name.contains("arm64") ? Architecture.ARM64 : Architecture.AMD64,
                        Optional.empty()),
                false,
                BaseAccess.USUAL,
                EvidenceOptions.UNSIGNED);
        new InstallerBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT).build(request);
        return output;
    }

    private static List<String> kernelArguments(BaseReference base, String name) {
        if (base instanceof IsoFile) {
            return List.of();
        }
        return name.contains("arm64") ? List.of("quiet") : DebianBase.KERNEL_ARGUMENTS;
    }

    enum Medium {
        CD,
        USB
    }
}
