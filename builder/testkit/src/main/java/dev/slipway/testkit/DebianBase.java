package dev.slipway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The real bases of the tests that boot: root file systems of small Debian live systems (systemd, cloud-init, kernel
/// and the loaders for BIOS and UEFI), made with mmdebstrap from this machine's own apt sources. Making one takes a
/// minute or two, so they are kept in the user's cache.
public enum DebianBase {
    /// Boots with live-boot, as Debian's own live systems do.
    LIVE_BOOT("live-boot"),
    /// Boots with dracut's modules dmsquash-live and livenet, as Kairos and Fedora's live systems do, and bears
    /// Kairos' marks. In place of Kairos' agent, which is not to be had here, a stand-in collects the medium's YAML
    /// files and runs the commands of their stage `boot`.
    DRACUT("dracut"),
    /// A kernel, the loaders and a busybox for 64-bit ARM. Its init mounts the medium and its squashfs, and writes
    /// [#ARM64_ROOT_MOUNTED] and then the baked user-data to the serial port, each line behind
    /// [#ARM64_USER_DATA].
    ARM64("arm64");

    /// Begins the line that says from which device the root file system was mounted.
    public static final String ARM64_ROOT_MOUNTED = "SLIPWAY-ROOT aarch64 ";

    /// Begins each line of the user-data.
    public static final String ARM64_USER_DATA = "SLIPWAY-USER-DATA ";

    /// Kernel arguments that make an emulated boot fast and its serial port readable: nothing but what goes wrong, and
    /// what the guest is told to write there.
    public static final List<String> KERNEL_ARGUMENTS =
            List.of("console=ttyS0", "quiet", "systemd.show_status=no", "mitigations=off");

    private static final String RECIPE = "debian-base.sh";
    private static final Duration DEADLINE = Duration.ofMinutes(20);

    private final String kind;

    DebianBase(String kind) {
        this.kind = kind;
    }

    /// The root file system as an uncompressed tar. Callers only read it. Needs `mmdebstrap`.
    public Path tar() throws IOException {
        String recipe = recipe();
        return TestCache.file("debian-" + kind + ".tar", kind + recipe + release(), target -> {
            Path script = Files.writeString(target.resolveSibling(RECIPE), recipe);
            Tool.of("sh", script, kind, target).within(DEADLINE).run();
        });
    }

    private static String recipe() throws IOException {
        try (InputStream script = DebianBase.class.getResourceAsStream(RECIPE)) {
            if (script == null) {
                throw new IllegalStateException("the testkit's jar lacks " + RECIPE);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The recipe takes the release of this machine.
    private static String release() throws IOException {
        return Files.readString(Path.of("/etc/os-release"));
    }
}
