package dev.slipway.ova.clone;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.ext4.Ext4Volume;
import dev.slipway.image.fat.FatReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A file system that can be looked into. Paths have no slash in front; what is not there is empty.
interface ReadFileSystem extends AutoCloseable {

    /// The bytes of a regular file that is not larger than that.
    Optional<byte[]> read(String path, int bytesMax) throws IOException;

    /// The names in a directory.
    List<String> names(String directory) throws IOException;

    @Override
    void close() throws IOException;

    /// The file system of a partition, where it is one that we read.
    static Optional<ReadFileSystem> of(Image partition) throws IOException {
        try (ImageReader reader = ImageReader.of(partition)) {
            if (Ext4Volume.isPresent(reader)) {
                return Optional.of(new Ext(Ext4Volume.open(partition)));
            }
        }
        try {
            return Optional.of(new Fat(FatReader.read(partition).tree()));
        } catch (MalformedImageException none) {
            return Optional.empty();
        }
    }

    /// ext2, ext3 and ext4.
    record Ext(Ext4Volume volume) implements ReadFileSystem {
        @Override
        public Optional<byte[]> read(String path, int bytesMax) throws IOException {
            Optional<Node> node = volume.find(path);
            return node.isPresent()
                            && node.get() instanceof RegularFile file
                            && file.content().size() <= bytesMax
                    ? Optional.of(file.content().toByteArray(bytesMax))
                    : Optional.empty();
        }

        @Override
        public List<String> names(String directory) throws IOException {
            return volume.list(directory).stream().map(FileName::toString).toList();
        }

        @Override
        public void close() throws IOException {
            volume.close();
        }
    }

    /// FAT of any width.
    record Fat(Directory tree) implements ReadFileSystem {
        @Override
        public Optional<byte[]> read(String path, int bytesMax) throws IOException {
            return tree.find(path) instanceof RegularFile file && file.content().size() <= bytesMax
                    ? Optional.of(file.content().toByteArray(bytesMax))
                    : Optional.empty();
        }

        @Override
        public List<String> names(String directory) {
            Node node = directory.isEmpty() ? tree : tree.find(directory);
            return node instanceof Directory found
                    ? found.entries().keySet().stream().map(FileName::toString).toList()
                    : List.of();
        }

        @Override
        public void close() {
            // Everything was read when it was opened.
        }
    }
}
