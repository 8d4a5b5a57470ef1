package dev.slipway.pxe.http;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// What a client knows of a content already, and what it wants to hold before it is sent (RFC 9110, chapter 13).
///
/// @param asked the request
/// @param etag of the content, without quotes
/// @param modified when it was
record Preconditions(HttpAsked asked, Optional<String> etag, Optional<Instant> modified) {

    enum Outcome {
        SEND,
        NOT_MODIFIED,
        FAILED
    }

    /// In the order of chapter 13.2.2.
    Outcome evaluate() {
        Optional<String> match = asked.header("if-match");
        if (match.isPresent()) {
            if (!lists(match.get(), false)) {
                return Outcome.FAILED;
            }
        } else if (changedSince("if-unmodified-since").orElse(false)) {
            return Outcome.FAILED;
        }
        Optional<String> noneMatch = asked.header("if-none-match");
        if (noneMatch.isPresent()) {
            return lists(noneMatch.get(), true) ? Outcome.NOT_MODIFIED : Outcome.SEND;
        }
        return changedSince("if-modified-since").orElse(true) ? Outcome.SEND : Outcome.NOT_MODIFIED;
    }

    /// Whether a range may be sent: of the content that the client has begun with (chapter 13.1.5).
    boolean rangeHolds() {
        return asked.header("if-range")
                .map(wanted -> wanted.startsWith("\"")
                        ? etag.map(Preconditions::quoted).filter(wanted::equals).isPresent()
                        : isOurDate(wanted))
                .orElse(true);
    }

    private boolean isOurDate(String wanted) {
        Optional<Instant> date = HttpDate.parse(wanted);
        return date.isPresent() && date.equals(modified.map(HttpDate::inSeconds));
    }

    private Optional<Boolean> changedSince(String header) {
        Optional<Instant> since = asked.header(header).flatMap(HttpDate::parse);
        if (since.isEmpty() || modified.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(HttpDate.inSeconds(modified.get()).isAfter(since.get()));
    }

    private boolean lists(String header, boolean weakly) {
        if (header.strip().equals("*")) {
            return true;
        }
        if (etag.isEmpty()) {
            return false;
        }
        String ours = quoted(etag.get());
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .map(tag -> weakly && tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(ours::equals);
    }

    static String quoted(String etag) {
        return '"' + etag + '"';
    }
}
