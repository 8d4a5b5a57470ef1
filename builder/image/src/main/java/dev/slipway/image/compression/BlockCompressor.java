package dev.slipway.image.compression;

import java.nio.ByteBuffer;

/// Compresses blocks, each by itself. The same bytes always give the same result. One compressor serves one thread and
/// keeps its working memory from block to block until it is closed.
public sealed interface BlockCompressor extends AutoCloseable
        permits LibdeflateCompressor, JdkZlibCompressor, ZstdBlockCompressor, XzBlockCompressor, Lz4BlockCompressor {

    /// Compresses what remains in `source`, and puts the result at the position of `target`, which moves behind it.
    /// `source` stays as it is.
    ///
    /// @param source a direct buffer: the native codecs read it where it lies
    /// @param target a direct buffer
    /// @return false where the result does not fit: the position of `target` has not moved, and what lies
    ///     behind it is undefined
    boolean compress(ByteBuffer source, ByteBuffer target);

    /// Frees the working memory.
    @Override
    void close();
}
