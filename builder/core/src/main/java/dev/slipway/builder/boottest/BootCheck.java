package dev.slipway.builder.boottest;

import java.time.Duration;
import java.util.Optional;

/// What became of one expectation.
///
/// @param awaited in words
/// @param seen the whole line, the text of the QR code, or how the machine stopped; nothing where it did not come
/// @param why it did not come
/// @param waited how long it was waited for
public record BootCheck(String awaited, boolean passed, Optional<String> seen, Optional<String> why, Duration waited) {

    static BootCheck passed(Expectation expectation, String seen, Duration waited) {
        return new BootCheck(expectation.words(), true, Optional.of(seen), Optional.empty(), waited);
    }

    static BootCheck failed(Expectation expectation, String why, Duration waited) {
        return new BootCheck(expectation.words(), false, Optional.empty(), Optional.of(why), waited);
    }
}
