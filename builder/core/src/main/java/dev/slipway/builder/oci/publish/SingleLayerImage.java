package dev.slipway.builder.oci.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.layer.LayerWriter;
import dev.slipway.builder.layer.LayerWriter.WrittenLayer;
import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.publish.CustomisedImage.PlainLayer;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Publishes a root file system as an image of one layer. The layer is compressed with gzip, which every tool reads.
public final class SingleLayerImage implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final CustomisedImage image;
    private final Path directory;

    private SingleLayerImage(CustomisedImage image, Path directory) {
        this.image = image;
        this.directory = directory;
    }

    /// Prepares the image.
    ///
    /// @param tar the root file system, not compressed; it is there as long as this image is open
    /// @param labels of the image's configuration ("Pre-Defined Annotation Keys")
    /// @param time what the image says of its making
    public static SingleLayerImage of(Image tar, Platform platform, SortedMap<String, String> labels, Instant time)
            throws IOException {
        return of(tar, platform, labels, ContainerStart.NOTHING, "slipway base build", time);
    }

    /// As the other, of an image that starts something.
    ///
    /// @param maker what the image says of who made it
    public static SingleLayerImage of(
            Image tar,
            Platform platform,
            SortedMap<String, String> labels,
            ContainerStart start,
            String maker,
            Instant time)
            throws IOException {
        Path directory = Files.createTempDirectory("slipway-layer");
        try {
            WrittenLayer layer = LayerWriter.compress(tar, layerIn(directory));
            return new SingleLayerImage(
                    plan(layer, tar, platform, config(Digest.of(layer.diffId()), platform, labels, start, maker, time)),
                    directory);
        } catch (IOException | RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    /// Writes the image. May be called for several destinations, one after the other.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where the place does not take it
    public PublishedImage to(ImageDestination destination, LayerListener listener) throws IOException {
        return destination.write(image, listener);
    }

    private static CustomisedImage plan(WrittenLayer layer, Image tar, Platform platform, Document config)
            throws IOException {
        ImageBlob layerBlob = ImageBlob.of(
                Descriptor.of(
                        MediaTypes.OCI_LAYER + "+gzip",
                        Digest.of(layer.digest()),
                        layer.blob().size()),
                layer.blob());
        ImageBlob configBlob = ImageBlob.of(
                Descriptor.of(
                        MediaTypes.OCI_CONFIG, config.digest(), config.bytes().size()),
                config.bytes());
        return new CustomisedImage(
                manifest(configBlob.descriptor(), layerBlob.descriptor()),
                MediaTypes.OCI_MANIFEST,
                config,
                List.of(layerBlob, configBlob),
                List.of(new PlainLayer(Digest.of(layer.diffId()), tar)),
                Optional.of(platform),
                Optional.empty());
    }

    /// OCI image specification v1.1, "Image Configuration".
    private static Document config(
            Digest diffId,
            Platform platform,
            SortedMap<String, String> labels,
            ContainerStart start,
            String maker,
            Instant time) {
        ObjectNode config = JSON.createObjectNode();
        config.put("created", time.toString());
        config.put("architecture", platform.architecture());
        config.put("os", platform.os());
        ObjectNode run = config.putObject("config");
        ObjectNode named = run.putObject("Labels");
        labels.forEach(named::put);
        start.describe(run);
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(diffId.toString());
        config.putArray("history").addObject().put("created", time.toString()).put("created_by", maker);
        return Document.of(config.toString().getBytes(UTF_8));
    }

    /// OCI image specification v1.1, "Image Manifest".
    private static Document manifest(Descriptor config, Descriptor layer) {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        NewManifest.describe(manifest.putObject("config"), config);
        NewManifest.describe(manifest.putArray("layers").addObject(), layer);
        return Document.of(manifest.toString().getBytes(UTF_8));
    }

    private static Path layerIn(Path directory) {
        return directory.resolve("layer.tar.gz");
    }

    private static void remove(Path directory) throws IOException {
        Files.deleteIfExists(layerIn(directory));
        Files.deleteIfExists(directory);
    }

    @Override
    public void close() throws IOException {
        remove(directory);
    }
}
