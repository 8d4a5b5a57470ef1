package dev.slipway.image.ext4;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the entries of a directory, block by block. An index by hashes stands in blocks that look empty, and is
/// passed over.
final class DirectoryBlocks {

    private static final int BLOCK_BYTES_MAX = 1 << 16;
    private static final int ENTRIES_MAX = 1 << 20;

    private final SortedMap<FileName, Long> entries = new TreeMap<>();

    /// The numbers of the inodes by name; neither the directory itself nor its parent.
    SortedMap<FileName, Long> entries() {
        return entries;
    }

    /// Adds those of one block.
    ///
    /// @param offset where messages say that it lies
    void add(byte[] block, long offset) throws MalformedImageException {
        ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at <= block.length - DirectoryEntry.HEADER_BYTES) {
            long inode = Integer.toUnsignedLong(in.getInt(at));
            int length = recordBytes(in, at, block.length);
            int nameBytes = Byte.toUnsignedInt(in.get(at + 6));
            if (length < DirectoryEntry.HEADER_BYTES
                    || length % Integer.BYTES != 0
                    || length > block.length - at
                    || (inode != 0 && nameBytes > length - DirectoryEntry.HEADER_BYTES)) {
                throw new MalformedImageException(
                        DirectoryEntry.NAME,
                        offset + at,
                        "expected an entry within %d bytes, found one of %d with a name of %d"
                                .formatted(block.length - at, length, nameBytes));
            }
            if (inode != 0) {
                byte[] name = new byte[nameBytes];
                in.get(at + DirectoryEntry.HEADER_BYTES, name);
                add(name, inode, offset + at);
            }
            at += length;
        }
    }

    /// In blocks of 64 KiB the length of a whole block does not fit into its 16 bits.
    private static int recordBytes(ByteBuffer in, int at, int blockBytes) {
        int length = Short.toUnsignedInt(in.getShort(at + 4));
        boolean whole = blockBytes == BLOCK_BYTES_MAX && (length == 0 || length == BLOCK_BYTES_MAX - 1);
        return whole ? blockBytes : length;
    }

    private void add(byte[] name, long inode, long offset) throws MalformedImageException {
        if (isOwn(name)) {
            return;
        }
        FileName fileName;
        try {
            fileName = FileName.ofBytes(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException(DirectoryEntry.NAME, offset, "expected a name: " + e.getMessage());
        }
        if (entries.put(fileName, inode) != null) {
            throw new MalformedImageException(
                    DirectoryEntry.NAME, offset, "expected '%s' once, found it twice".formatted(fileName));
        }
        if (entries.size() > ENTRIES_MAX) {
            throw new MalformedImageException(
                    DirectoryEntry.NAME, offset, "expected at most %d entries".formatted(ENTRIES_MAX));
        }
    }

    private static boolean isOwn(byte[] name) {
        return (name.length == 1 || name.length == 2) && name[0] == '.' && name[name.length - 1] == '.';
    }
}
