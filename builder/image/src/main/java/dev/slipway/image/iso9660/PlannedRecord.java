package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A directory record whose size and place within its directory are known, while the blocks that it points to depend on
/// the view.
final class PlannedRecord {

    private final byte[] identifier;
    private final Inode inode;
    private final @Nullable PlannedDirectory target;
    private final int section;
    private final SystemUseArea systemUse;
    private final int offset;

    /// @param target the directory that is meant; null for a file
    /// @param section which section of the file is meant
    /// @param offset where the record begins in its directory
    PlannedRecord(
            byte[] identifier,
            Inode inode,
            @Nullable PlannedDirectory target,
            int section,
            SystemUseArea systemUse,
            int offset) {
        this.identifier = identifier;
        this.inode = inode;
        this.target = target;
        this.section = section;
        this.systemUse = systemUse;
        this.offset = offset;
    }

    Inode inode() {
        return inode;
    }

    int offset() {
        return offset;
    }

    boolean isDirectory() {
        return target != null;
    }

    /// Writes the record into a buffer that holds its directory from `start` on.
    void encode(ByteBuffer out, int start, PlannedDirectory in, DirectoryBlocks blocks) {
        out.position(start + offset);
        long block;
        long length;
        int flags;
        if (target != null) {
            block = blocks.of(target);
            length = target.dataBytes();
            flags = DirectoryRecord.DIRECTORY;
        } else {
            IsoExtent extent = inode.sections().get(section);
            block = extent.block() - blocks.base();
            length = extent.length();
            flags = section + 1 < inode.sections().size() ? DirectoryRecord.MULTI_EXTENT : 0;
        }
        DirectoryRecord.encodeHeader(
                out, block, length, inode.metadata().modified(), flags, identifier, systemUse.bytesInRecord());
        systemUse.encode(out, start + (int) in.dataBytes(), blocks.of(in) + in.dataBlocks());
    }
}
