package dev.slipway.builder.oci.store;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ResolvedImage.Layer;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Writes the plain tar of a layer while it is unpacked, and hashes it.
///
/// @param unpackedBytesMax what the layer may unpack to, however small it is
record LayerWriter(Layer layer, long unpackedBytesMax) {

    /// No layer is refused that unpacks to less.
    static final long UNPACKED_BYTES_MAX = 1L << 30;

    /// What a layer of programs and documents compresses to is a half to a tenth, the largest images of disks full of
    /// zeros a fiftieth; deflate ends at 1032, which is what bombs are made of.
    static final long RATIO_MAX = 100;

    private static final int CHUNK_BYTES = 1 << 18;

    /// @return the digest of what was written
    /// @throws ProblemException where it becomes too large
    Digest write(InputStream unpacked, WholeFile target) throws IOException {
        MessageDigest hash = VerifiedTar.newHash();
        byte[] chunk = new byte[CHUNK_BYTES];
        long limit = Math.max(unpackedBytesMax, RATIO_MAX * layer.blob().size());
        long done = 0;
        int count;
        while ((count = unpacked.read(chunk)) >= 0) {
            done += count;
            if (done > limit) {
                throw LayerProblems.tooLarge(layer, target.part(), limit);
            }
            hash.update(chunk, 0, count);
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
            while (bytes.hasRemaining()) {
                target.channel().write(bytes);
            }
        }
        return Digest.ofHash(hash.digest());
    }
}
