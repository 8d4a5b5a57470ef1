package dev.slipway.image.compression;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.deflate.DeflateNativeDecompressor;
import java.util.zip.Adler32;

/// zlib blocks by libdeflate.
final class LibdeflateDecompressor implements BlockDecompressor {

    private final DeflateNativeDecompressor inflate = new DeflateNativeDecompressor();
    private final Adler32 adler32 = new Adler32();

    static boolean isAvailable() {
        return DeflateNativeDecompressor.isEnabled();
    }

    @Override
    public int decompress(byte[] source, int from, int length, byte[] target) throws MalformedBlockException {
        ZlibFraming.checkHeader(source, from, length);
        int count;
        try {
            count = inflate.decompress(
                    source,
                    from + ZlibFraming.HEADER_BYTES,
                    length - ZlibFraming.HEADER_BYTES - ZlibFraming.TRAILER_BYTES,
                    target,
                    0,
                    target.length);
        } catch (MalformedInputException e) {
            throw new MalformedBlockException("zlib block: " + e.getMessage(), e);
        }
        adler32.reset();
        adler32.update(target, 0, count);
        ZlibFraming.checkTrailer(source, from + length, adler32.getValue());
        return count;
    }

    @Override
    public void close() {
        // The library frees its memory when this object is collected.
    }
}
