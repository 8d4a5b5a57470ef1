package dev.slipway.builder.boottest;

import java.util.regex.Pattern;

/// What a guest must do to pass.
public sealed interface Expectation {

    /// What is awaited, in words that follow "wait for".
    String words();

    /// A line of the console (the serial port) in which the pattern is found.
    record ConsoleLine(Pattern pattern) implements Expectation {
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
