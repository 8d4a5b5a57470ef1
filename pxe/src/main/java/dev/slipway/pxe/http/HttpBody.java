package dev.slipway.pxe.http;

import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// What an answer carries.
public sealed interface HttpBody {

    /// Something to fetch: whole, or a range of it.
    ///
    /// @param mediaType as `Content-Type` tells it
    /// @param etag without quotes, of the content and of nothing else
    /// @param modified where it tells one content from another
    /// @param freshness asked once its files are open
    record Content(
            Image image, String mediaType, Optional<String> etag, Optional<Instant> modified, Freshness freshness)
            implements HttpBody {

        /// Something made in memory.
        public static Content of(byte[] bytes, String mediaType) {
            return of(Image.ofBytes(bytes), mediaType);
        }

        /// A text in UTF-8.
        public static Content text(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8");
        }

        /// An image whose files stay as they are.
        public static Content of(Image image, String mediaType) {
            return new Content(image, mediaType, Optional.empty(), Optional.empty(), Freshness.ALWAYS);
        }

        /// The same with something that tells it from other contents.
        public Content withEtag(String tag) {
            return new Content(image, mediaType, Optional.of(tag), modified, freshness);
        }

        /// The same with its date.
        public Content modifiedAt(Instant time) {
            return new Content(image, mediaType, etag, Optional.of(time), freshness);
        }

        /// The same, to be sent only as long as this holds.
        public Content whileFresh(Freshness condition) {
            return new Content(image, mediaType, etag, modified, condition);
        }
    }

    /// Why there is nothing to fetch: one line, which is sent as text, or as problem+json (RFC 9457) to those
    /// who ask for that.
    record Failure(String line) implements HttpBody {}

    /// Whether the files of an image are still those of which it was made.
    @FunctionalInterface
    interface Freshness {

        /// For what cannot change.
        Freshness ALWAYS = () -> true;

        /// Whether they are.
        boolean holds() throws IOException;
    }
}
