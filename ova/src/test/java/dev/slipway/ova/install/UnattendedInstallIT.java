package dev.slipway.ova.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.boottest.BootFirmware;
import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.machine.BlankDisk;
import dev.slipway.machine.DiskBus;
import dev.slipway.ova.seed.SeedImage;
import dev.slipway.ova.seed.SeedMedium;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an installation that fails leaves for whoever must find out why. One that goes well is in `OvaBootIT`.
@RequiresTool("qemu-system-x86_64")
class UnattendedInstallIT {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    private Path directory;

    @Test
    void anInstallerThatDoesNotBootIsToldWithItsConsoleAndItsScreen() throws IOException {
        Path nothingToBoot = directory.resolve("installer.iso");
        new SeedImage(new TreeMap<>(Map.of("README", new byte[1])))
                .plan(SeedMedium.ISO, Instant.EPOCH)
                .writeTo(nothingToBoot);
        Path disk = BlankDisk.create(directory.resolve("disk.img"), 64 << 20);
        Path screen = directory.resolve("screen.png");
        List<String> heard = new ArrayList<>();
        InstallRequest request = new InstallRequest(
                nothingToBoot, Optional.empty(), BootFirmware.BIOS, DiskBus.PVSCSI, 256, Duration.ofMinutes(2), screen);

        ProblemException failure = catchThrowableOfType(
                ProblemException.class,
                () -> new UnattendedInstall(new GuestListener() {
                            @Override
                            public void lastLine(String line) {
                                heard.add(line);
                            }
                        })
                        .run(request, disk));

        Problem problem = failure.problem();
        assertThat(problem.what()).contains("the installation failed", "power-off");
        // SeaBIOS says so on the serial port, too.
        assertThat(problem.why())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(
                                "the guest said: No bootable device",
                                "The last lines of its console:",
                                "No bootable device"));
        assertThat(problem.fix()).hasValueSatisfying(fix -> assertThat(fix).contains(screen.toString()));
        assertThat(Files.readAllBytes(screen)).startsWith(PNG);
        assertThat(heard).isNotEmpty();
    }
}
