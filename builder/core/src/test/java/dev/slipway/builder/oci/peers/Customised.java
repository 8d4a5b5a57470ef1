package dev.slipway.builder.oci.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.layer.Layer;
import dev.slipway.builder.layer.LayeredTree;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.ImagePublication;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.LayerStore;
import dev.slipway.builder.oci.store.OciBase;
import dev.slipway.image.tree.Directory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A base image with a user-data file in it.
final class Customised {

    static final String PATH = "var/lib/cloud/seed/nocloud/user-data";
    static final String USER_DATA = "#cloud-config\nhostname: edge\n";

    private Customised() {}

    static PublishedImage publish(ImageSource source, Path cache, ImageDestination destination) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(PATH, USER_DATA.getBytes(UTF_8));
        try (source) {
            OciBase base = open(source, cache);
            try (ImagePublication publication =
                    ImagePublication.of(source, base, tree(base), files, Optional.empty())) {
                return publication.to(destination, LayerListener.SILENT);
            }
        }
    }

    private static OciBase open(ImageSource source, Path cache) throws IOException {
        return OciBase.open(
                source, Platform.linux("amd64"), new LayerStore(new BuildCache(cache)), LayerListener.SILENT);
    }

    private static Directory tree(OciBase base) throws IOException {
        List<Layer> layers = base.layers().stream()
                .map(layer -> new Layer(layer.digest().toString(), layer.tar()))
                .toList();
        return LayeredTree.of(layers);
    }

    /// The tree of an image, read with a cache that knows nothing of it.
    static Directory tree(ImageSource source, Path cache) throws IOException {
        try (source) {
            return tree(open(source, cache));
        }
    }
}
