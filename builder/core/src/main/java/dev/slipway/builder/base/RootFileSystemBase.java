package dev.slipway.builder.base;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.cache.FileDigests;
import dev.slipway.builder.layer.Layer;
import dev.slipway.builder.layer.LayeredTree;
import dev.slipway.builder.oci.store.StoredLayer;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.Sha256;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tar.CompressedTar;
import dev.slipway.image.tar.TarReader;
import dev.slipway.image.tree.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A live root file system, opened: its files stay where they are, a tar's inside the tar.
///
/// @param tree the files
/// @param identity a digest of all of it: the same for the same files, whether they came in a directory, a tar or
/// layers
/// @param newest the time of its newest file
public record RootFileSystemBase(Directory tree, Sha256 identity, Instant newest) {

    /// More than any root file system has, and less than a disk.
    private static final long UNPACKED_BYTES_MAX = 256L << 30;

    /// Opens a directory or a tar.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is neither, or not sound
    public static RootFileSystemBase open(Path path, BuildCache cache) throws IOException {
        if (!Files.exists(path)) {
            throw Problem.input("base.missing", "there is no such base")
                    .at(path.toString())
                    .exception();
        }
        try {
            return Files.isDirectory(path) ? ofDirectory(path) : ofTar(path, cache);
        } catch (MalformedImageException e) {
            throw Problem.input("base.malformed", "the base is no sound tar")
                    .at(path.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    /// The root file system that the layers of an image make together. Nothing of them is unpacked.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a layer is damaged or hostile
    public static RootFileSystemBase of(List<StoredLayer> layers, BuildCache cache) throws IOException {
        Directory tree = LayeredTree.of(layers.stream()
                .map(layer -> new Layer(layer.digest().toString(), layer.tar()))
                .toList());
        Sha256 digest = Sha256.EMPTY;
        for (StoredLayer layer : layers) {
            digest = digest.then(layer.diffId().toString().getBytes(StandardCharsets.UTF_8));
        }
        return new RootFileSystemBase(tree, new TreeIdentities(cache).of(digest, tree), newestIn(tree));
    }

    private static RootFileSystemBase ofDirectory(Path path) throws IOException {
        Directory tree = DirectoryScan.of(path);
        return new RootFileSystemBase(tree, TreeIdentities.of(tree), newestIn(tree));
    }

    private static RootFileSystemBase ofTar(Path path, BuildCache cache) throws IOException {
        Sha256 digest = Sha256.of(new FileDigests(cache).of(path));
        Path plain = path;
        if (CompressedTar.Compression.of(path) != CompressedTar.Compression.NONE) {
            plain = cache.get("tar", digest, target -> CompressedTar.decompress(path, target, UNPACKED_BYTES_MAX));
        }
        Directory tree = TarReader.read(Image.ofFile(plain));
        return new RootFileSystemBase(tree, new TreeIdentities(cache).of(digest, tree), newestIn(tree));
    }

    private static Instant newestIn(Directory tree) {
        Newest newest = new Newest(tree.metadata().modified());
        tree.walk((path, node) -> newest.see(node.metadata().modified()));
        return newest.time;
    }

    /// The latest of the times that it has seen.
    private static final class Newest {
        private Instant time;

        Newest(Instant first) {
            time = first;
        }

        void see(Instant next) {
            time = next.isAfter(time) ? next : time;
        }
    }
}
