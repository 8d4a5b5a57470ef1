package dev.slipway.image;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.MemoryExtent;
import dev.slipway.image.Extent.ZeroExtent;
import java.io.IOException;

/// Hands out the bytes of an image in order, in pieces: those in memory where they lie, the others through one buffer.
final class ImageBytes {

    /// Small enough to stay in the processor's cache while it is worked on.
    private static final int CHUNK_BYTES = 1 << 18;

    private static final byte[] ZEROS = new byte[1 << 16];

    private ImageBytes() {}

    /// Takes a piece. The array is used again for the next one.
    @FunctionalInterface
    interface Sink {
        void take(byte[] bytes, int at, int length);
    }

    static void send(Image image, Sink sink) throws IOException {
        byte[] chunk = {};
        try (ImageReader reader = ImageReader.of(image)) {
            for (int i = 0; i < image.extents().size(); i++) {
                switch (image.extents().get(i)) {
                    case MemoryExtent memory -> memory.sendTo(sink);
                    case ZeroExtent(long length) -> {
                        for (long left = length; left > 0; left -= ZEROS.length) {
                            sink.take(ZEROS, 0, (int) Math.min(ZEROS.length, left));
                        }
                    }
                    case FileExtent file -> {
                        chunk = chunk.length == 0 ? new byte[CHUNK_BYTES] : chunk;
                        send(reader, image.startOf(i), file.length(), chunk, sink);
                    }
                }
            }
        }
    }

    private static void send(ImageReader reader, long from, long length, byte[] chunk, Sink sink) throws IOException {
        for (long done = 0; done < length; done += chunk.length) {
            int count = (int) Math.min(chunk.length, length - done);
            reader.read(from + done, chunk, 0, count);
            sink.take(chunk, 0, count);
        }
    }
}
