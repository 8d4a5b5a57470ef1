package dev.slipway.builder.oci.publish;

import dev.slipway.builder.layer.LayerWriter.WrittenLayer;
import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.OciBase;
import dev.slipway.builder.oci.store.StoredLayer;
import dev.slipway.image.Image;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A base with one more layer, or an image of one layer, ready to be written anywhere: all that is decided, and nothing
/// that is copied. The same base, layer and time give the same digests.
///
/// @param manifest of the new image
/// @param mediaType of the manifest: of the base's family, OCI or Docker
/// @param config of the new image, as a blob and as a document
/// @param blobs everything that the manifest names, each once: the layers, the lowest first, then the configuration
/// @param layers as plain tars, the lowest first
/// @param baseLocation where the base lies, if in a registry
record CustomisedImage(
        Document manifest,
        String mediaType,
        Document config,
        List<ImageBlob> blobs,
        List<PlainLayer> layers,
        Optional<Platform> platform,
        Optional<ImageName> baseLocation) {

    CustomisedImage {
        blobs = List.copyOf(blobs);
        layers = List.copyOf(layers);
    }

    /// A layer, no longer compressed.
    record PlainLayer(Digest diffId, Image tar) {}

    /// Plans the image.
    ///
    /// @param source of the base; it is read when the image is written, and must be open until then
    /// @param tar the layer, not compressed
    /// @param time what the image says of its making
    static CustomisedImage plan(ImageSource source, OciBase base, WrittenLayer layer, Image tar, Instant time)
            throws IOException {
        Digest diffId = Digest.of(layer.diffId());
        Document config = NewConfig.of(base.image(), diffId, time);
        NewManifest manifest = NewManifest.of(
                base.image(),
                source.location(),
                config,
                Digest.of(layer.digest()),
                layer.blob().size());
        Map<Digest, ImageBlob> blobs = new LinkedHashMap<>();
        for (Descriptor known : base.image().manifest().layers()) {
            blobs.put(known.digest(), ImageBlob.ofBase(known, source));
        }
        List<ImageBlob> own =
                List.of(ImageBlob.of(manifest.layer(), layer.blob()), ImageBlob.of(manifest.config(), config.bytes()));
        own.forEach(blob -> blobs.putIfAbsent(blob.digest(), blob));

        List<PlainLayer> layers = new ArrayList<>();
        for (StoredLayer known : base.layers()) {
            layers.add(new PlainLayer(known.diffId(), known.tar()));
        }
        layers.add(new PlainLayer(diffId, tar));
        return new CustomisedImage(
                manifest.document(),
                manifest.mediaType(),
                config,
                List.copyOf(blobs.values()),
                layers,
                base.image().config().platform(),
                source.location());
    }

    /// The same in OCI's family, whatever the base is of: tools that read layouts find nothing else in them.
    CustomisedImage inOciFamily() throws IOException {
        if (mediaType.equals(MediaTypes.OCI_MANIFEST)) {
            return this;
        }
        Document translated = NewManifest.inOciFamily(manifest);
        return new CustomisedImage(translated, MediaTypes.OCI_MANIFEST, config, blobs, layers, platform, baseLocation);
    }
}
