package dev.slipway.image.ext4;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a file has in its inode (chapter "Inline Data"): 60 bytes in the place of pointers to blocks, and more in
/// the extended attribute `system.data`.
///
/// @param first up to 60 bytes
/// @param more what the attribute holds, empty where there is none
@SuppressWarnings("ArrayRecordComponent") // never compared
record InlineData(byte[] first, byte[] more) {

    private static final int MAGIC = 0xEA020000;
    private static final int ENTRY_BYTES = 16;
    private static final int SYSTEM = 7;
    private static final String ATTRIBUTE = "data";
    private static final String NAME = "ext4 extended attributes in the inode";

    /// Takes it out of an inode of any size.
    static InlineData of(ByteBuffer inode, long offset) throws MalformedImageException {
        byte[] first = new byte[Inode.BLOCK_BYTES];
        inode.get(Inode.BLOCK_OFFSET, first);
        byte[] more = attribute(inode, offset);
        return new InlineData(first, more == null ? new byte[0] : more);
    }

    /// Both parts together, as long as the file is.
    byte[] content(long size, long offset) throws MalformedImageException {
        if (size < 0 || size > first.length + more.length) {
            throw new MalformedImageException(
                    "ext4 inode",
                    offset,
                    "expected at most %d bytes in the inode, found %d".formatted(first.length + more.length, size));
        }
        byte[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Arrays.copyOf(all, (int) size);
    }

    private static byte @Nullable [] attribute(ByteBuffer inode, long offset) throws MalformedImageException {
        if (inode.limit() < Inode.EXTRA_OFFSET + Integer.BYTES) {
            return null;
        }
        int start = Inode.EXTRA_OFFSET + Short.toUnsignedInt(inode.getShort(Inode.EXTRA_OFFSET));
        if (start > inode.limit() - 2 * Integer.BYTES || inode.getInt(start) != MAGIC) {
            return null;
        }
        int entries = start + Integer.BYTES;
        int at = entries;
        while (at <= inode.limit() - ENTRY_BYTES && inode.getInt(at) != 0) {
            int nameBytes = Byte.toUnsignedInt(inode.get(at));
            if (isData(inode, at, nameBytes)) {
                return value(inode, entries, at, offset);
            }
            at += Math.ceilDiv(ENTRY_BYTES + nameBytes, Integer.BYTES) * Integer.BYTES;
        }
        return null;
    }

    private static boolean isData(ByteBuffer inode, int at, int nameBytes) {
        if (inode.get(at + 1) != SYSTEM
                || nameBytes != ATTRIBUTE.length()
                || at + ENTRY_BYTES + nameBytes > inode.limit()) {
            return false;
        }
        byte[] name = new byte[nameBytes];
        inode.get(at + ENTRY_BYTES, name);
        return Arrays.equals(name, ATTRIBUTE.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] value(ByteBuffer inode, int entries, int at, long offset) throws MalformedImageException {
        ByteBuffer in = inode.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int from = entries + Short.toUnsignedInt(in.getShort(at + 2));
        long length = Integer.toUnsignedLong(in.getInt(at + 8));
        if (from + length > inode.limit()) {
            throw new MalformedImageException(
                    NAME, offset + at, "expected a value within the inode, found %d bytes".formatted(length));
        }
        byte[] value = new byte[(int) length];
        in.get(from, value);
        return value;
    }
}
