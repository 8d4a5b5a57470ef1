package dev.slipway.pxe.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The newer format: blocks, each with its type and length; sections, in which interfaces are numbered.
final class PcapngReader {

    /// The same in either byte order.
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BLOCK_BYTES_MAX = 16 << 20;
    private static final int BLOCK_BYTES_MIN = 12;
    private static final int INTERFACES_MAX = 1024;
    private static final long NANOSECONDS = 1_000_000_000;
    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;

    private final CaptureInput in;
    private final Consumer<Frame> each;
    private final List<Interface> interfaces = new ArrayList<>();

    PcapngReader(CaptureInput in, Consumer<Frame> each) {
        this.in = in;
        this.each = each;
    }

    /// @param unitsPerSecond of its times
    private record Interface(int linkType, long snapLength, long unitsPerSecond, long offsetSeconds) {

        Instant time(long units) {
            try {
                long seconds = Long.divideUnsigned(units, unitsPerSecond);
                long rest = Long.remainderUnsigned(units, unitsPerSecond);
                long nanoseconds = unitsPerSecond <= NANOSECONDS
                        ? rest * NANOSECONDS / unitsPerSecond
                        : rest / (unitsPerSecond / NANOSECONDS);
                return Instant.ofEpochSecond(Math.addExact(seconds, offsetSeconds), nanoseconds);
            } catch (ArithmeticException | DateTimeException e) {
                // A time beyond the end of time: the frame is worth more than its clock.
                return Instant.EPOCH;
            }
        }
    }

    void read() throws IOException {
        int type = SECTION_HEADER;
        while (true) {
            Optional<ByteBuffer> body = type == SECTION_HEADER ? section() : block();
            if (body.isEmpty()) {
                return;
            }
            accept(type, body.get());
            Optional<ByteBuffer> next = in.take(4);
            if (next.isEmpty()) {
                return;
            }
            type = next.get().getInt(0);
        }
    }

    private Optional<ByteBuffer> section() throws IOException {
        Optional<ByteBuffer> start = in.take(8);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer header = start.get().order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(4) != BYTE_ORDER_MAGIC) {
            header.order(ByteOrder.BIG_ENDIAN);
            if (header.getInt(4) != BYTE_ORDER_MAGIC) {
                throw in.malformed("a section without byte order");
            }
        }
        in.order(header.order());
        interfaces.clear();
        return rest(header.getInt(0), 12);
    }

    private Optional<ByteBuffer> block() throws IOException {
        Optional<ByteBuffer> length = in.take(4);
        return length.isEmpty() ? Optional.empty() : rest(length.get().getInt(0), 8);
    }

    /// What is left of a block of which so much was read, without the repeated length at its end.
    private Optional<ByteBuffer> rest(int length, int read) throws IOException {
        if (length < BLOCK_BYTES_MIN || length < read + 4 || length > BLOCK_BYTES_MAX || length % 4 != 0) {
            throw in.malformed("a block of %d bytes".formatted(Integer.toUnsignedLong(length)));
        }
        Optional<ByteBuffer> rest = in.take(length - read);
        return rest.map(body -> body.limit(body.limit() - 4));
    }

    private void accept(int type, ByteBuffer body) throws IOException {
        switch (type) {
            case INTERFACE_DESCRIPTION -> describe(body);
            case ENHANCED_PACKET -> packet(body, body.remaining() < 4 ? -1 : body.getInt(0));
            case OBSOLETE_PACKET -> packet(body, body.remaining() < 4 ? -1 : body.getShort(0) & 0xffff);
            case SIMPLE_PACKET -> simple(body);
            default -> {
                // Names, statistics, secrets, and whatever comes after this format.
            }
        }
    }

    private void describe(ByteBuffer body) throws IOException {
        if (body.remaining() < 8 || interfaces.size() >= INTERFACES_MAX) {
            throw in.malformed("an interface too short, or one too many");
        }
        long unitsPerSecond = 1_000_000;
        long offset = 0;
        int at = 8;
        while (at + 4 <= body.limit()) {
            int code = body.getShort(at) & 0xffff;
            int length = body.getShort(at + 2) & 0xffff;
            if (code == 0 || at + 4 + length > body.limit()) {
                break;
            }
            if (code == OPTION_RESOLUTION && length >= 1) {
                unitsPerSecond = resolution(body.get(at + 4));
            } else if (code == OPTION_OFFSET && length >= 8) {
                offset = body.getLong(at + 4);
            }
            at += 4 + ((length + 3) & ~3);
        }
        long snapLength = Integer.toUnsignedLong(body.getInt(4));
        interfaces.add(new Interface(body.getShort(0) & 0xffff, snapLength, unitsPerSecond, offset));
    }

    private long resolution(byte told) throws IOException {
        int exponent = told & 0x7f;
        if (exponent > (told < 0 ? 62 : 18)) {
            throw in.malformed("times of a resolution that does not exist");
        }
        return told < 0 ? 1L << exponent : Math.round(Math.pow(10, exponent));
    }

    private void packet(ByteBuffer body, int number) throws IOException {
        if (body.remaining() < 20 || number < 0 || number >= interfaces.size()) {
            throw in.malformed("a frame of an interface that was not described");
        }
        Interface on = interfaces.get(number);
        long units = (Integer.toUnsignedLong(body.getInt(4)) << 32) | Integer.toUnsignedLong(body.getInt(8));
        frame(on, on.time(units), body, 20, body.getInt(12), body.getInt(16));
    }

    private void simple(ByteBuffer body) throws IOException {
        if (body.remaining() < 4 || interfaces.isEmpty()) {
            throw in.malformed("a frame of an interface that was not described");
        }
        Interface on = interfaces.getFirst();
        int length = body.getInt(0);
        long captured = Math.min(Integer.toUnsignedLong(length), body.limit() - 4L);
        if (on.snapLength() > 0) {
            captured = Math.min(captured, on.snapLength());
        }
        frame(on, Instant.EPOCH, body, 4, (int) captured, length);
    }

    private void frame(Interface on, Instant time, ByteBuffer body, int at, int captured, int length)
            throws IOException {
        if (captured < 0 || captured > body.limit() - at || captured > Capture.FRAME_BYTES_MAX) {
            throw in.malformed("a frame of %d bytes".formatted(Integer.toUnsignedLong(captured)));
        }
        byte[] bytes = new byte[captured];
        body.get(at, bytes);
        each.accept(new Frame(time, on.linkType(), bytes, Math.max(length, captured)));
    }
}
