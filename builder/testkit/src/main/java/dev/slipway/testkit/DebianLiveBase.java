package dev.slipway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The real base of the tests that boot: the root file system of a Debian live system (live-boot, systemd,
/// cloud-init,
/// kernel and the loaders for BIOS and UEFI), made with mmdebstrap from this machine's own apt sources. Making it
/// takes
/// a minute or two, so it is kept in the user's cache.
public final class DebianLiveBase {

    /// Kernel arguments that make an emulated boot fast and its serial port readable: nothing but what goes wrong,
    /// and
    /// what the guest is told to write there.
    public static final List<String> KERNEL_ARGUMENTS =
            List.of("console=ttyS0", "quiet", "systemd.show_status=no", "mitigations=off");

    private static final String RECIPE = "debian-live.sh";
    private static final Duration DEADLINE = Duration.ofMinutes(20);

    private DebianLiveBase() {}

    /// The root file system as an uncompressed tar. Callers only read it. Needs `mmdebstrap`.
    public static Path tar() throws IOException {
        String recipe = recipe();
        return TestCache.file("debian-live.tar", recipe + release(), target -> {
            Path script = Files.writeString(target.resolveSibling(RECIPE), recipe);
            Tool.of("sh", script, target).within(DEADLINE).run();
        });
    }

    private static String recipe() throws IOException {
        try (InputStream script = DebianLiveBase.class.getResourceAsStream(RECIPE)) {
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
