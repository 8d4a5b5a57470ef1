package dev.slipway.image.compression;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/// zlib blocks by the JDK, for machines that libdeflate was not built for.
final class JdkZlibCompressor implements BlockCompressor {

    static final int LEVEL_MAX = 9;

    private final Deflater deflater;

    JdkZlibCompressor(int level) {
        deflater = new Deflater(level);
    }

    @Override
    public boolean compress(ByteBuffer source, ByteBuffer target) {
        int start = target.position();
        deflater.reset();
        deflater.setInput(source.duplicate());
        deflater.finish();
        while (!deflater.finished() && target.hasRemaining()) {
            deflater.deflate(target);
        }
        if (!deflater.finished()) {
            target.position(start);
        }
        return deflater.finished();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
