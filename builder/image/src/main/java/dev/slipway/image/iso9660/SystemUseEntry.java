package dev.slipway.image.iso9660;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A system use entry (SUSP 1.12, 4.1): two letters, length, version, data.
public final class SystemUseEntry {

    static final int HEADER_BYTES = 4;
    static final int DATA_BYTES_MAX = 255 - HEADER_BYTES;

    private final String signature;
    private final int version;
    private final byte[] data;

    SystemUseEntry(String signature, int version, byte[] data) {
        this.signature = requireNonNull(signature, "signature is null");
        this.version = version;
        this.data = data;
        if (signature.length() != 2 || data.length > DATA_BYTES_MAX) {
            throw new IllegalArgumentException("entry '%s' with %d bytes".formatted(signature, data.length));
        }
    }

    /// The two letters, for instance `ZF`.
    public String signature() {
        return signature;
    }

    /// The version of the entry's format.
    public int version() {
        return version;
    }

    /// The bytes behind the header, a copy.
    public byte[] data() {
        return data.clone();
    }

    int bytes() {
        return HEADER_BYTES + data.length;
    }

    /// The data without a copy, for those who only read.
    ByteBuffer buffer() {
        return ByteBuffer.wrap(data).asReadOnlyBuffer().order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    void encode(ByteBuffer out) {
        out.put(signature.getBytes(StandardCharsets.ISO_8859_1)).put((byte) bytes());
        out.put((byte) version).put(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SystemUseEntry that
                && signature.equals(that.signature)
                && version == that.version
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return signature.hashCode() * 31 + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "%s(%d bytes)".formatted(signature, bytes());
    }
}
