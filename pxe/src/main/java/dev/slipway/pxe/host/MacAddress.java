package dev.slipway.pxe.host;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address of a network card, 48 bits (IEEE 802, EUI-48).
///
/// @param value the bits, the first byte of the address highest
public record MacAddress(long value) implements Comparable<MacAddress> {

    /// The bytes of an address.
    public static final int BYTES = 6;

    private static final Pattern TEXT =
            Pattern.compile("(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\\1){4}[0-9a-f]{2}|[0-9a-f]{12}");

    public MacAddress {
        if (value < 0 || value >>> 48 != 0) {
            throw new IllegalArgumentException("more than 48 bits: " + Long.toHexString(value));
        }
    }

    /// The address in six bytes.
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes in place of 6");
        }
        long value = 0;
        for (byte next : bytes) {
            value = (value << 8) | (next & 0xff);
        }
        return new MacAddress(value);
    }

    /// The address that somebody wrote with colons, with hyphens, or without; empty where it is none.
    public static Optional<MacAddress> parse(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        if (!TEXT.matcher(small).matches()) {
            return Optional.empty();
        }
        return Optional.of(new MacAddress(
                HexFormat.fromHexDigitsToLong(small.replace(":", "").replace("-", ""))));
    }

    /// The address in six bytes.
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (value >>> (8 * (BYTES - 1 - i)));
        }
        return bytes;
    }

    /// With hyphens, for names of files and URLs: many firmwares stumble over colons.
    public String hyphenated() {
        return HexFormat.ofDelimiter("-").formatHex(toBytes());
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(value, other.value);
    }

    /// With colons, in small letters.
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(toBytes());
    }
}
