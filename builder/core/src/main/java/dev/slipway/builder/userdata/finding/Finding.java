package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.yaml.Span;
import java.util.Optional;

/// One thing that was found. Holds no secret: values under keys that sound secret are not quoted.
///
/// @param code what it is
/// @param severity how much it weighs here
/// @param span where
/// @param path the way to it; the root where it is about the file
/// @param message what is wrong, without a full stop
/// @param expected what was expected, where that is not plain from the message
/// @param fix what to do
/// @param didYouMean the key or value that was probably meant
public record Finding(
        FindingCode code,
        Severity severity,
        Span span,
        KeyPath path,
        String message,
        Optional<String> expected,
        Optional<String> fix,
        Optional<String> didYouMean) {

    /// A finding with what every finding has.
    static Finding of(FindingCode code, Span span, KeyPath path, String message) {
        return new Finding(
                code, code.severity(), span, path, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same with what was expected.
    Finding expecting(String words) {
        return new Finding(code, severity, span, path, message, Optional.of(words), fix, didYouMean);
    }

    /// The same with what to do.
    Finding fix(String words) {
        return new Finding(code, severity, span, path, message, expected, Optional.of(words), didYouMean);
    }

    /// The same with what was probably meant.
    Finding meaning(Optional<String> probably) {
        return new Finding(code, severity, span, path, message, expected, fix, probably);
    }

    /// The same as an error.
    Finding asError() {
        return new Finding(code, Severity.ERROR, span, path, message, expected, fix, didYouMean);
    }

    /// The message with what was expected and what was probably meant, in one sentence.
    public String sentence() {
        StringBuilder text = new StringBuilder(message);
        expected.ifPresent(words -> text.append("; expected ").append(words));
        didYouMean.ifPresent(
                words -> text.append("; did you mean '").append(words).append("'?"));
        return text.toString();
    }
}
