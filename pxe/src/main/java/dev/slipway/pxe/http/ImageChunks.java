package dev.slipway.pxe.http;

import dev.slipway.image.ImageTransfer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A range of an image in pieces, for TLS, which has to see them.
final class ImageChunks implements ChunkedInput<ByteBuf> {

    private static final int CHUNK_BYTES = 1 << 16;

    private final ImageTransfer transfer;
    private final long count;
    private final LongAdder bytes;

    /// @param bytes where what goes out is counted
    ImageChunks(ImageTransfer transfer, LongAdder bytes) {
        this.transfer = transfer;
        this.bytes = bytes;
        count = transfer.remaining();
    }

    @Override
    public boolean isEndOfInput() {
        return transfer.remaining() == 0;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // The interface wants it, and nobody calls it.
    public @Nullable ByteBuf readChunk(ChannelHandlerContext context) throws IOException {
        return readChunk(context.alloc());
    }

    @Override
    public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
        int length = (int) Math.min(CHUNK_BYTES, transfer.remaining());
        if (length == 0) {
            return null;
        }
        ByteBuf chunk = allocator.directBuffer(length, length);
        boolean whole = false;
        try {
            int read = transfer.read(chunk.nioBuffer(0, length));
            chunk.writerIndex(read);
            bytes.add(read);
            whole = true;
            return chunk;
        } finally {
            if (!whole) {
                chunk.release();
            }
        }
    }

    @Override
    public long length() {
        return count;
    }

    @Override
    public long progress() {
        return count - transfer.remaining();
    }

    @Override
    public void close() throws IOException {
        transfer.close();
    }
}
