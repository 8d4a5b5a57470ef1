package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.testkit.BootProof;
import dev.slipway.testkit.DebianBase;
import dev.slipway.testkit.Firmware;
import dev.slipway.testkit.Qemu;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.VirtualMachine;
import dev.slipway.testkit.XorrisoLiveIso;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Installers that really boot: QEMU starts them, and what the guest itself writes to its serial port decides.
@RequiresTool({"qemu-system-x86_64", "mmdebstrap", "mksquashfs", "xorriso"})
class InstallerBootIT {

    private static final String NONCE_NEW = "new-4711";
    private static final String NONCE_GRAFT = "graft-4712";

    @TempDir
    private static Path directory;

    private static final String NONCE_KAIROS = "kairos-4713";
    private static final String NONCE_DRACUT = "dracut-4714";

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
        Qemu machine = Qemu.with(firmware);
        try (VirtualMachine running = medium == Medium.CD
                ? machine.cdrom(iso).start()
                : machine.usbDisk(iso).start()) {
            BootProof proof = BootProof.await(running, nonce);
            assertThat(proof.uefi()).isEqualTo(firmware != Firmware.SEABIOS);
            assertThat(proof.secureBoot()).isEqualTo(firmware == Firmware.OVMF_SECURE_BOOT);
            assertThat(proof.medium()).startsWith(medium == Medium.CD ? "/dev/sr" : "/dev/sd");
        }
    }

    private static Path build(BaseReference base, String flavour, String userData, String name) throws IOException {
        Path output = directory.resolve(name);
        InstallerRequest request = new InstallerRequest(
                base,
                Files.writeString(directory.resolve(name + ".user-data"), userData),
                output,
                Optional.empty(),
                Optional.of(flavour),
                base instanceof IsoFile ? List.of() : DebianBase.KERNEL_ARGUMENTS,
                new TreeMap<>(),
                "zstd:3",
                InstallerRequest.Architecture.AMD64,
                Optional.empty());
        new InstallerBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT).build(request);
        return output;
    }

    enum Medium {
        CD,
        USB
    }
}
