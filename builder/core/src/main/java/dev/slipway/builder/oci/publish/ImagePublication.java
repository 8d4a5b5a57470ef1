package dev.slipway.builder.oci.publish;

import dev.slipway.builder.layer.LayerWriter;
import dev.slipway.builder.layer.LayerWriter.WrittenLayer;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.OciBase;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Publishes a base image with files added to it, as one more layer. Nothing of the base is kept twice: its layers are
/// mounted in the registry, or streamed from where they lie.
public final class ImagePublication implements AutoCloseable {

    /// What lies in such files are secrets more often than not.
    private static final int MODE = 0600;

    private final CustomisedImage image;
    private final Path directory;

    private ImagePublication(CustomisedImage image, Path directory) {
        this.image = image;
        this.directory = directory;
    }

    /// Prepares the image.
    ///
    /// @param source of the base, open as long as this publication is
    /// @param root the tree that the base's layers make
    /// @param files by their paths in the root file system
    /// @param sourceDate what the image says of its making: `SOURCE_DATE_EPOCH`; else the base's own time
    /// @throws dev.slipway.builder.problem.ProblemException where a file cannot lie where it should
    public static ImagePublication of(
            ImageSource source,
            OciBase base,
            Directory root,
            SortedMap<String, byte[]> files,
            Optional<Instant> sourceDate)
            throws IOException {
        Instant time = sourceDate.isPresent() ? sourceDate.get() : NewConfig.created(base.image());
        SortedMap<String, Node> nodes = new TreeMap<>();
        files.forEach((path, content) ->
                nodes.put(path, new Node.RegularFile(Metadata.of(MODE, time), Image.ofBytes(content.clone()))));
        return ofNodes(source, base, root, nodes, time);
    }

    /// As [#of], for nodes of any kind.
    public static ImagePublication ofNodes(
            ImageSource source, OciBase base, Directory root, SortedMap<String, Node> nodes, Instant time)
            throws IOException {
        // Readable for nobody else; the layer holds secrets.
        Path directory = Files.createTempDirectory("slipway-layer");
        try {
            WrittenLayer layer = LayerWriter.write(root, nodes, layerIn(directory));
            Image tar = LayerWriter.plan(root, nodes);
            return new ImagePublication(CustomisedImage.plan(source, base, layer, tar, time), directory);
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
