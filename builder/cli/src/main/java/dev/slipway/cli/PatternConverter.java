package dev.slipway.cli;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a regular expression, and says in one line what is wrong with it.
final class PatternConverter implements ITypeConverter<Pattern> {

    @Override
    public Pattern convert(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new TypeConversionException(
                    "expected a regular expression but '%s' has: %s".formatted(text, e.getDescription()));
        }
    }
}
