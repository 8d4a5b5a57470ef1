package dev.slipway.templates.user;

import java.io.IOException;

/// More was rendered than any system reads.
final class TooMuchTextException extends IOException {

    TooMuchTextException(int kib) {
        super("the rendered text is larger than %d KiB".formatted(kib));
    }
}
