package dev.slipway.image.compression;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/// zstd frames by the reference implementation.
final class ZstdBlockDecompressor implements BlockDecompressor {

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    @Override
    public int decompress(byte[] source, int from, int length, byte[] target) throws MalformedBlockException {
        // The library takes nothing at all for no frames, which give nothing.
        if (length == 0) {
            throw new MalformedBlockException("zstd block of no bytes");
        }
        try {
            return context.decompressByteArray(target, 0, target.length, source, from, length);
        } catch (ZstdException e) {
            throw new MalformedBlockException("zstd block: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
