package dev.slipway.builder.oci.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.publish.CustomisedImage.PlainLayer;
import dev.slipway.image.Image;
import dev.slipway.image.tar.TarWriter;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An image as `docker save` writes it and `docker load` reads it (Docker image specification v1.2, "Combined Image
/// JSON + Filesystem Changeset Format"): layers as plain tars, each once. The file `repositories`, which names layers
/// of before version 1.10, is left out, as nobody reads it where there is a `manifest.json`.
final class SavedArchive {

    private static final Metadata FILE = Metadata.of(0644, Instant.EPOCH);

    private SavedArchive() {}

    /// The archive, whose parts stay where they are until it is written.
    static Image of(CustomisedImage image, Optional<ImageName> name) {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        String config = image.config().digest().hex() + ".json";
        tree.put(config, new RegularFile(FILE, image.config().bytes()));

        ArrayNode manifest = JsonMapper.shared().createArrayNode();
        ObjectNode entry = manifest.addObject();
        entry.put("Config", config);
        ArrayNode tags = entry.putArray("RepoTags");
        name.ifPresent(tagged -> tags.add(tagged.toString()));
        ArrayNode layers = entry.putArray("Layers");
        for (PlainLayer layer : image.layers()) {
            String path = layer.diffId().hex() + ".tar";
            tree.put(path, new RegularFile(FILE, layer.tar()));
            layers.add(path);
        }
        tree.put(
                "manifest.json",
                new RegularFile(FILE, Image.ofBytes(manifest.toString().getBytes(UTF_8))));
        return TarWriter.planWithoutRoot(tree.build());
    }
}
