package dev.slipway.maven.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// What the engine built.
///
/// @param output the file
/// @param sizeBytes its size
/// @param details what else is to be said of it
/// @param took how long the build took, the start of the process not counted
public record EngineResult(Path output, long sizeBytes, String details, Duration took) {

    static EngineResult of(Message message, Engine engine) {
        return new EngineResult(
                Path.of(message.field(0)),
                Long.parseLong(message.field(1)),
                engine.details(message),
                Duration.ofMillis(Long.parseLong(message.field(4))));
    }

    /// One line for a log.
    @Override
    public String toString() {
        return "%s (%s, %s) in %s"
                .formatted(
                        output,
                        Engine.size(sizeBytes),
                        details,
                        took.toString().substring(2).toLowerCase(Locale.ROOT));
    }
}
