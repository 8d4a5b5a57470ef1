package dev.slipway.pxe.capability;

import dev.slipway.pxe.host.MacAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// The right to fetch something for a while.
///
/// @param object what: a short name that the server understands, such as `iso:berlin-03`. Who has the URL can
///     read it
/// @param mac the machine that it was given to
/// @param expires when it ends, in whole seconds
public record Capability(String object, Optional<MacAddress> mac, Instant expires) {

    /// The longest name, in bytes of UTF-8: with it and [CapabilityUrl#NAME_CHARACTERS_MAX] a URL still has
    /// room for a server's name.
    public static final int OBJECT_BYTES_MAX = 72;

    private static final long SECONDS_MAX = (1L << 32) - 1;

    public Capability {
        int length = object.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > OBJECT_BYTES_MAX) {
            throw new IllegalArgumentException("the name of an object has %d bytes".formatted(length));
        }
        expires = Instant.ofEpochSecond(expires.getEpochSecond());
        if (expires.getEpochSecond() < 0 || expires.getEpochSecond() > SECONDS_MAX) {
            throw new IllegalArgumentException("a capability that ends at " + expires);
        }
    }
}
