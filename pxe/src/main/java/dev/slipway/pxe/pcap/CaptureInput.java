package dev.slipway.pxe.pcap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.ZipException;

/// Bytes of a capture, one after the other, in the byte order of whoever wrote it.
final class CaptureInput {

    /// A capture that is longer is read so far: it holds the boots of a very long day.
    private static final long BYTES_MAX = 8L << 30;

    private final InputStream in;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long offset;

    CaptureInput(InputStream in) {
        this.in = in;
    }

    void order(ByteOrder is) {
        order = is;
    }

    ByteOrder order() {
        return order;
    }

    long offset() {
        return offset;
    }

    /// So many bytes; empty where the capture ends before: whoever captures is often killed in the midst of a frame.
    Optional<ByteBuffer> take(int bytes) throws IOException {
        if (offset + bytes > BYTES_MAX) {
            return Optional.empty();
        }
        byte[] taken;
        try {
            taken = in.readNBytes(bytes);
        } catch (EOFException e) {
            // The compressed file ends early, as an uncompressed one may.
            return Optional.empty();
        } catch (ZipException e) {
            throw malformed("compressed data that is damaged (%s)".formatted(e.getMessage()));
        }
        offset += taken.length;
        return taken.length < bytes
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(taken).order(order));
    }

    MalformedCaptureException malformed(String problem) {
        return new MalformedCaptureException(problem, offset);
    }
}
