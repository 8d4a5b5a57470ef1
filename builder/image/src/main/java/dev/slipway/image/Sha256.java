package dev.slipway.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of what was hashed so far (FIPS 180-4), as a value that can be continued: keep the one after a prefix
/// that many images share, and each image costs its own tail only.
public final class Sha256 {

    /// The digest of nothing.
    public static final Sha256 EMPTY = new Sha256(newDigest());

    private final MessageDigest state;

    private Sha256(MessageDigest state) {
        this.state = state;
    }

    /// The digest of `bytes`.
    public static Sha256 of(byte[] bytes) {
        return EMPTY.then(bytes);
    }

    /// The digest of what this one covers, followed by `bytes`.
    public Sha256 then(byte[] bytes) {
        MessageDigest next = copy();
        next.update(bytes);
        return new Sha256(next);
    }

    /// The digest of what this one covers, followed by all bytes of `image`.
    public Sha256 then(Image image) throws IOException {
        MessageDigest next = copy();
        ImageBytes.send(image, next::update);
        return new Sha256(next);
    }

    /// A digest in the making, for those that see a stream once. Serves one thread at a time.
    public static final class Running {
        private final MessageDigest state = newDigest();

        /// The digest of nothing, so far.
        public Running() {}

        /// Goes on with `length` bytes from `at` on.
        public void update(byte[] bytes, int at, int length) {
            state.update(bytes, at, length);
        }

        /// Goes on with what remains in a buffer, which is empty then.
        public void update(ByteBuffer bytes) {
            state.update(bytes);
        }

        /// What was seen so far, and the end of this.
        public Sha256 digest() {
            return new Sha256(state);
        }
    }

    /// The 32 bytes of the digest.
    public byte[] bytes() {
        return copy().digest();
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "sha256:" + hex();
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) state.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
