package dev.slipway.builder.oci;

import java.util.ArrayList;
import java.util.List;

/// The one image that a name and a platform led to. Everything in it was verified against its digest.
///
/// @param name what was resolved, as a user names it
/// @param named the digest of what the name led to: an index, or a manifest
/// @param manifestDocument the manifest as it was found
/// @param configDocument the configuration as it was found
public record ResolvedImage(
        String name,
        Digest named,
        Document manifestDocument,
        ImageManifest manifest,
        Document configDocument,
        ImageConfig config) {

    /// A layer as it is kept, and the digest of the plain tar that it stands for.
    public record Layer(Descriptor blob, Digest diffId) {}

    /// The layers, the lowest first.
    public List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < manifest.layers().size(); i++) {
            layers.add(new Layer(manifest.layers().get(i), config.diffIds().get(i)));
        }
        return layers;
    }
}
