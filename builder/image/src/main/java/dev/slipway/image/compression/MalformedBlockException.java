package dev.slipway.image.compression;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A compressed block is damaged, or holds more than it may. Where the block lies is known to who asked only.
public final class MalformedBlockException extends IOException {

    MalformedBlockException(String message) {
        super(message);
    }

    MalformedBlockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
