package dev.slipway.builder.boottest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a boot test went.
///
/// @param passed whether everything came
/// @param accelerator what ran the guest, as QEMU calls it
/// @param checks what was awaited, up to the first that did not come
/// @param took from switching on to the end
/// @param screenshot the picture of the screen, where one could be taken
/// @param lastLines of the console, where something did not come
public record BootTestResult(
        boolean passed,
        Path image,
        BootFirmware firmware,
        BootMedium medium,
        String accelerator,
        List<BootCheck> checks,
        Duration took,
        Optional<Path> screenshot,
        List<String> lastLines) {

    public BootTestResult {
        checks = List.copyOf(checks);
        lastLines = List.copyOf(lastLines);
    }
}
