package dev.slipway.image.ext4;

import java.nio.ByteBuffer;

/// An entry of a directory (chapter "Directory Entries", `struct ext4_dir_entry_2`): 8 bytes and the name, padded
/// to a multiple of 4.
///
/// @param inode the number, 0 where the entry is not used
/// @param recordBytes how far the next entry is
/// @param type see the constants; 0 where the file system does not tell
/// @param name its bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
record DirectoryEntry(long inode, int recordBytes, int type, byte[] name) {

    static final int HEADER_BYTES = 8;
    static final String NAME = "ext4 directory";

    static final int TYPE_REGULAR_FILE = 1;
    static final int TYPE_DIRECTORY = 2;
    static final int TYPE_CHARACTER_DEVICE = 3;
    static final int TYPE_BLOCK_DEVICE = 4;
    static final int TYPE_FIFO = 5;
    static final int TYPE_SOCKET = 6;
    static final int TYPE_SYMLINK = 7;

    private static final int ALIGNMENT = 4;

    /// The least that an entry takes.
    static int bytesFor(int nameBytes) {
        return Math.ceilDiv(HEADER_BYTES + nameBytes, ALIGNMENT) * ALIGNMENT;
    }

    void encode(ByteBuffer out) {
        int next = out.position() + recordBytes;
        out.putInt((int) inode)
                .putShort((short) recordBytes)
                .put((byte) name.length)
                .put((byte) type);
        out.put(name).position(next);
    }
}
