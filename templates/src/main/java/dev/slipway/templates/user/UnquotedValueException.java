package dev.slipway.templates.user;

import java.io.IOException;

/// A value came as text, by no way that we know.
final class UnquotedValueException extends IOException {

    UnquotedValueException() {
        super("a value cannot be put in without its quotes");
    }
}
