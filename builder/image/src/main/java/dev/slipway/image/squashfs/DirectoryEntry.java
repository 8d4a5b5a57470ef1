package dev.slipway.image.squashfs;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One name in a listing (`struct squashfs_dir_entry`).
///
/// @param offset where the inode begins in the plain content of the header's metadata block
/// @param numberDelta the number of the inode, less that of the header; 16 bits with a sign
/// @param type the kind of the inode
/// @param name the name; the disk has one less than its length
record DirectoryEntry(int offset, int numberDelta, InodeType type, FileName name) implements MetadataRecord {

    static final int FIXED_BYTES = 8;

    @Override
    public int size() {
        return FIXED_BYTES + name.length();
    }

    @Override
    public void encode(ByteBuffer out) {
        out.putShort((short) offset)
                .putShort((short) numberDelta)
                .putShort((short) type.number(false))
                .putShort((short) (name.length() - 1))
                .put(name.bytes());
    }

    /// Reads the entry at a cursor, which stands behind it afterwards.
    static DirectoryEntry read(MetadataCursor cursor) throws IOException {
        ByteBuffer in = cursor.read(FIXED_BYTES);
        int offset = in.getShort() & 0xFFFF;
        int numberDelta = in.getShort();
        int type = in.getShort() & 0xFFFF;
        int length = (in.getShort() & 0xFFFF) + 1;
        if (length > FileName.LENGTH_MAX) {
            throw malformed("expected a name of 1 to 255 bytes, found %d".formatted(length), cursor);
        }
        byte[] name = cursor.read(length).array();
        try {
            InodeType kind = InodeType.ofNumber(type, cursor.imageOffset());
            return new DirectoryEntry(offset, numberDelta, kind, FileName.ofBytes(name));
        } catch (IllegalArgumentException e) {
            throw malformed("expected a name: " + e.getMessage(), cursor);
        }
    }

    private static MalformedImageException malformed(String problem, MetadataCursor cursor) {
        return new MalformedImageException("squashfs directory", cursor.imageOffset(), problem);
    }
}
