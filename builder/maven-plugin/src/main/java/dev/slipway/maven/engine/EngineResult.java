package dev.slipway.maven.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// What the engine built.
///
/// @param output the ISO
/// @param sizeBytes its size
/// @param volumeId its label
/// @param flavour the boot flavour's name
/// @param took how long the build took, the start of the process not counted
public record EngineResult(Path output, long sizeBytes, String volumeId, String flavour, Duration took) {

    static EngineResult of(Message message) {
        return new EngineResult(
                Path.of(message.field(0)),
                Long.parseLong(message.field(1)),
                message.field(2),
                message.field(3),
                Duration.ofMillis(Long.parseLong(message.field(4))));
    }

    /// One line for a log.
    @Override
    public String toString() {
        return "%s (%s, volume %s, flavour %s) in %s"
                .formatted(
                        output,
                        size(),
                        volumeId,
                        flavour,
                        took.toString().substring(2).toLowerCase(Locale.ROOT));
    }

    private String size() {
        return String.format(Locale.ROOT, "%.1f MiB", sizeBytes / 1048576.0);
    }
}
