package dev.slipway.templates.user;

import java.io.IOException;

/// Fixed text stands right behind a value that has its quotes already.
final class TextBehindValueException extends IOException {

    TextBehindValueException() {
        super("text stands right behind a value: put quotes around both, as in \"${name}.example.com\"");
    }
}
