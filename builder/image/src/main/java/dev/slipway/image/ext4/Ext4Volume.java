package dev.slipway.image.ext4;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/// Reads an ext2, ext3 or ext4 file system, of which nothing is read before it is asked for. Contents stay parts
/// of the image. Extended attributes and checksums are passed over.
///
/// Nothing is trusted: rings, entries without a length, and places beyond the image are met with an exception. A
/// volume serves one thread and is to be closed.
public final class Ext4Volume implements AutoCloseable {

    private final ImageReader reader;
    private final Superblock superblock;
    private final NodeReader nodes;

    private Ext4Volume(Image image, ImageReader reader, Superblock superblock) {
        this.reader = reader;
        this.superblock = superblock;
        nodes = new NodeReader(image, new VolumeInodes(reader, superblock));
    }

    /// Opens a file system.
    ///
    /// @param partition the whole of it; it may be longer than the file system
    /// @throws MalformedImageException where it is none, is not sound, or has a feature that is not read
    public static Ext4Volume open(Image partition) throws IOException {
        ImageReader reader = ImageReader.of(partition);
        try {
            Superblock superblock = Superblock.decode(reader.read(Superblock.NAME, Superblock.OFFSET, Superblock.SIZE));
            requireReadable(superblock, partition.size());
            return new Ext4Volume(partition, reader, superblock);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// Whether an image begins like such a file system.
    public static boolean isPresent(ImageReader image) throws IOException {
        return image.size() >= Superblock.OFFSET + Superblock.SIZE
                && Superblock.isMagic(image.read(Superblock.NAME, Superblock.OFFSET, Superblock.SIZE));
    }

    private static void requireReadable(Superblock superblock, long imageBytes) throws MalformedImageException {
        if (superblock.has(Features.RECOVER)) {
            throw refused("expected a file system that was unmounted: what its journal holds is not in its place yet");
        }
        int unknown = superblock.incompatible() & ~Features.READABLE;
        if (unknown != 0) {
            throw refused("feature 0x%x is not read (s_feature_incompat)".formatted(unknown));
        }
        if (superblock.blocks() > imageBytes >> superblock.blockBits()) {
            throw refused("expected a file system of at most %d bytes, found %d blocks of %d"
                    .formatted(imageBytes, superblock.blocks(), superblock.blockBytes()));
        }
    }

    private static MalformedImageException refused(String problem) {
        return new MalformedImageException(Superblock.NAME, Superblock.OFFSET, problem);
    }

    /// The label, empty where there is none.
    public String label() {
        return superblock.label();
    }

    /// The UUID.
    public UUID uuid() {
        return superblock.uuid();
    }

    /// How large it is, in bytes.
    public long sizeBytes() {
        return superblock.bytes();
    }

    /// The node at a path such as `boot/grub/grub.cfg`; empty parts are passed over, symbolic links are not
    /// followed. A directory comes with everything below it.
    public Optional<Node> find(String path) throws IOException {
        Optional<Long> number = numberOf(path);
        return number.isEmpty() ? Optional.empty() : Optional.of(nodes.read(number.get()));
    }

    /// The names in a directory, none where there is no directory at that path.
    public List<FileName> list(String path) throws IOException {
        Optional<Long> number = numberOf(path);
        if (number.isEmpty()) {
            return List.of();
        }
        return List.copyOf(nodes.entries(number.get()).keySet());
    }

    /// All of it.
    public Directory tree() throws IOException {
        if (nodes.read(Inode.ROOT) instanceof Directory root) {
            return root;
        }
        throw refused("expected inode 2 to be a directory");
    }

    private Optional<Long> numberOf(String path) throws IOException {
        long number = Inode.ROOT;
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            SortedMap<FileName, Long> entries = nodes.entries(number);
            Long next = entries.get(FileName.of(part));
            if (next == null) {
                return Optional.empty();
            }
            number = next;
        }
        return Optional.of(number);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
