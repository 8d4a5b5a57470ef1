package dev.slipway.builder.oci.store;

import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import java.io.IOException;
import java.util.List;

/// An image of any source, resolved for a platform, with all of its layers here.
///
/// @param image what the name led to, with all digests
/// @param layers the lowest first
public record OciBase(ResolvedImage image, List<StoredLayer> layers) {

    public OciBase {
        layers = List.copyOf(layers);
    }

    /// Resolves the image and fetches what is not here yet.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is no such image, or it is damaged
    public static OciBase open(ImageSource source, Platform platform, LayerStore store, LayerListener listener)
            throws IOException {
        listener.step("Resolve the base image");
        ResolvedImage image = source.resolve(platform);
        listener.resolved(image);
        return new OciBase(image, store.fetch(source, image, listener));
    }
}
