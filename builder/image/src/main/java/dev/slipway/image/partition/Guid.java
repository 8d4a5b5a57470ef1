package dev.slipway.image.partition;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.UUID;

/// A GUID as UEFI stores it (UEFI 2.10, appendix A): 16 bytes, of which the first three fields are little-endian.
public record Guid(UUID value) {

    /// The length on disk, in bytes.
    public static final int SIZE = 16;

    /// All zeros: no GUID.
    public static final Guid ZERO = new Guid(new UUID(0, 0));

    public Guid {
        requireNonNull(value, "value is null");
    }

    /// A GUID in its usual notation, `C12A7328-F81F-11D2-BA4B-00A0C93EC93B`, in upper or lower case.
    ///
    /// @throws IllegalArgumentException where the text is no GUID
    public static Guid parse(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("'%s' is no GUID".formatted(text));
        }
        return new Guid(UUID.fromString(text));
    }

    /// A GUID that follows from content alone: the first 16 bytes of a digest with version 8 and the variant set
    /// (RFC 9562, section 5.8).
    ///
    /// @param digest a SHA-256, or at least its first 16 bytes
    public static Guid fromDigest(byte[] digest) {
        if (digest.length < SIZE) {
            throw new IllegalArgumentException("digest of %d bytes, fewer than %d".formatted(digest.length, SIZE));
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
        long low = (bytes.getLong() & ~(3L << 62)) | (1L << 63);
        return new Guid(new UUID(high, low));
    }

    void encode(ByteBuffer out) {
        long high = value.getMostSignificantBits();
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        bytes.order(ByteOrder.BIG_ENDIAN).putLong(value.getLeastSignificantBits());
        out.put(bytes.flip());
    }

    static Guid decode(ByteBuffer in) {
        byte[] raw = new byte[SIZE];
        in.get(raw);
        ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        long high = (long) bytes.getInt() << 32;
        high |= (long) Short.toUnsignedInt(bytes.getShort()) << 16;
        high |= Short.toUnsignedInt(bytes.getShort());
        return new Guid(new UUID(high, bytes.order(ByteOrder.BIG_ENDIAN).getLong()));
    }

    /// The usual notation in upper case.
    @Override
    public String toString() {
        return value.toString().toUpperCase(Locale.ROOT);
    }
}
