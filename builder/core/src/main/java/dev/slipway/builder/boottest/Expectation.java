package dev.slipway.builder.boottest;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a guest must do to pass.
public sealed interface Expectation {

    /// What is awaited, in words that follow "wait for".
    String words();

    /// A line of the console (the serial port) in which the pattern is found.
    ///
    /// @param failure where it is found in that line, too, the guest has said that it failed
    record ConsoleLine(Pattern pattern, Optional<Pattern> failure) implements Expectation {
        public ConsoleLine(Pattern pattern) {
            this(pattern, Optional.empty());
        }

        /// Whether what came is what was hoped for.
        boolean isMetBy(String line) {
            return failure.isEmpty() || !failure.get().matcher(line).find();
        }

        @Override
        public String words() {
            return "'%s' on the console".formatted(pattern);
        }
    }

    /// A QR code on the screen, in whose text the pattern is found.
    record QrCode(Pattern pattern) implements Expectation {
        @Override
        public String words() {
            return "a QR code with '%s' on the screen".formatted(pattern);
        }
    }

    /// That the guest switches its machine off.
    record PowerOff() implements Expectation {
        @Override
        public String words() {
            return "the machine's power-off";
        }
    }
}
