package dev.slipway.builder.oci;

import java.util.Map;
import java.util.Optional;

/// Names content by its digest and says what it is (OCI image specification v1.1, "Content Descriptors").
///
/// @param size in bytes
/// @param platform where the descriptor stands in an index that tells it
/// @param artifactType what an artifact is that is no image
/// @param annotations by their names
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Optional<Platform> platform,
        Optional<String> artifactType,
        Map<String, String> annotations) {

    /// A tebibyte; keeps sums of sizes from overflowing.
    private static final long SIZE_MAX = 1L << 40;

    public Descriptor {
        if (size < 0 || size > SIZE_MAX) {
            throw new IllegalArgumentException("a size of %d bytes".formatted(size));
        }
        annotations = Map.copyOf(annotations);
    }

    /// A descriptor of which no more is known.
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Optional.empty(), Optional.empty(), Map.of());
    }

    /// Reads a descriptor.
    ///
    /// @throws ProblemException where what must be there is not
    public static Descriptor decode(JsonObject json) {
        long size = json.requiredNumber("size");
        if (size < 0 || size > SIZE_MAX) {
            throw json.malformed("a size of %d bytes".formatted(size));
        }
        return new Descriptor(
                json.text("mediaType").orElse(""),
                Digest.parse(json.requiredText("digest")),
                size,
                json.object("platform").map(Descriptor::platform),
                json.text("artifactType").filter(type -> !type.isEmpty()),
                json.textsByName("annotations"));
    }

    private static Platform platform(JsonObject json) {
        return new Platform(
                json.text("os").orElse(""), json.text("architecture").orElse(""), json.text("variant"));
    }
}
