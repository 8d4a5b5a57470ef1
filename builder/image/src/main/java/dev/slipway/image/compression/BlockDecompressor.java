package dev.slipway.image.compression;

/// Decompresses blocks, each by itself, into at most the space that it is given. One decompressor serves one thread.
public sealed interface BlockDecompressor extends AutoCloseable
        permits LibdeflateDecompressor,
                JdkZlibDecompressor,
                ZstdBlockDecompressor,
                XzBlockDecompressor,
                Lz4BlockDecompressor {

    /// Decompresses `length` bytes of `source` from `from` on into the start of `target`.
    ///
    /// @return the number of bytes that came out
    /// @throws MalformedBlockException where the block is damaged, or holds more than fits in `target`
    int decompress(byte[] source, int from, int length, byte[] target) throws MalformedBlockException;

    /// Frees the working memory.
    @Override
    void close();
}
