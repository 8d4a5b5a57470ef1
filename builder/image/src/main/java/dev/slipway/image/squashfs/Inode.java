package dev.slipway.image.squashfs;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;

/// An inode in its basic or its extended form, whichever its values need. A list may follow it in the table: the sizes
/// of a file's blocks, the index of a directory; it is not part of the record.
sealed interface Inode extends MetadataRecord permits DirectoryInode, FileInode, SymlinkInode, DeviceInode, PipeInode {

    /// In the field of an extended inode: no extended attributes.
    long NO_XATTRS = 0xFFFF_FFFFL;

    InodeHeader header();

    /// How many directory entries lead here.
    long links();

    /// The index into the xattr id table, or [#NO_XATTRS].
    long xattrs();

    /// Reads the inode at a cursor, which stands behind it afterwards.
    static Inode read(MetadataCursor cursor) throws java.io.IOException {
        long place = cursor.imageOffset();
        int number = cursor.read(InodeHeader.TYPE_BYTES).getShort() & 0xFFFF;
        InodeType type = InodeType.ofNumber(number, place);
        boolean extended = InodeType.isExtended(number);
        InodeHeader header = InodeHeader.decode(cursor.read(InodeHeader.SIZE - InodeHeader.TYPE_BYTES));
        return switch (type) {
            case DIRECTORY -> DirectoryInode.decode(header, extended, cursor.read(DirectoryInode.bodySize(extended)));
            case FILE -> FileInode.decode(header, extended, cursor.read(FileInode.bodySize(extended)));
            case SYMLINK -> SymlinkInode.read(header, extended, cursor);
            case BLOCK_DEVICE, CHARACTER_DEVICE ->
                DeviceInode.decode(header, type, extended, cursor.read(DeviceInode.bodySize(extended)));
            case FIFO, SOCKET -> PipeInode.decode(header, type, extended, cursor.read(PipeInode.bodySize(extended)));
        };
    }

    static long unsigned(ByteBuffer in) {
        return in.getInt() & 0xFFFF_FFFFL;
    }

    static MalformedImageException malformed(String problem, long imageOffset) {
        return new MalformedImageException("squashfs inode", imageOffset, problem);
    }
}
