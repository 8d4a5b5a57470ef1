package dev.slipway.builder.oci.store;

import com.github.luben.zstd.ZstdInputStream;
import dev.slipway.image.Image;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// How a layer is compressed, told by its first bytes and not by its media type, which is wrong often enough (OCI
/// image specification v1.1, "Image Layer Filesystem Changeset").
enum LayerCompression {
    NONE,
    GZIP,
    ZSTD;

    private static final int MAGIC_BYTES = 4;
    private static final int BUFFER_BYTES = 1 << 17;

    /// 2 to this power is the largest window that a zstd stream may ask for: 128 MiB, what `zstd --long` makes.
    private static final int ZSTD_WINDOW_LOG_MAX = 27;

    /// How this image is compressed.
    static LayerCompression of(Image image) throws IOException {
        int length = (int) Math.min(MAGIC_BYTES, image.size());
        return of(image.slice(0, length).toByteArray(MAGIC_BYTES));
    }

    private static LayerCompression of(byte[] start) {
        if (startsWith(start, 0x1F, 0x8B)) {
            return GZIP;
        }
        // A frame; or a skippable one, with which a stream may begin (RFC 8878, 3.1.2).
        boolean zstd = startsWith(start, 0x28, 0xB5, 0x2F, 0xFD)
                || (start.length == MAGIC_BYTES
                        && (start[0] & 0xF0) == 0x50
                        && start[1] == 0x2A
                        && start[2] == 0x4D
                        && start[3] == 0x18);
        return zstd ? ZSTD : NONE;
    }

    private static boolean startsWith(byte[] start, int... magic) {
        if (start.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /// The bytes that a compressed stream stands for. Begins to read when it is read itself.
    static final class Unpacking extends InputStream {
        private final InputStream blob;
        private @Nullable InputStream unpacked;

        Unpacking(InputStream blob) {
            this.blob = blob;
        }

        @Override
        public int read() throws IOException {
            return unpacked().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return unpacked().read(target, offset, length);
        }

        private InputStream unpacked() throws IOException {
            InputStream open = unpacked;
            if (open == null) {
                open = decompressed(blob);
                unpacked = open;
            }
            return open;
        }
    }

    private static InputStream decompressed(InputStream blob) throws IOException {
        BufferedInputStream in = new BufferedInputStream(blob, BUFFER_BYTES);
        in.mark(MAGIC_BYTES);
        LayerCompression compression = of(in.readNBytes(MAGIC_BYTES));
        in.reset();
        return switch (compression) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStream(in).setLongMax(ZSTD_WINDOW_LOG_MAX);
        };
    }
}
