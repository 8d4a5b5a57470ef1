package dev.slipway.image.compression;

import io.airlift.compress.v3.lz4.Lz4Compressor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Bare lz4 blocks, by the native library or else in Java.
final class Lz4BlockCompressor implements BlockCompressor {

    private final Lz4Compressor lz4 = Lz4Compressor.create();
    private ByteBuffer scratch = ByteBuffer.allocateDirect(0);

    @Override
    public boolean compress(ByteBuffer source, ByteBuffer target) {
        // The library insists on room for the worst case.
        int worst = lz4.maxCompressedLength(source.remaining());
        if (scratch.capacity() < worst) {
            scratch = ByteBuffer.allocateDirect(worst);
        }
        int length = lz4.compress(MemorySegment.ofBuffer(source), MemorySegment.ofBuffer(scratch));
        if (length > target.remaining()) {
            return false;
        }
        target.put(scratch.slice(0, length));
        return true;
    }

    @Override
    public void close() {
        // The library frees its memory when this object is collected.
    }
}
