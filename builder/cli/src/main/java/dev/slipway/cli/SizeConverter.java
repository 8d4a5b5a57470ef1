package dev.slipway.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a size as people give it for disks and memory: `512M`, `20G`, in powers of 1024.
final class SizeConverter implements ITypeConverter<Long> {

    private static final String UNITS = "KMGT";
    private static final Pattern SIZE =
            Pattern.compile("[0-9]{1,12}|[0-9]{1,6}[" + UNITS + "]", Pattern.CASE_INSENSITIVE);

    /// Whether it looks like one.
    static boolean isSize(String text) {
        return SIZE.matcher(text).matches();
    }

    @Override
    public Long convert(String text) {
        if (!isSize(text)) {
            throw new TypeConversionException("expected a size such as 512M or 20G but was '%s'".formatted(text));
        }
        // 0 where there is no unit.
        int power = UNITS.indexOf(text.toUpperCase(Locale.ROOT).charAt(text.length() - 1)) + 1;
        String number = power == 0 ? text : text.substring(0, text.length() - 1);
        return Long.parseLong(number) << (10 * power);
    }
}
