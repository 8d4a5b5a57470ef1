package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.testkit.BootProof;
import dev.slipway.testkit.DebianLiveBase;
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

    private static Path made;
    private static Path grafted;

    @BeforeAll
    static void buildInstallers() throws IOException {
        made = build(new RootFileSystem(DebianLiveBase.tar()), NONCE_NEW, "made.iso", DebianLiveBase.KERNEL_ARGUMENTS);
        grafted = build(new IsoFile(XorrisoLiveIso.withoutUserData()), NONCE_GRAFT, "grafted.iso", List.of());
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

    @Test
    void installersKeepEveryRule() {
        for (Path iso : List.of(made, grafted)) {
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

    private static Path build(BaseReference base, String nonce, String name, List<String> arguments)
            throws IOException {
        Path userData = Files.writeString(directory.resolve(name + ".user-data"), BootProof.userData(nonce));
        Path output = directory.resolve(name);
        InstallerRequest request = new InstallerRequest(
                base,
                userData,
                output,
                Optional.empty(),
                Optional.empty(),
                arguments,
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
