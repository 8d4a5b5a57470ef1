package dev.slipway.builder.layer;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import dev.slipway.image.tar.TarWriter;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Writes a layer that adds files to a base (OCI image specification 1.1, layer.md, "Creating"). The directories on
/// the way come along with the metadata that they have in the base, so that nothing changes but what was asked for.
/// The same base and files give the same bytes.
public final class LayerWriter {

    private static final int CHUNK_BYTES = 1 << 18;

    private LayerWriter() {}

    /// A layer in a file, compressed with gzip.
    ///
    /// @param blob the file
    /// @param digest of the file, by which a manifest names it
    /// @param diffId of the archive inside, by which an image's configuration names it
    public record WrittenLayer(Image blob, Sha256 digest, Sha256 diffId) {}

    /// Writes the layer to a file that appears when it is complete.
    ///
    /// @param files by their paths; directories are replaced in their metadata and keep what is in them
    /// @throws dev.slipway.builder.problem.ProblemException where a file cannot lie where it should
    public static WrittenLayer write(Directory base, SortedMap<String, Node> files, Path target) throws IOException {
        return compress(plan(base, files), target);
    }

    /// Writes an archive as a layer, to a file that appears when it is complete.
    public static WrittenLayer compress(Image tar, Path target) throws IOException {
        try (WholeFile whole = WholeFile.beside(target)) {
            // Closing would close the file, which is not complete before it is on the disk. The header has no name and
            // no time, and the level is the usual one.
            OutputStream out = Channels.newOutputStream(whole.channel());
            GZIPOutputStream gzip = new GZIPOutputStream(out, CHUNK_BYTES);
            tar.transferTo(Channels.newChannel(gzip), 0, tar.size());
            gzip.finish();
            whole.complete();
        }
        Image blob = Image.ofFile(target);
        return new WrittenLayer(blob, blob.sha256(), tar.sha256());
    }

    /// The archive of the layer, not compressed.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file cannot lie where it should
    public static Image plan(Directory base, SortedMap<String, Node> files) {
        TreeBuilder tree = new TreeBuilder(base.metadata());
        for (Map.Entry<String, Node> file : files.entrySet()) {
            List<FileName> path = path(file.getKey());
            try {
                addParents(base, path, file.getKey(), tree);
                tree.put(path, file.getValue());
            } catch (IllegalArgumentException e) {
                throw Problem.input("layer.path", "'%s' cannot lie in a layer".formatted(file.getKey()))
                        .because(String.valueOf(e.getMessage()))
                        .exception(e);
            }
        }
        return TarWriter.plan(tree.build());
    }

    private static List<FileName> path(String text) {
        List<FileName> path;
        try {
            path = TreeBuilder.names(text);
        } catch (IllegalArgumentException e) {
            throw Problem.input("layer.path", "'%s' is no path inside a layer".formatted(text))
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
        if (path.isEmpty() || path.stream().anyMatch(name -> name.toString().startsWith(Meaning.WHITEOUT))) {
            throw Problem.input("layer.path", "'%s' is no path of a file inside a layer".formatted(text))
                    .because("the root is no file, and names that begin with .wh. take files away")
                    .exception();
        }
        return path;
    }

    private static void addParents(Directory base, List<FileName> path, String text, TreeBuilder tree) {
        Node known = base;
        List<FileName> parent = new ArrayList<>();
        for (FileName name : path.subList(0, path.size() - 1)) {
            parent.add(name);
            known = known instanceof Directory directory ? directory.entries().get(name) : null;
            if (known != null && !(known instanceof Directory)) {
                // A directory of that name would take its place.
                throw Problem.input("layer.path", "'%s' cannot lie in the image".formatted(text))
                        .because("'%s' is no directory there".formatted(name))
                        .fix("name the file by a path that leads through no symbolic link")
                        .exception();
            }
            if (tree.find(parent) == null) {
                Metadata metadata = known == null ? Metadata.of(0755, Instant.EPOCH) : known.metadata();
                tree.put(parent, new Directory(metadata, new TreeMap<>()));
            }
        }
    }
}
