package dev.slipway.builder.oci.store;

import dev.slipway.builder.oci.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hashes a tar that is here already, telling how far it has come.
final class VerifiedTar {

    private static final int CHUNK_BYTES = 1 << 20;

    private VerifiedTar() {}

    static Digest digest(Image tar, SharedProgress progress) throws IOException {
        MessageDigest hash = newHash();
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, tar.size())];
        try (ImageReader reader = ImageReader.of(tar)) {
            long done = 0;
            while (done < tar.size()) {
                int count = (int) Math.min(chunk.length, tar.size() - done);
                reader.read(done, chunk, 0, count);
                hash.update(chunk, 0, count);
                done += count;
                progress.add(count);
            }
        }
        return Digest.ofHash(hash.digest());
    }

    /// A hash that has seen nothing.
    static MessageDigest newHash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
