package dev.slipway.image.compression;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/// xz streams that the kernel's decoder takes: CRC-32, and a dictionary of the block's size.
final class XzBlockCompressor implements BlockCompressor {

    private final LZMA2Options options;
    private final ArrayCache cache = new BasicArrayCache();
    private final byte[] plain;

    XzBlockCompressor(int level, int blockBytes) {
        try {
            options = new LZMA2Options(level);
            options.setDictSize(Math.max(blockBytes, LZMA2Options.DICT_SIZE_MIN));
        } catch (UnsupportedOptionsException e) {
            throw new IllegalArgumentException("xz level %d with blocks of %d bytes".formatted(level, blockBytes), e);
        }
        plain = new byte[blockBytes];
    }

    @Override
    public boolean compress(ByteBuffer source, ByteBuffer target) {
        int length = source.remaining();
        source.get(source.position(), plain, 0, length);
        ByteBuffer room = target.duplicate();
        try {
            // Not closed when it does not fit: that would throw the same exception once more.
            XZOutputStream xz = new XZOutputStream(new Room(room), options, XZ.CHECK_CRC32, cache);
            xz.write(plain, 0, length);
            xz.finish();
        } catch (NoRoomException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        target.position(room.position());
        return true;
    }

    @Override
    public void close() {
        // All memory is the heap's.
    }

    private static final class NoRoomException extends IOException {
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /// Takes what fits.
    private static final class Room extends OutputStream {
        private final ByteBuffer room;

        Room(ByteBuffer room) {
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (length > room.remaining()) {
                throw new NoRoomException();
            }
            room.put(bytes, from, length);
        }
    }
}
