package dev.slipway.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/// An image as a channel, so that readers of other libraries can read what was never written to a disk.
final class ImageChannel implements SeekableByteChannel {

    private static final int READ_BYTES_MAX = 1 << 16;

    private final ImageReader reader;
    private long position;
    private boolean open = true;

    ImageChannel(Image image) {
        reader = ImageReader.of(image);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        ensureOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        long left = reader.size() - position;
        if (left <= 0) {
            return -1;
        }
        int length = (int) Math.min(Math.min(target.remaining(), left), READ_BYTES_MAX);
        if (target.hasArray()) {
            reader.read(position, target.array(), target.arrayOffset() + target.position(), length);
            target.position(target.position() + length);
        } else {
            byte[] bytes = new byte[length];
            reader.read(position, bytes);
            target.put(bytes);
        }
        position += length;
        return length;
    }

    @Override
    public long position() throws IOException {
        ensureOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        ensureOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("position " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        ensureOpen();
        return reader.size();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            reader.close();
        }
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
