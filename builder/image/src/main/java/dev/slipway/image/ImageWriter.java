package dev.slipway.image;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.MemoryExtent;
import dev.slipway.image.Extent.ZeroExtent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// Moves the bytes of an image to where they are wanted. The only class of the library that writes files.
public final class ImageWriter {

    /// What is asked of the kernel in one call: small enough for a progress bar to move and a cancelled build to end.
    private static final long TRANSFER_BYTES_MAX = 16L << 20;

    private static final int CHUNK_BYTES = 1 << 18;

    /// Smaller extents than this seldom begin at a page of both files, where a copy within the kernel is slower than
    /// one through a buffer.
    private static final long IN_KERNEL_BYTES_MIN = 32L << 20;

    private static final ThreadLocal<ByteBuffer> COPY_BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 20));

    private ImageWriter() {}

    /// Told after each step how many bytes of how many are written.
    @FunctionalInterface
    public interface Progress {
        Progress NONE = (done, total) -> {};

        void written(long doneBytes, long totalBytes);
    }

    static void write(Image image, Path target, Progress progress) throws IOException {
        try (WholeFile file = WholeFile.beside(target)) {
            write(image, file.channel(), progress);
            file.complete();
        }
        progress.written(image.size(), image.size());
    }

    static void writePrivate(Image image, Path target, Progress progress) throws IOException {
        try (WholeFile file = WholeFile.beside(target)) {
            file.keepPrivate();
            write(image, file.channel(), progress);
            file.complete();
        }
        progress.written(image.size(), image.size());
    }

    static Sha256 writeHashed(Image image, Path target, Progress progress) throws IOException {
        Sha256 sha256;
        try (WholeFile file = WholeFile.beside(target);
                FollowingDigest digest = new FollowingDigest(file.channel())) {
            write(image, file.channel(), (done, total) -> {
                digest.written(done);
                progress.written(done, total);
            });
            // The rest is hashed while the disk takes what it was given.
            digest.written(image.size());
            file.channel().force(true);
            sha256 = digest.finish(image.size());
            file.completeUnforced();
        }
        progress.written(image.size(), image.size());
        return sha256;
    }

    private static void write(Image image, FileChannel channel, Progress progress) throws IOException {
        try (OpenFiles files = new OpenFiles();
                EarlyFlush flush = new EarlyFlush(channel)) {
            long position = 0;
            for (Extent extent : image.extents()) {
                switch (extent) {
                    // Nothing is written: what lies between becomes a hole.
                    case ZeroExtent ignored -> {}
                    default -> {
                        channel.position(position);
                        long base = position;
                        transfer(extent, files, channel, done -> {
                            flush.written(base + done);
                            progress.written(base + done, image.size());
                        });
                    }
                }
                position += extent.length();
            }
        }
        if (channel.size() < image.size()) {
            channel.write(ByteBuffer.allocate(1), image.size() - 1);
        }
    }

    static void transfer(Image image, WritableByteChannel target) throws IOException {
        try (OpenFiles files = new OpenFiles()) {
            for (Extent extent : image.extents()) {
                transfer(extent, files, target, done -> {});
            }
        }
    }

    private static void transfer(Extent extent, OpenFiles files, WritableByteChannel target, Step step)
            throws IOException {
        switch (extent) {
            case FileExtent file -> transferFile(file, files.channel(file.path()), target, step);
            case MemoryExtent memory -> {
                byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, memory.length())];
                for (long done = 0; done < memory.length(); done += chunk.length) {
                    int length = (int) Math.min(chunk.length, memory.length() - done);
                    memory.copyTo(done, chunk, 0, length);
                    writeFully(ByteBuffer.wrap(chunk, 0, length), target);
                }
                step.done(memory.length());
            }
            case ZeroExtent(long length) -> {
                ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, length));
                for (long left = length; left > 0; left -= zeros.capacity()) {
                    writeFully(zeros.clear().limit((int) Math.min(zeros.capacity(), left)), target);
                }
                step.done(length);
            }
        }
    }

    private static void transferFile(FileExtent file, FileChannel source, WritableByteChannel target, Step step)
            throws IOException {
        if (file.length() < IN_KERNEL_BYTES_MIN && target instanceof FileChannel) {
            copyFile(file, source, target, step);
            return;
        }
        long done = 0;
        while (done < file.length()) {
            long count = Math.min(TRANSFER_BYTES_MAX, file.length() - done);
            long moved = source.transferTo(file.offset() + done, count, target);
            if (moved == 0 && file.offset() + done >= source.size()) {
                throw new EOFException(
                        "%s has become shorter: it ends before byte %d".formatted(file.path(), file.offset() + done));
            }
            done += moved;
            step.done(done);
        }
    }

    private static void copyFile(FileExtent file, FileChannel source, WritableByteChannel target, Step step)
            throws IOException {
        ByteBuffer buffer = COPY_BUFFER.get();
        long done = 0;
        while (done < file.length()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), file.length() - done));
            int read = source.read(buffer, file.offset() + done);
            if (read < 0) {
                throw becameShorter(file, done);
            }
            writeFully(buffer.flip(), target);
            done += read;
        }
        step.done(done);
    }

    private static EOFException becameShorter(FileExtent file, long done) {
        return new EOFException(
                "%s has become shorter: it ends before byte %d".formatted(file.path(), file.offset() + done));
    }

    private static void writeFully(ByteBuffer bytes, WritableByteChannel target) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    @FunctionalInterface
    private interface Step {
        void done(long bytes);
    }
}
