package dev.slipway.builder.oci;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What an image says of itself (OCI image specification v1.1, "Image Configuration"): here only what a root file
/// system is made of.
///
/// @param platform where it is told; images that were imported from a tar may be silent
/// @param diffIds the digests of the layers as plain tars, the lowest first
public record ImageConfig(Optional<Platform> platform, List<Digest> diffIds) {

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
    }

    /// Reads a configuration.
    ///
    /// @param place where it was found, for errors
    /// @throws ProblemException where it is none
    public static ImageConfig decode(Document document, String place) throws IOException {
        JsonObject json = JsonObject.read(document, place);
        JsonObject layers = json.required("rootfs");
        if (!layers.requiredText("type").equals("layers")) {
            throw json.malformed(
                    "a root file system of type '%s', not 'layers'".formatted(layers.requiredText("type")));
        }
        Platform platform = new Platform(
                json.text("os").orElse("linux"), json.text("architecture").orElse(""), json.text("variant"));
        return new ImageConfig(
                Optional.of(platform).filter(Platform::isKnown),
                layers.texts("diff_ids").stream().map(Digest::parse).toList());
    }
}
