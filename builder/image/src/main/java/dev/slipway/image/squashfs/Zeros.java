package dev.slipway.image.squashfs;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Tells whether a buffer holds nothing but zeros.
final class Zeros {

    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[SquashfsOptions.BLOCK_BYTES_MAX]);

    private Zeros() {}

    static boolean fill(ByteBuffer bytes) {
        MemorySegment segment = MemorySegment.ofBuffer(bytes);
        return segment.mismatch(ZEROS.asSlice(0, segment.byteSize())) < 0;
    }
}
