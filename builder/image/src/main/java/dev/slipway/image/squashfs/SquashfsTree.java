package dev.slipway.image.squashfs;

import dev.slipway.image.Extent;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.WholeFile;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Unpacks a squashfs into a tree whose contents lie, one behind the other, in a single file: what any other format can
/// be written from.
public final class SquashfsTree {

    private final SquashfsReader reader;
    private final Path contents;
    private final long limitBytes;
    private final SquashfsReader.DirectoryGuard guard = new SquashfsReader.DirectoryGuard();
    private final Map<Long, Node> linked = new HashMap<>();
    private final byte[] chunk;
    private long position;

    private SquashfsTree(SquashfsReader reader, Path contents, long limitBytes) {
        this.reader = reader;
        this.contents = contents;
        this.limitBytes = limitBytes;
        chunk = new byte[reader.superblock().blockBytes()];
    }

    /// Unpacks everything.
    ///
    /// @param contents the file for the contents, which the caller removes when the tree is needed no more
    /// @param limitBytes the most that the contents may take
    /// @throws MalformedImageException also where they take more
    public static Directory unpack(SquashfsReader reader, Path contents, long limitBytes) throws IOException {
        try (WholeFile file = WholeFile.beside(contents)) {
            Directory tree = new SquashfsTree(reader, contents, limitBytes).unpack(reader.root(), file.channel(), 0);
            file.complete();
            return tree;
        }
    }

    private Directory unpack(SquashfsEntry.Directory directory, FileChannel channel, int depth) throws IOException {
        guard.enter(directory, depth);
        SortedMap<FileName, Node> entries = new TreeMap<>();
        for (var entry : reader.list(directory).entrySet()) {
            guard.count();
            entries.put(entry.getKey(), unpack(entry.getValue(), channel, depth));
        }
        return new Directory(directory.metadata(), entries);
    }

    private Node unpack(SquashfsEntry entry, FileChannel channel, int depth) throws IOException {
        if (entry instanceof SquashfsEntry.Directory below) {
            return unpack(below, channel, depth + 1);
        }
        Node known = linked.get(entry.inode());
        if (known != null) {
            return known;
        }
        Node node = switch (entry) {
            case SquashfsEntry.File file -> unpack(file, channel);
            case SquashfsEntry.Other other -> other.node();
            case SquashfsEntry.Directory ignored -> throw new IllegalStateException("handled above");
        };
        if (entry.links() > 1) {
            linked.put(entry.inode(), node);
        }
        return node;
    }

    private Node unpack(SquashfsEntry.File file, FileChannel channel) throws IOException {
        long start = position;
        if (file.size() > limitBytes - start) {
            throw new MalformedImageException(
                    "squashfs", 0, "expected contents of at most %d bytes in all".formatted(limitBytes));
        }
        try (InputStream in = reader.open(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
                while (bytes.hasRemaining()) {
                    position += channel.write(bytes, position);
                }
            }
        }
        return new Node.RegularFile(
                file.metadata(), Image.of(new Extent.FileExtent(contents, start, position - start)));
    }
}
