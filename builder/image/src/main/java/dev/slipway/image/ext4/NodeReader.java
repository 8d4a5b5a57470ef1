package dev.slipway.image.ext4;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns inodes into nodes of a tree. The same inode is the same node, but directories, of which each may be met
/// once.
final class NodeReader {

    private static final String NAME = "ext4 inode";
    private static final int ENTRIES_MAX = 1 << 20;
    private static final int TARGET_MAX = 4095;
    private static final int TARGET_IN_INODE_MAX = Inode.BLOCK_BYTES - 1;
    /// The number of the parent, before the entries in an inode.
    private static final int PARENT_BYTES = 4;

    private final Image image;
    private final VolumeInodes inodes;

    NodeReader(Image image, VolumeInodes inodes) {
        this.image = image;
        this.inodes = inodes;
    }

    /// The node of an inode, a directory with all that lies below.
    Node read(long number) throws IOException {
        return new Walk().node(number, 0);
    }

    /// What stands in a directory, by name; empty where it is none.
    SortedMap<FileName, Long> entries(long number) throws IOException {
        ByteBuffer bytes = inodes.read(number);
        Inode inode = Inode.decode(bytes);
        return inode.kind() == Inode.DIRECTORY ? entries(inode, bytes, number) : Collections.emptySortedMap();
    }

    private SortedMap<FileName, Long> entries(Inode inode, ByteBuffer bytes, long number) throws IOException {
        DirectoryBlocks found = new DirectoryBlocks();
        long offset = inodes.offsetOf(number);
        if ((inode.flags() & Inode.INLINE_DATA) != 0) {
            InlineData data = InlineData.of(bytes, offset);
            found.add(Arrays.copyOfRange(data.first(), PARENT_BYTES, data.first().length), offset);
            found.add(data.more(), offset);
            return found.entries();
        }
        Image content = content(inode, bytes, number);
        int blockBytes = inodes.superblock().blockBytes();
        if (content.size() % blockBytes != 0
                || content.size() / blockBytes > inodes.superblock().blocks()) {
            throw malformed(
                    number,
                    "expected a directory of whole blocks, no more than there are, found %d bytes"
                            .formatted(content.size()));
        }
        try (ImageReader reader = ImageReader.of(content)) {
            byte[] block = new byte[blockBytes];
            for (long at = 0; at < content.size(); at += blockBytes) {
                reader.read(at, block);
                found.add(block, offset);
            }
        }
        return found.entries();
    }

    private Image content(Inode inode, ByteBuffer bytes, long number) throws IOException {
        if ((inode.flags() & Inode.ENCRYPTED) != 0) {
            throw malformed(number, "it is encrypted, and cannot be read without its key");
        }
        if ((inode.flags() & Inode.INLINE_DATA) != 0) {
            long offset = inodes.offsetOf(number);
            return Image.ofBytes(InlineData.of(bytes, offset).content(inode.size(), offset));
        }
        return FileBlocks.of(inodes, image, inode);
    }

    private byte[] target(Inode inode, ByteBuffer bytes, long number) throws IOException {
        if (inode.size() < 1 || inode.size() > TARGET_MAX) {
            throw malformed(number, "expected a symbolic link of 1 to 4095 bytes, found %d".formatted(inode.size()));
        }
        boolean inBlocks = (inode.flags() & (Inode.EXTENTS | Inode.INLINE_DATA)) != 0;
        byte[] target = !inBlocks && inode.size() <= TARGET_IN_INODE_MAX
                ? Arrays.copyOf(inode.block(), (int) inode.size())
                : content(inode, bytes, number).toByteArray(TARGET_MAX);
        for (byte b : target) {
            if (b == 0) {
                throw malformed(number, "expected a symbolic link without NUL");
            }
        }
        return target;
    }

    private static Special special(Inode inode, Metadata metadata) {
        ByteBuffer block = ByteBuffer.wrap(inode.block()).order(ByteOrder.LITTLE_ENDIAN);
        int old = block.getInt(0);
        int fresh = block.getInt(Integer.BYTES);
        long major = old != 0 ? (old >>> 8) & 0xFF : (fresh >>> 8) & 0xFFF;
        long minor = old != 0 ? old & 0xFF : (fresh & 0xFF) | ((fresh >>> 12) & 0xFFF00);
        return switch (inode.kind()) {
            case Inode.CHARACTER_DEVICE -> new Special(metadata, Special.Kind.CHARACTER_DEVICE, major, minor);
            case Inode.BLOCK_DEVICE -> new Special(metadata, Special.Kind.BLOCK_DEVICE, major, minor);
            case Inode.FIFO -> new Special(metadata, Special.Kind.FIFO, 0, 0);
            default -> new Special(metadata, Special.Kind.SOCKET, 0, 0);
        };
    }

    private MalformedImageException malformed(long number, String problem) throws IOException {
        return new MalformedImageException(NAME, inodes.offsetOf(number), problem);
    }

    /// One reading of a tree, with what it has met so far.
    private final class Walk {

        private final Map<Long, Node> known = new HashMap<>();
        private final Set<Long> directories = new HashSet<>();
        private long directoryBytes;
        private int count;

        Node node(long number, int depth) throws IOException {
            Node before = known.get(number);
            if (before != null) {
                return before;
            }
            ByteBuffer bytes = inodes.read(number);
            Inode inode = Inode.decode(bytes);
            Metadata metadata = metadata(inode, number);
            Node node = switch (inode.kind()) {
                case Inode.DIRECTORY -> directory(inode, bytes, metadata, number, depth);
                case Inode.REGULAR_FILE -> new RegularFile(metadata, content(inode, bytes, number));
                case Inode.SYMLINK -> new Symlink(metadata, target(inode, bytes, number));
                case Inode.CHARACTER_DEVICE, Inode.BLOCK_DEVICE, Inode.FIFO, Inode.SOCKET -> special(inode, metadata);
                default -> throw malformed(number, "expected a kind of file, found mode 0%o".formatted(inode.mode()));
            };
            if (!(node instanceof Directory)) {
                known.put(number, node);
            }
            return node;
        }

        private Metadata metadata(Inode inode, long number) throws IOException {
            try {
                return Metadata.of(inode.mode() & ~Inode.KIND, inode.modified()).withOwner(inode.uid(), inode.gid());
            } catch (IllegalArgumentException e) {
                throw malformed(number, String.valueOf(e.getMessage()));
            }
        }

        private Directory directory(Inode inode, ByteBuffer bytes, Metadata metadata, long number, int depth)
                throws IOException {
            if (!directories.add(number) || depth > Directory.DEPTH_MAX) {
                throw malformed(number, "expected a tree of directories, found one twice or too deep");
            }
            directoryBytes += Math.max(0, inode.size());
            if (directoryBytes > inodes.superblock().bytes()) {
                throw malformed(number, "expected directories that fit into the file system");
            }
            SortedMap<FileName, Node> below = new TreeMap<>();
            for (var entry : entries(inode, bytes, number).entrySet()) {
                count++;
                if (count > ENTRIES_MAX) {
                    throw malformed(number, "expected at most %d files".formatted(ENTRIES_MAX));
                }
                below.put(entry.getKey(), node(entry.getValue(), depth + 1));
            }
            return new Directory(metadata, below);
        }
    }
}
