package dev.slipway.image.iso9660;

import dev.slipway.image.MalformedImageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the Rock Ridge entries of one record say (RRIP 1.12, chapter 4).
final class RockRidgeAttributes {

    private static final int NAME_BYTES_MAX = 255;
    private static final int TARGET_BYTES_MAX = 4095;
    private static final long ID_MAX = 0xFFFF_FFFEL;

    private final long offset;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final List<SystemUseEntry> extras = new ArrayList<>(0);
    private boolean attributes;
    /// Whether a further component of the target follows behind a `/`.
    private boolean separatorIsDue;
    private boolean relocated;
    private long mode;
    private long links;
    private long uid;
    private long gid;
    private OptionalLong serial = OptionalLong.empty();
    private long deviceHigh;
    private long deviceLow;
    private OptionalLong childBlock = OptionalLong.empty();
    private Optional<Instant> modified = Optional.empty();

    private RockRidgeAttributes(long offset) {
        this.offset = offset;
    }

    /// @param offset where the record lies in the image
    static RockRidgeAttributes of(List<SystemUseEntry> entries, long offset) throws MalformedImageException {
        RockRidgeAttributes result = new RockRidgeAttributes(offset);
        for (SystemUseEntry entry : entries) {
            result.add(entry);
        }
        return result;
    }

    private void add(SystemUseEntry entry) throws MalformedImageException {
        switch (entry.signature()) {
            case "PX" -> attributes(SystemUseReader.required(entry, 32, offset));
            case "PN" -> {
                ByteBuffer data = SystemUseReader.required(entry, 16, offset);
                deviceHigh = BothOrders.get32(data);
                deviceLow = BothOrders.get32(data);
            }
            case "NM" -> name(SystemUseReader.required(entry, 1, offset));
            case "SL" -> components(SystemUseReader.required(entry, 1, offset));
            case "TF" -> times(SystemUseReader.required(entry, 1, offset));
            case "CL" -> childBlock = OptionalLong.of(BothOrders.get32(SystemUseReader.required(entry, 8, offset)));
            case "RE" -> relocated = true;
            // Written anew with each record, or of no use without them.
            case "SP", "ER", "ES", "RR", "PL" -> {}
            default -> extras.add(entry);
        }
    }

    private void attributes(ByteBuffer data) {
        attributes = true;
        mode = BothOrders.get32(data);
        links = BothOrders.get32(data);
        uid = Math.min(BothOrders.get32(data), ID_MAX);
        gid = Math.min(BothOrders.get32(data), ID_MAX);
        if (data.remaining() >= 8) {
            serial = OptionalLong.of(BothOrders.get32(data));
        }
    }

    private void name(ByteBuffer data) throws MalformedImageException {
        // Flags for `.` and `..` are of no use to records that have names of their own.
        data.get();
        if (name.size() + data.remaining() > NAME_BYTES_MAX) {
            throw new MalformedImageException("NM entries", offset, "a name of more than 255 bytes");
        }
        append(name, data, data.remaining());
    }

    private void components(ByteBuffer data) throws MalformedImageException {
        data.get();
        while (data.remaining() >= 2) {
            int flags = data.get();
            int length = Byte.toUnsignedInt(data.get());
            if (length > data.remaining()) {
                throw new MalformedImageException(
                        "SL component",
                        offset,
                        "expected at most %d bytes, found %d".formatted(data.remaining(), length));
            }
            component(flags, data, length);
            if (target.size() > TARGET_BYTES_MAX) {
                throw new MalformedImageException("SL entries", offset, "a target of more than 4095 bytes");
            }
        }
    }

    private void component(int flags, ByteBuffer data, int length) {
        if (separatorIsDue) {
            target.write('/');
        }
        if ((flags & SymlinkTarget.ROOT) != 0) {
            target.write('/');
        } else if ((flags & SymlinkTarget.PARENT) != 0) {
            target.write('.');
            target.write('.');
        } else if ((flags & SymlinkTarget.CURRENT) != 0) {
            target.write('.');
        }
        append(target, data, length);
        separatorIsDue = (flags & (SymlinkTarget.CONTINUES | SymlinkTarget.ROOT)) == 0;
    }

    private void times(ByteBuffer data) {
        int flags = data.get();
        boolean isLong = (flags & RockRidge.TIME_LONG_FORM) != 0;
        int bytes = isLong ? VolumeDate.BYTES : RecordDate.BYTES;
        for (int bit = RockRidge.TIME_CREATION; bit <= RockRidge.TIME_MODIFY; bit <<= 1) {
            if ((flags & bit) == 0) {
                continue;
            }
            if (data.remaining() < bytes) {
                return;
            }
            Optional<Instant> time = isLong ? VolumeDate.decode(data).instant() : Optional.of(RecordDate.decode(data));
            if (bit == RockRidge.TIME_MODIFY) {
                modified = time;
            }
        }
    }

    private static void append(ByteArrayOutputStream out, ByteBuffer data, int length) {
        for (int i = 0; i < length; i++) {
            out.write(data.get());
        }
    }

    /// Whether there was a `PX`.
    boolean hasAttributes() {
        return attributes;
    }

    /// The name, empty where there was no `NM`.
    byte[] name() {
        return name.toByteArray();
    }

    byte[] target() {
        return target.toByteArray();
    }

    int type() {
        return (int) mode & RockRidge.TYPE_MASK;
    }

    int permissions() {
        return (int) mode & 07777;
    }

    long links() {
        return links;
    }

    long uid() {
        return uid;
    }

    long gid() {
        return gid;
    }

    OptionalLong serial() {
        return serial;
    }

    /// The device's major number: the high word, or, where that is 0, bits of the low one. xorriso records a `dev_t` of
    /// Linux there, whose first 16 bits are the old form that Linux expects.
    long major() {
        return deviceHigh == 0 ? (deviceLow >> 8) & 0xFFF : deviceHigh;
    }

    /// The device's minor number, likewise.
    long minor() {
        return deviceHigh == 0 ? (deviceLow & 0xFF) | ((deviceLow >> 12) & 0xFFF00) : deviceLow;
    }

    /// The directory that the record stands for (`CL`, 4.1.5.1), where it was relocated.
    OptionalLong childBlock() {
        return childBlock;
    }

    /// Whether the directory was relocated to here (`RE`, 4.1.5.3) and is to be seen elsewhere only.
    boolean isRelocated() {
        return relocated;
    }

    Optional<Instant> modified() {
        return modified;
    }

    /// The entries that were not interpreted.
    List<SystemUseEntry> extras() {
        return extras;
    }
}
