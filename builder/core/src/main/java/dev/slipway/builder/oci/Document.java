package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import java.io.IOException;
import java.io.InputStream;

/// A manifest, an index or a configuration, byte for byte as it was found: its digest is what names it.
///
/// @param bytes at most [#BYTES_MAX] of them
public record Document(Digest digest, Image bytes) {

    /// What registries accept at least, and most at most (OCI distribution specification v1.1, "Pushing Manifests").
    public static final int BYTES_MAX = 4 << 20;

    /// A document that names itself.
    public static Document of(byte[] bytes) {
        return new Document(Digest.of(bytes), Image.ofBytes(bytes));
    }

    /// A document that was asked for by its digest.
    ///
    /// @param place where it was found, for errors
    /// @throws dev.slipway.builder.problem.ProblemException where it is another one
    public static Document verified(byte[] bytes, Digest expected, String place) {
        Document document = of(bytes);
        if (!document.digest.equals(expected)) {
            throw Problem.input("oci.digest-mismatch", "a document is not the one that its digest names")
                    .at(place)
                    .because("expected %s, found %s".formatted(expected, document.digest))
                    .fix("the image was damaged or exchanged on its way here: get it anew")
                    .exception();
        }
        return document;
    }

    /// Reads at most as many bytes as a document may have.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there are more
    public static byte[] readBounded(InputStream in, String place) throws IOException {
        byte[] bytes = in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw tooLarge(place);
        }
        return bytes;
    }

    /// The bytes of an image that is a document.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where they are too many
    public static byte[] readBounded(Image image, String place) throws IOException {
        if (image.size() > BYTES_MAX) {
            throw tooLarge(place);
        }
        return image.toByteArray(BYTES_MAX);
    }

    private static RuntimeException tooLarge(String place) {
        return Problem.input("oci.document-size", "a document of the image is too large")
                .at(place)
                .because("it has more than %d bytes".formatted(BYTES_MAX))
                .exception();
    }
}
