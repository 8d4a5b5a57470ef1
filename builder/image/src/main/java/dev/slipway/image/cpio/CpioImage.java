package dev.slipway.image.cpio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Plans a cpio archive ("newc") of a tree, as the kernel unpacks it for an initramfs, also behind another one.
/// Contents stay where they are. The format has no extended attributes and no parts of seconds: those are left out,
/// and times before 1970 or after 2106 become the nearest that it can tell.
public final class CpioImage {

    /// The longest path that Linux takes, with the NUL.
    static final int NAME_BYTES_MAX = 4096;

    private static final long NUMBER_MAX = 0xFFFF_FFFFL;
    private static final int BLOCK_BYTES = 512;

    private final List<Image> parts = new ArrayList<>();
    private final IdentityHashMap<Node, Names> names = new IdentityHashMap<>();
    private long inodes;

    private CpioImage() {}

    /// The archive, beginning with the root as `.` and padded with zeros to 512 bytes.
    ///
    /// @throws IllegalArgumentException where a file is too large for the format (4 GiB), or a path too long
    public static Image plan(Directory tree) {
        CpioImage cpio = new CpioImage();
        cpio.count(tree);
        cpio.add(".".getBytes(US_ASCII), tree);
        cpio.addEntry(CpioHeader.TRAILER.getBytes(US_ASCII), trailer(), Image.empty());
        return Image.concat(cpio.parts).padTo(BLOCK_BYTES);
    }

    /// What several names of one node share.
    private static final class Names {
        private long inode;
        private int total;
        private int left;
    }

    private void count(Directory directory) {
        for (Node child : directory.entries().values()) {
            Names known = names.computeIfAbsent(child, ignored -> new Names());
            known.total++;
            known.left++;
            if (child instanceof Directory below) {
                count(below);
            }
        }
    }

    private void add(byte[] path, Node node) {
        switch (node) {
            case Directory directory -> {
                long subdirectories = directory.entries().values().stream()
                        .filter(Directory.class::isInstance)
                        .count();
                addNode(path, directory, CpioHeader.DIRECTORY, ++inodes, 2 + subdirectories, Image.empty());
                for (Map.Entry<FileName, Node> entry : directory.entries().entrySet()) {
                    add(child(path, entry.getKey()), entry.getValue());
                }
            }
            case Node.RegularFile file -> addLinked(path, file, CpioHeader.FILE, file.content());
            case Node.Symlink link -> addLinked(path, link, CpioHeader.SYMLINK, Image.ofBytes(link.target()));
            case Node.Special special -> addLinked(path, special, type(special.kind()), Image.empty());
        }
    }

    private static byte[] child(byte[] directory, FileName name) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        if (directory.length != 1 || directory[0] != '.') {
            path.writeBytes(directory);
            path.write('/');
        }
        path.writeBytes(name.bytes());
        return path.toByteArray();
    }

    private static int type(Node.Special.Kind kind) {
        return switch (kind) {
            case CHARACTER_DEVICE -> CpioHeader.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> CpioHeader.BLOCK_DEVICE;
            case FIFO -> CpioHeader.FIFO;
            case SOCKET -> CpioHeader.SOCKET;
        };
    }

    /// Of a file with several names the data come with the last one; every entry before is empty. A symbolic link is
    /// written anew under each name, since the kernel links only files and nodes.
    private void addLinked(byte[] path, Node node, int type, Image content) {
        Names known = names.computeIfAbsent(node, ignored -> new Names());
        if (type == CpioHeader.SYMLINK) {
            addNode(path, node, type, ++inodes, 1, content);
            return;
        }
        if (known.inode == 0) {
            known.inode = ++inodes;
        }
        known.left--;
        addNode(path, node, type, known.inode, known.total, known.left == 0 ? content : Image.empty());
    }

    private void addNode(byte[] path, Node node, int type, long inode, long links, Image data) {
        if (data.size() > NUMBER_MAX) {
            throw new IllegalArgumentException(
                    "'%s' has %d bytes, and cpio ends at %d".formatted(shown(path), data.size(), NUMBER_MAX));
        }
        Metadata metadata = node.metadata();
        Node.Special special = node instanceof Node.Special found ? found : null;
        addEntry(
                path,
                new CpioHeader(
                        false,
                        inode,
                        type | metadata.permissions(),
                        metadata.uid(),
                        metadata.gid(),
                        links,
                        Math.clamp(metadata.modified().getEpochSecond(), 0L, NUMBER_MAX),
                        data.size(),
                        0,
                        0,
                        special == null ? 0 : special.major(),
                        special == null ? 0 : special.minor(),
                        path.length + 1L,
                        0),
                data);
    }

    private static String shown(byte[] path) {
        return new String(path, UTF_8);
    }

    private static CpioHeader trailer() {
        return new CpioHeader(false, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, CpioHeader.TRAILER.length() + 1L, 0);
    }

    private void addEntry(byte[] path, CpioHeader header, Image data) {
        if (header.nameSize() > NAME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "the path '%s' is longer than %d bytes".formatted(shown(path), NAME_BYTES_MAX - 1));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header.encode());
        bytes.writeBytes(path);
        bytes.write(0);
        parts.add(Image.ofBytes(bytes.toByteArray()).padTo(CpioHeader.ALIGNMENT));
        parts.add(data.padTo(CpioHeader.ALIGNMENT));
    }
}
