package dev.slipway.builder.quickstart;

import dev.slipway.builder.installer.ReferenceBaseResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What there is after a quickstart.
///
/// @param steps in the order in which they were done
/// @param base what the installer is made of
/// @param installer the ISO
/// @param installerBytes its size
/// @param installerSha256 its digest, in hexadecimal
/// @param disk what the installer made of an empty disk, as raw sectors; the boot did not write to it
/// @param diskBytes its size; it is sparse and takes less room
/// @param pictures of the screen: the installer's, and the installed system's
/// @param logs what the guests wrote to their consoles, in the same order
/// @param login the line with which the installed system asked who is there
/// @param accelerator what ran the guests, as QEMU calls it
/// @param took altogether
public record QuickstartResult(
        List<QuickstartStep> steps,
        ReferenceBaseResult base,
        Path installer,
        long installerBytes,
        String installerSha256,
        Path disk,
        long diskBytes,
        List<Path> pictures,
        List<Path> logs,
        String login,
        String accelerator,
        Duration took) {

    public QuickstartResult {
        steps = List.copyOf(steps);
        pictures = List.copyOf(pictures);
        logs = List.copyOf(logs);
    }

    /// The time that went into Slipway's own work.
    public Duration ownWork() {
        return steps.stream()
                .filter(QuickstartStep::isOwnWork)
                .map(QuickstartStep::took)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
