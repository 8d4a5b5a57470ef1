package dev.slipway.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/// A [Sha256] that can be written down and continued by another process: keep the one after a prefix that many images
/// share, and an image that is added later costs its own tail only. There are none where OpenSSL's library is missing.
public final class ResumableSha256 {

    /// SHA-256 works on blocks (FIPS 180-4, 5.2.1); a state between two of them is eight words and a length.
    private static final int BLOCK_BYTES = 64;

    private static final int WORDS = 8;
    private static final int SAVED_BYTES = WORDS * Integer.BYTES + Long.BYTES;

    private final LibcryptoSha256 library;
    private final byte[] context;

    ResumableSha256(LibcryptoSha256 library, byte[] context) {
        this.library = library;
        this.context = context;
    }

    /// The digest of nothing.
    public static Optional<ResumableSha256> begin() {
        return LibcryptoSha256.loaded().map(library -> new ResumableSha256(library, library.begin()));
    }

    /// The digest that [#save()] wrote down.
    ///
    /// @return empty where it is none, or nothing here can continue it
    public static Optional<ResumableSha256> resume(byte[] saved) {
        if (saved.length != SAVED_BYTES) {
            return Optional.empty();
        }
        return LibcryptoSha256.loaded().map(library -> open(library, saved));
    }

    private static ResumableSha256 open(LibcryptoSha256 library, byte[] saved) {
        byte[] context = library.begin();
        ByteBuffer from = ByteBuffer.wrap(saved);
        ByteBuffer to = ByteBuffer.wrap(context).order(ByteOrder.nativeOrder());
        for (int i = 0; i < WORDS; i++) {
            to.putInt(from.getInt());
        }
        long bits = from.getLong() * Byte.SIZE;
        to.putInt((int) bits).putInt((int) (bits >>> Integer.SIZE));
        return new ResumableSha256(library, context);
    }

    ResumableSha256 reopened(LibcryptoSha256 by) {
        return open(by, save());
    }

    /// The digest of what this one covers, followed by all bytes of `image`.
    public ResumableSha256 then(Image image) throws IOException {
        byte[] next = context.clone();
        ImageBytes.send(image, (bytes, at, length) -> library.update(next, bytes, at, length));
        return new ResumableSha256(library, next);
    }

    ResumableSha256 then(byte[] bytes, int at, int length) {
        byte[] next = context.clone();
        library.update(next, bytes, at, length);
        return new ResumableSha256(library, next);
    }

    /// The state in 40 bytes, for [#resume(byte[])].
    ///
    /// @throws IllegalStateException where what it covers is no whole number of blocks of 64 bytes
    public byte[] save() {
        ByteBuffer from = ByteBuffer.wrap(context).order(ByteOrder.nativeOrder());
        ByteBuffer to = ByteBuffer.allocate(SAVED_BYTES);
        for (int i = 0; i < WORDS; i++) {
            to.putInt(from.getInt());
        }
        long low = Integer.toUnsignedLong(from.getInt());
        long high = Integer.toUnsignedLong(from.getInt());
        long bytes = (high << Integer.SIZE | low) / Byte.SIZE;
        if (bytes % BLOCK_BYTES != 0) {
            throw new IllegalStateException("a state within a block, after %d bytes".formatted(bytes));
        }
        return to.putLong(bytes).array();
    }

    /// The 32 bytes of the digest.
    public byte[] bytes() {
        return library.digest(context);
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
