package dev.slipway.builder.oci.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.LayerStore;
import dev.slipway.builder.oci.store.OciBase;
import dev.slipway.builder.oci.store.StoredLayer;
import dev.slipway.image.tar.TarReader;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is found in an image that was opened with an empty cache, or with one that was used before.
record Opened(OciBase base, List<String> warnings) {

    static Opened of(ImageSource source, String architecture, Path cache) throws IOException {
        List<String> warnings = new ArrayList<>();
        LayerListener listener = new LayerListener() {
            @Override
            public void warning(String text) {
                warnings.add(text);
            }
        };
        try (source) {
            return new Opened(
                    OciBase.open(source, Platform.linux(architecture), new LayerStore(new BuildCache(cache)), listener),
                    warnings);
        }
    }

    /// The texts of all files of all layers, the lowest layer first.
    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (StoredLayer layer : base.layers()) {
            List<RegularFile> files = new ArrayList<>();
            TarReader.read(layer.tar()).walk((path, node) -> {
                if (node instanceof RegularFile file) {
                    files.add(file);
                }
            });
            for (RegularFile file : files) {
                texts.add(new String(file.content().toByteArray(1 << 20), UTF_8));
            }
        }
        return texts;
    }
}
