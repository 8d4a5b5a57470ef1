package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;

/// What a name can lead to: one image, or a list of them.
public sealed interface ImageDocument permits ImageManifest, ImageIndex {

    /// Reads a manifest or an index. What it says itself decides which of the two it is, never a header beside it;
    /// one that could be read as both is refused (OCI distribution specification v1.1, CVE-2021-41190).
    ///
    /// @param place where it was found, for errors
    /// @throws ProblemException where it is neither
    static ImageDocument decode(Document document, String place) throws IOException {
        JsonObject json = JsonObject.read(document, place);
        String mediaType = json.text("mediaType").orElse("");
        if (MediaTypes.isSchema1(mediaType) || json.number("schemaVersion").orElse(2L) == 1L) {
            throw schema1(place);
        }
        boolean index = json.has("manifests");
        boolean manifest = json.has("layers") || json.has("config");
        if (index && manifest) {
            throw json.malformed("it has both 'manifests' and 'layers', and could be read as either");
        }
        if (MediaTypes.isIndex(mediaType) || (mediaType.isEmpty() && index)) {
            return ImageIndex.decode(json);
        }
        if (MediaTypes.isManifest(mediaType) || (mediaType.isEmpty() && manifest)) {
            return ImageManifest.decode(json);
        }
        throw Problem.input("oci.not-image", "this is no image")
                .at(place)
                .because(mediaType.isEmpty() ? "it has neither manifests nor layers" : "it is of type " + mediaType)
                .exception();
    }

    private static ProblemException schema1(String place) {
        return Problem.input("oci.schema1", "the image has a manifest of schema 1, which is not read")
                .at(place)
                .because("schema 1 names no configuration and was given up by all registries")
                .fix("push the image again with a builder of today")
                .exception();
    }
}
