package dev.slipway.image.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/// zstd frames by the reference implementation, its tables kept from block to block.
final class ZstdBlockCompressor implements BlockCompressor {

    private final ZstdCompressCtx context = new ZstdCompressCtx();

    ZstdBlockCompressor(int level) {
        context.setLevel(level);
        context.setChecksum(false);
        context.setContentSize(true);
    }

    @Override
    public boolean compress(ByteBuffer source, ByteBuffer target) {
        try {
            int length = context.compressDirectByteBuffer(
                    target, target.position(), target.remaining(), source, source.position(), source.remaining());
            target.position(target.position() + length);
            return true;
        } catch (ZstdException e) {
            if (e.getErrorCode() == Zstd.errDstSizeTooSmall()) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
