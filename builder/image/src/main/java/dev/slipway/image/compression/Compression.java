package dev.slipway.image.compression;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// A way to compress blocks, with its level: `zstd:3`.
///
/// @param method the format of a compressed block
/// @param level how much effort is spent, in the numbers of the method's own tools
public record Compression(Method method, int level) {

    public Compression {
        requireNonNull(method, "method is null");
        if (level < method.lowest || level > method.highest) {
            throw new IllegalArgumentException(
                    "level %d of %s is not in %d..%d".formatted(level, method, method.lowest, method.highest));
        }
    }

    /// A method with the level that its own tools use when none is named.
    public static Compression of(Method method) {
        return new Compression(method, method.usual);
    }

    /// `gzip`, `zstd`, `xz` or `lz4`, with `:` and a level where another than the usual one is wanted.
    ///
    /// @throws IllegalArgumentException which tells what is known
    public static Compression parse(String text) {
        int colon = text.indexOf(':');
        Method method = Method.parse(colon < 0 ? text : text.substring(0, colon));
        if (colon < 0) {
            return of(method);
        }
        String level = text.substring(colon + 1);
        if (!level.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("'%s' is no level of compression".formatted(level));
        }
        return new Compression(method, Integer.parseInt(level));
    }

    /// A new compressor.
    ///
    /// @param blockBytes the size of the largest block that it will be given
    public BlockCompressor compressor(int blockBytes) {
        return switch (method) {
            case GZIP ->
                LibdeflateCompressor.isAvailable()
                        ? new LibdeflateCompressor(level)
                        : new JdkZlibCompressor(Math.min(level, JdkZlibCompressor.LEVEL_MAX));
            case ZSTD -> new ZstdBlockCompressor(level);
            case XZ -> new XzBlockCompressor(level, blockBytes);
            case LZ4 -> new Lz4BlockCompressor();
        };
    }

    @Override
    public String toString() {
        return method + ":" + level;
    }

    /// The formats of a compressed block.
    public enum Method {
        /// Deflate within zlib's two bytes of header and Adler-32 (RFC 1950), which squashfs calls gzip.
        GZIP(1, 12, 9),
        /// One zstd frame (RFC 8878).
        ZSTD(1, 22, 15),
        /// One xz stream with a CRC-32 and a dictionary no larger than the block, as the kernel decodes it.
        XZ(0, 9, 6),
        /// One bare lz4 block, no frame around it.
        LZ4(1, 1, 1);

        private final int lowest;
        private final int highest;
        private final int usual;

        Method(int lowest, int highest, int usual) {
            this.lowest = lowest;
            this.highest = highest;
            this.usual = usual;
        }

        static Method parse(String name) {
            for (Method method : values()) {
                if (method.toString().equals(name)) {
                    return method;
                }
            }
            throw new IllegalArgumentException("'%s' is none of gzip, zstd, xz and lz4".formatted(name));
        }

        /// A new decompressor.
        public BlockDecompressor decompressor() {
            return switch (this) {
                case GZIP ->
                    LibdeflateDecompressor.isAvailable() ? new LibdeflateDecompressor() : new JdkZlibDecompressor();
                case ZSTD -> new ZstdBlockDecompressor();
                case XZ -> new XzBlockDecompressor();
                case LZ4 -> new Lz4BlockDecompressor();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
