package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// What every inode begins with (`struct squashfs_base_inode`), behind the number of its type.
///
/// @param permissions the low twelve bits of the mode
/// @param uid an index into the id table
/// @param gid an index into the id table
/// @param modified in seconds since 1970, 32 bits
/// @param number the number of the inode, from 1 on
record InodeHeader(int permissions, int uid, int gid, long modified, long number) {

    static final int TYPE_BYTES = 2;
    /// With the type.
    static final int SIZE = 16;

    void encode(int type, ByteBuffer out) {
        out.putShort((short) type)
                .putShort((short) permissions)
                .putShort((short) uid)
                .putShort((short) gid)
                .putInt((int) modified)
                .putInt((int) number);
    }

    /// Reads what stands behind the type.
    static InodeHeader decode(ByteBuffer in) {
        return new InodeHeader(
                in.getShort() & 07777,
                in.getShort() & 0xFFFF,
                in.getShort() & 0xFFFF,
                in.getInt() & 0xFFFF_FFFFL,
                in.getInt() & 0xFFFF_FFFFL);
    }
}
