package dev.slipway.image;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.MemoryExtent;
import dev.slipway.image.Extent.ZeroExtent;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Reads bytes of an [Image] by their offset; what every format reader is built on. One reader serves one thread.
public final class ImageReader implements AutoCloseable {

    private final Image image;
    private final OpenFiles files = new OpenFiles();

    private ImageReader(Image image) {
        this.image = image;
    }

    /// A reader over an image, to be closed.
    public static ImageReader of(Image image) {
        return new ImageReader(image);
    }

    /// The size of the image in bytes.
    public long size() {
        return image.size();
    }

    /// Reads a structure of `length` bytes into a little-endian buffer.
    ///
    /// @param structure the name that an error tells
    /// @throws MalformedImageException where the image ends before the structure does, or the offset is negative
    public ByteBuffer read(String structure, long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new MalformedImageException(
                    structure, offset, "expected %d bytes, but the image ends at byte %d".formatted(length, size()));
        }
        byte[] bytes = new byte[length];
        read(offset, bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Fills `target` with the bytes from `offset` on.
    ///
    /// @throws EOFException where the image ends before
    public void read(long offset, byte[] target) throws IOException {
        read(offset, target, 0, target.length);
    }

    /// Reads exactly `length` bytes from `offset` on into `target`.
    ///
    /// @throws EOFException where the image ends before
    public void read(long offset, byte[] target, int at, int length) throws IOException {
        read(offset, ByteBuffer.wrap(target, at, length));
    }

    /// Fills what remains of `target` with the bytes from `offset` on. A direct buffer spares a copy.
    ///
    /// @throws EOFException where the image ends before
    public void read(long offset, ByteBuffer target) throws IOException {
        int length = target.remaining();
        if (offset < 0 || offset > image.size() - length) {
            throw new EOFException("bytes %d to %d of an image of %d".formatted(offset, offset + length, image.size()));
        }
        int done = 0;
        for (int i = image.indexAt(offset); done < length; i++) {
            Extent extent = image.extents().get(i);
            long within = offset + done - image.startOf(i);
            int count = (int) Math.min(length - done, extent.length() - within);
            readExtent(extent, within, target.slice(target.position(), count));
            target.position(target.position() + count);
            done += count;
        }
    }

    private void readExtent(Extent extent, long within, ByteBuffer target) throws IOException {
        switch (extent) {
            case ZeroExtent ignored -> MemorySegment.ofBuffer(target).fill((byte) 0);
            case MemoryExtent memory -> memory.copyTo(within, target);
            case FileExtent(Path path, long offset, long ignored) -> {
                FileChannel channel = files.channel(path);
                long position = offset + within;
                while (target.hasRemaining()) {
                    int read = channel.read(target, position);
                    if (read < 0) {
                        throw new EOFException(
                                "%s has become shorter: it ends before byte %d".formatted(path, position));
                    }
                    position += read;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
