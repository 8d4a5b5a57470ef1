package dev.slipway.builder.oci.store;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A blob on its way here, read once from its first byte to its last and hashed meanwhile: first what an earlier run
/// left in the part file, then the rest from the source, which is kept in the part file for the next run. To be used
/// by one thread.
final class PartialBlob extends InputStream {

    private final ImageSource source;
    private final Descriptor blob;
    private final @Nullable Path part;
    private final @Nullable FileChannel kept;
    private final SharedProgress progress;
    private final MessageDigest hash = VerifiedTar.newHash();
    private final long resumedBytes;
    private @Nullable InputStream stream;
    private long done;

    private PartialBlob(ImageSource source, Descriptor blob, @Nullable Path part, SharedProgress progress)
            throws IOException {
        this.source = source;
        this.blob = blob;
        this.part = part;
        this.progress = progress;
        if (part == null) {
            kept = null;
            resumedBytes = 0;
            return;
        }
        kept = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (kept.size() > blob.size()) {
            kept.truncate(0);
        }
        resumedBytes = kept.size();
    }

    /// A blob from far away; what arrives is kept in `part` until [#forget()].
    static PartialBlob keptIn(Path part, ImageSource source, Descriptor blob, SharedProgress progress)
            throws IOException {
        return new PartialBlob(source, blob, part, progress);
    }

    /// A blob that can be read again at any time.
    static PartialBlob ofLocal(ImageSource source, Descriptor blob, SharedProgress progress) throws IOException {
        return new PartialBlob(source, blob, null, progress);
    }

    /// How many bytes an earlier run had left.
    long resumedBytes() {
        return resumedBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long left = blob.size() - done;
        if (length == 0 || left == 0) {
            return length == 0 ? 0 : -1;
        }
        int wanted = (int) Math.min(left, length);
        int count = done < resumedBytes
                ? readKept(ByteBuffer.wrap(target, offset, (int) Math.min(wanted, resumedBytes - done)))
                : readSource(target, offset, wanted);
        if (count < 0) {
            return -1;
        }
        hash.update(target, offset, count);
        done += count;
        progress.add(count);
        return count;
    }

    private int readKept(ByteBuffer target) throws IOException {
        return kept == null ? -1 : kept.read(target, done);
    }

    private int readSource(byte[] target, int offset, int length) throws IOException {
        InputStream open = stream;
        if (open == null) {
            open = source.open(blob, done);
            stream = open;
        }
        int count = open.read(target, offset, length);
        if (kept != null && count > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(target, offset, count);
            while (bytes.hasRemaining()) {
                kept.write(bytes, done + bytes.position() - offset);
            }
        }
        return count;
    }

    /// The digest of the whole, after reading what nobody wanted.
    Digest digest() throws IOException {
        skip(Long.MAX_VALUE);
        return Digest.ofHash(hash.digest());
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long skipped = 0;
        while (skipped < count) {
            int read = read(chunk, 0, (int) Math.min(chunk.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    /// Throws away what was kept.
    void forget() throws IOException {
        close();
        if (part != null) {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
        if (kept != null) {
            kept.close();
        }
    }
}
