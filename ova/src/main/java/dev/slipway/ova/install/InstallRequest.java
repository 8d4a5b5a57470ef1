package dev.slipway.ova.install;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.boottest.BootFirmware;
import dev.slipway.machine.DiskBus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// An installation to be run.
///
/// @param installer the ISO that installs
/// @param seed a medium with user-data, in a second drive
/// @param firmware what the machine starts with: installers make a disk bootable for the kind that they were started by
/// @param bus what the disk hangs on: user-data may name it (`/dev/sda`)
/// @param memoryMebibytes of the machine
/// @param timeout for all of it
/// @param screenshot where a picture of the screen goes when it fails; its folder exists
public record InstallRequest(
        Path installer,
        Optional<Path> seed,
        BootFirmware firmware,
        DiskBus bus,
        int memoryMebibytes,
        Duration timeout,
        Path screenshot) {

    /// Enough for a machine without hardware acceleration.
    public static final Duration TIMEOUT_DEFAULT = Duration.ofHours(1);

    public InstallRequest {
        requireNonNull(installer, "installer is null");
        if (memoryMebibytes <= 0 || !timeout.isPositive()) {
            throw new IllegalArgumentException("a machine without memory or time installs nothing");
        }
    }
}
