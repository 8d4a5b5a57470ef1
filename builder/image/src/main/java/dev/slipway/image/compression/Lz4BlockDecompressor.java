package dev.slipway.image.compression;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4Decompressor;

/// Bare lz4 blocks, by the native library or else in Java.
final class Lz4BlockDecompressor implements BlockDecompressor {

    private final Lz4Decompressor lz4 = Lz4Decompressor.create();

    @Override
    public int decompress(byte[] source, int from, int length, byte[] target) throws MalformedBlockException {
        try {
            return lz4.decompress(source, from, length, target, 0, target.length);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw new MalformedBlockException("lz4 block: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // The library frees its memory when this object is collected.
    }
}
