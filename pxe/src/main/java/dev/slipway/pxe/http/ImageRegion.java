package dev.slipway.pxe.http;

import dev.slipway.image.ImageTransfer;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.LongAdder;

/// A range of an image on its way to a socket.
final class ImageRegion extends AbstractReferenceCounted implements FileRegion {

    /// What one client may take before the others have their turn.
    private static final long TURN_BYTES = 2L << 20;

    private final ImageTransfer transfer;
    private final long count;
    private final LongAdder bytes;
    private long transferred;

    /// @param bytes where what goes out is counted
    ImageRegion(ImageTransfer transfer, LongAdder bytes) {
        this.transfer = transfer;
        this.bytes = bytes;
        count = transfer.remaining();
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    @Deprecated
    public long transfered() {
        return transferred;
    }

    @Override
    public long transferred() {
        return transferred;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long transferTo(WritableByteChannel target, long position) throws IOException {
        if (position != transferred) {
            throw new IOException("asked for byte %d after %d".formatted(position, transferred));
        }
        long moved = transfer.transferTo(target, TURN_BYTES);
        transferred += moved;
        bytes.add(moved);
        return moved;
    }

    @Override
    protected void deallocate() {
        try {
            transfer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FileRegion retain() {
        super.retain();
        return this;
    }

    @Override
    public FileRegion retain(int increment) {
        super.retain(increment);
        return this;
    }

    @Override
    public FileRegion touch() {
        return this;
    }

    @Override
    public FileRegion touch(Object hint) {
        return this;
    }
}
