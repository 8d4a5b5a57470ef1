package dev.slipway.image.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The name of one entry of a directory: any bytes but `/` and NUL, as POSIX has it; usually UTF-8, not always. Ordered
/// by its bytes, unsigned, as squashfs and every reproducible build want it.
public final class FileName implements Comparable<FileName> {

    /// `NAME_MAX` of Linux, in bytes.
    public static final int LENGTH_MAX = 255;

    private final byte[] bytes;

    private FileName(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A name written in UTF-8.
    ///
    /// @throws IllegalArgumentException where it is empty, `.`, `..`, too long, or holds `/` or NUL
    public static FileName of(String name) {
        return ofBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /// A name as it stands in a file system.
    ///
    /// @throws IllegalArgumentException where it is empty, `.`, `..`, too long, or holds `/` or NUL
    public static FileName ofBytes(byte[] bytes) {
        String problem = problemOf(bytes);
        if (problem != null) {
            throw new IllegalArgumentException("'%s' %s".formatted(new String(bytes, StandardCharsets.UTF_8), problem));
        }
        return new FileName(bytes.clone());
    }

    private static @org.jspecify.annotations.Nullable String problemOf(byte[] bytes) {
        if (bytes.length == 0) {
            return "is no name: it is empty";
        }
        if (bytes.length > LENGTH_MAX) {
            return "is longer than %d bytes".formatted(LENGTH_MAX);
        }
        if (bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.'))) {
            return "is no name of its own";
        }
        for (byte b : bytes) {
            if (b == 0 || b == '/') {
                return "holds '/' or NUL";
            }
        }
        return null;
    }

    /// The bytes of the name, a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The length in bytes.
    public int length() {
        return bytes.length;
    }

    @Override
    public int compareTo(FileName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileName that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The name as text; bytes that are not UTF-8 become replacement characters, so this is for showing only.
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
