package dev.slipway.cli;

import dev.slipway.builder.quantity.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a size as people give it for disks and memory: `512M`, `20G`, in powers of 1024.
final class SizeConverter implements ITypeConverter<Long> {

    /// Whether it looks like one.
    static boolean isSize(String text) {
        return ByteSize.parse(text).isPresent();
    }

    @Override
    public Long convert(String text) {
        return ByteSize.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "expected a size such as 512M or 20G but was '%s'".formatted(text)));
    }
}
