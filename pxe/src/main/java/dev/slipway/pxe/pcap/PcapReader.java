package dev.slipway.pxe.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The classic format: a header, then each frame with its time.
final class PcapReader {

    private static final int MAGIC_MICROSECONDS = 0xa1b2c3d4;
    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    private static final int HEADER_REST_BYTES = 20;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int LINK_TYPE_MASK = 0x0fff_ffff;

    private final CaptureInput in;
    private final int nanosecondsPerUnit;

    private PcapReader(CaptureInput in, int nanosecondsPerUnit) {
        this.in = in;
        this.nanosecondsPerUnit = nanosecondsPerUnit;
    }

    /// The reader for a file that begins with this number; empty where it is none of this format.
    static Optional<PcapReader> of(CaptureInput in, int magic) {
        return switch (magic) {
            case MAGIC_MICROSECONDS -> Optional.of(new PcapReader(in, 1000));
            case MAGIC_NANOSECONDS -> Optional.of(new PcapReader(in, 1));
            default -> Optional.empty();
        };
    }

    void read(Consumer<Frame> each) throws IOException {
        Optional<ByteBuffer> header = in.take(HEADER_REST_BYTES);
        if (header.isEmpty()) {
            throw in.malformed("a capture that ends within its header");
        }
        int linkType = header.get().getInt(16) & LINK_TYPE_MASK;
        while (true) {
            Optional<ByteBuffer> record = in.take(RECORD_HEADER_BYTES);
            if (record.isEmpty()) {
                return;
            }
            long seconds = Integer.toUnsignedLong(record.get().getInt(0));
            long fraction = Integer.toUnsignedLong(record.get().getInt(4));
            int captured = record.get().getInt(8);
            int length = record.get().getInt(12);
            if (captured < 0 || captured > Capture.FRAME_BYTES_MAX) {
                throw in.malformed("a frame of %d bytes".formatted(Integer.toUnsignedLong(captured)));
            }
            Optional<ByteBuffer> bytes = in.take(captured);
            if (bytes.isEmpty()) {
                return;
            }
            Instant time = Instant.ofEpochSecond(seconds, fraction * nanosecondsPerUnit);
            each.accept(new Frame(time, linkType, bytes.get().array(), Math.max(length, captured)));
        }
    }
}
