package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.network.IpAddress.Family;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The two ways to write how long the prefix of a network is: a number, and for IPv4 a mask.
final class PrefixLength {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

    private PrefixLength() {}

    /// Reads `24` or `255.255.255.0`.
    static OptionalInt parse(String text, Family family) {
        Optional<IpAddress> mask = IpAddress.parse(text);
        return mask.isPresent() && family == Family.IPV4 ? ofMask(mask.get()) : ofNumber(text, family);
    }

    /// Whether it has the form of a mask, contiguous or not.
    static boolean isDotted(String text) {
        return IpAddress.parse(text)
                .filter(mask -> mask.family() == Family.IPV4)
                .isPresent();
    }

    /// Reads a number from 1 to the bits of an address.
    static OptionalInt ofNumber(String text, Family family) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int length = Integer.parseInt(text);
        return length <= family.bits() ? OptionalInt.of(length) : OptionalInt.empty();
    }

    private static OptionalInt ofMask(IpAddress mask) {
        int length = mask.value().bitCount();
        boolean contiguous = mask.value().getLowestSetBit() == Family.IPV4.bits() - length;
        return contiguous ? OptionalInt.of(length) : OptionalInt.empty();
    }
}
