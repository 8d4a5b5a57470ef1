package dev.slipway.image.squashfs;

import dev.slipway.image.compression.Compression;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What stands behind the superblock when it has the flag for it: one metadata block, never compressed, that tells with
/// what settings the rest was.
final class CompressorOptions {

    private static final int GZIP_LEVEL_MAX = 9;
    private static final short GZIP_WINDOW_LOG = 15;
    private static final int LZ4_LEGACY = 1;

    private CompressorOptions() {}

    static byte[] encode(SquashfsOptions options) {
        ByteBuffer content = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        Compression compression = options.compression();
        switch (compression.method()) {
            case GZIP ->
                content.putInt(Math.min(compression.level(), GZIP_LEVEL_MAX))
                        .putShort(GZIP_WINDOW_LOG)
                        .putShort((short) 0);
            case ZSTD -> content.putInt(compression.level());
            case XZ -> content.putInt(options.blockBytes()).putInt(0);
            case LZ4 -> content.putInt(LZ4_LEGACY).putInt(0);
        }
        content.flip();
        return ByteBuffer.allocate(MetadataWriter.HEADER_BYTES + content.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (content.remaining() | MetadataWriter.UNCOMPRESSED))
                .put(content)
                .array();
    }
}
