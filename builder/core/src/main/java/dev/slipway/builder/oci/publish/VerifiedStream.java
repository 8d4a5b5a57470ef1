package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.LongConsumer;

/// The bytes of a blob, of which the last ones are given only when all of them are what the digest names. Hence nobody
/// who waits for the promised number of bytes ever takes a damaged blob for a whole one.
final class VerifiedStream extends InputStream {

    private final InputStream in;
    private final Descriptor blob;
    private final LongConsumer progress;
    private final MessageDigest hash;
    private long position;

    VerifiedStream(InputStream in, Descriptor blob, LongConsumer progress) {
        this.in = in;
        this.blob = blob;
        this.progress = progress;
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256 in this JVM", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == blob.size()) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, blob.size() - position));
        if (count < 0) {
            throw new EOFException("%s ends after %d of %d bytes".formatted(blob.digest(), position, blob.size()));
        }
        hash.update(target, offset, count);
        position += count;
        progress.accept(count);
        if (position == blob.size()) {
            verify();
        }
        return count;
    }

    private void verify() {
        Digest found = Digest.ofHash(hash.digest());
        if (!found.equals(blob.digest())) {
            throw Problem.input("oci.digest-mismatch", "a part of the base image is not what its digest names")
                    .because("expected %s, found %s".formatted(blob.digest(), found))
                    .fix("the base was damaged or exchanged: get it anew")
                    .exception();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
