package dev.slipway.cli;

import dev.slipway.builder.quantity.TimeSpan;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a time as people give it: `90s`, `5m`, `1h`, or a number of seconds.
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return TimeSpan.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "expected a time such as 90s, 5m or 1h but was '%s'".formatted(text)));
    }
}
