package dev.slipway.image.ext4;

import java.nio.ByteBuffer;
import java.util.UUID;

/// The first block of a journal in which nothing stands (chapter "Journal (jbd2)", "Super Block"). Big-endian,
/// unlike all else.
///
/// @param blockBytes the size of its blocks, which are the file system's
/// @param blocks how many it has, this one included
/// @param uuid the file system's
record JournalSuperblock(int blockBytes, int blocks, UUID uuid) {

    private static final int MAGIC = 0xC03B3998;
    private static final int SUPERBLOCK_V2 = 4;
    private static final int FIRST_LOG_BLOCK = 1;
    private static final int FIRST_SEQUENCE = 1;
    private static final int NOTHING_TO_RECOVER = 0;

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(blockBytes);
        out.putInt(MAGIC).putInt(SUPERBLOCK_V2).putInt(0);
        out.putInt(blockBytes).putInt(blocks).putInt(FIRST_LOG_BLOCK);
        out.putInt(FIRST_SEQUENCE).putInt(NOTHING_TO_RECOVER).putInt(0);
        // No feature: the kernel adds what it wants when it mounts.
        out.putInt(0).putInt(0).putInt(0);
        out.put(Superblock.bytes(uuid)).putInt(1);
        return out.array();
    }
}
