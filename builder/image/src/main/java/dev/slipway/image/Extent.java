package dev.slipway.image;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// A run of bytes of an [Image] that comes from one place. Extents are immutable values; cutting one is
/// arithmetic and reads nothing.
public sealed interface Extent {

    /// The number of bytes, never negative.
    long length();

    /// The part of this extent that starts `offset` bytes in and is `length` bytes long.
    ///
    /// @throws IndexOutOfBoundsException where the part does not lie within this extent
    Extent slice(long offset, long length);

    /// Bytes of a file that already exists. The file is opened when the bytes are needed, and must not change
    /// until then: one that has become too short is reported as an [java.io.IOException] with its name.
    record FileExtent(Path path, long offset, long length) implements Extent {
        public FileExtent {
            requireNonNull(path, "path is null");
            if (offset < 0 || length < 0 || offset + length < 0) {
                throw new IllegalArgumentException("extent of %s at %d with length %d".formatted(path, offset, length));
            }
        }

        @Override
        public Extent slice(long from, long count) {
            Objects.checkFromIndexSize(from, count, length);
            return new FileExtent(path, offset + from, count);
        }
    }

    /// Bytes that were made in memory: the descriptors, tables and directories that a planner works out.
    final class MemoryExtent implements Extent {
        private final byte[] bytes;
        private final int start;
        private final int count;

        private MemoryExtent(byte[] bytes, int start, int count) {
            this.bytes = bytes;
            this.start = start;
            this.count = count;
        }

        /// An extent over `bytes` themselves: the caller hands them over and changes them no more.
        public static MemoryExtent of(byte[] bytes) {
            return new MemoryExtent(bytes, 0, bytes.length);
        }

        @Override
        public long length() {
            return count;
        }

        @Override
        public Extent slice(long from, long length) {
            Objects.checkFromIndexSize(from, length, count);
            return new MemoryExtent(bytes, start + (int) from, (int) length);
        }

        void copyTo(long from, byte[] target, int at, int length) {
            System.arraycopy(bytes, start + (int) from, target, at, length);
        }

        /// Fills what remains of `target`.
        void copyTo(long from, ByteBuffer target) {
            target.put(bytes, start + (int) from, target.remaining());
        }

        /// The bytes where they lie; nobody writes to them.
        ByteBuffer view(long from, int length) {
            return ByteBuffer.wrap(bytes, start + (int) from, length);
        }

        void sendTo(ImageBytes.Sink sink) {
            sink.take(bytes, start, count);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof MemoryExtent that
                    && Arrays.equals(bytes, start, start + count, that.bytes, that.start, that.start + that.count);
        }

        @Override
        public int hashCode() {
            int hash = count;
            for (int i = 0; i < Math.min(count, 64); i++) {
                hash = 31 * hash + bytes[start + i];
            }
            return hash;
        }

        @Override
        public String toString() {
            return "MemoryExtent[length=" + count + "]";
        }
    }

    /// Zeros, which become holes where the file system has them.
    record ZeroExtent(long length) implements Extent {
        public ZeroExtent {
            if (length < 0) {
                throw new IllegalArgumentException("zero extent with length " + length);
            }
        }

        @Override
        public Extent slice(long from, long count) {
            Objects.checkFromIndexSize(from, count, length);
            return new ZeroExtent(count);
        }
    }
}
