package dev.slipway.builder.userdata.network;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An IPv4 or IPv6 address. Parsed by its letters alone: no name is ever looked up.
///
/// @param family of which protocol
/// @param value the bits, as an unsigned number
public record IpAddress(Family family, BigInteger value) {

    /// The longest text of an address: eight groups of four digits, the last two as IPv4.
    private static final int TEXT_LENGTH_MAX = 45;

    private static final int GROUPS = 8;

    public IpAddress {
        requireNonNull(family, "family is null");
        if (value.signum() < 0 || value.bitLength() > family.bits) {
            throw new IllegalArgumentException("%s is no address of %s".formatted(value, family));
        }
    }

    /// Reads an address: four decimal numbers without leading zeros, which some readers take for octal, or the text
    /// forms of RFC 4291, chapter 2.2, without a zone.
    public static Optional<IpAddress> parse(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        return text.contains(":") ? parseIpv6(text) : parseIpv4(text);
    }

    private static Optional<IpAddress> parseIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        int value = 0;
        for (String part : parts) {
            int octet = octet(part);
            if (octet < 0) {
                return Optional.empty();
            }
            value = value << 8 | octet;
        }
        return Optional.of(new IpAddress(Family.IPV4, BigInteger.valueOf(Integer.toUnsignedLong(value))));
    }

    /// A number up to 255 in ASCII digits without leading zeros; anything else is negative.
    private static int octet(String part) {
        int octet = part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0') ? -1 : 0;
        for (int i = 0; i < part.length() && octet >= 0; i++) {
            int digit = part.charAt(i) - '0';
            octet = digit < 0 || digit > 9 ? -1 : 10 * octet + digit;
        }
        return octet > 255 ? -1 : octet;
    }

    private static Optional<IpAddress> parseIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(groups -> groups.size() == GROUPS).map(IpAddress::ofGroups);
        }
        Optional<List<Integer>> before = groups(text.substring(0, gap));
        Optional<List<Integer>> after = groups(text.substring(gap + 2));
        // IPv4 stands at the very end only.
        if (before.isEmpty() || after.isEmpty() || text.substring(0, gap).contains(".")) {
            return Optional.empty();
        }
        List<Integer> groups = new ArrayList<>(before.get());
        int missing = GROUPS - groups.size() - after.get().size();
        if (missing < 1) {
            return Optional.empty();
        }
        for (int i = 0; i < missing; i++) {
            groups.add(0);
        }
        groups.addAll(after.get());
        return Optional.of(ofGroups(groups));
    }

    /// The groups of 16 bits between colons; the last may be written as IPv4 and counts as two.
    private static Optional<List<Integer>> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
                continue;
            }
            Optional<IpAddress> ipv4 = i == parts.length - 1 ? parseIpv4(parts[i]) : Optional.empty();
            if (ipv4.isEmpty()) {
                return Optional.empty();
            }
            int value = ipv4.get().value.intValue();
            groups.add(value >>> 16);
            groups.add(value & 0xffff);
        }
        return Optional.of(groups);
    }

    private static IpAddress ofGroups(List<Integer> groups) {
        BigInteger value = BigInteger.ZERO;
        for (int group : groups) {
            value = value.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return new IpAddress(Family.IPV6, value);
    }

    /// Whether it cannot be routed: `169.254.0.0/16` (RFC 3927), `fe80::/10` (RFC 4291).
    public boolean isLinkLocal() {
        return switch (family) {
            case IPV4 -> startsWith(0xa9fe, 16);
            case IPV6 -> startsWith(0xfe80 >> 6, 10);
        };
    }

    /// Whether a single host can have it on a network: not unspecified, loopback, multicast or reserved.
    public boolean isHost() {
        return switch (family) {
            // 0.0.0.0/8, 127.0.0.0/8, and all from 224.0.0.0 on.
            case IPV4 -> !startsWith(0, 8) && !startsWith(127, 8) && !startsWith(7, 3);
            // :: and ::1, and ff00::/8.
            case IPV6 -> value.bitLength() > 1 && !startsWith(0xff, 8);
        };
    }

    private boolean startsWith(int bits, int length) {
        return value.shiftRight(family.bits - length).equals(BigInteger.valueOf(bits));
    }

    /// The usual form: dotted decimal, or that of RFC 5952.
    @Override
    public String toString() {
        return switch (family) {
            case IPV4 -> {
                int bits = value.intValue();
                yield "%d.%d.%d.%d".formatted(bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
            }
            case IPV6 -> ipv6Text();
        };
    }

    private String ipv6Text() {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = value.shiftRight(16 * (GROUPS - 1 - i)).intValue() & 0xffff;
        }
        int longestAt = 0;
        int longest = 1; // A single zero is not shortened (RFC 5952, chapter 4.2.2).
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > longest) {
                longest = zeros;
                longestAt = i;
            }
        }
        if (longest == 1) {
            return joined(groups, 0, GROUPS);
        }
        return joined(groups, 0, longestAt) + "::" + joined(groups, longestAt + longest, GROUPS);
    }

    private static String joined(int[] groups, int from, int until) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < until; i++) {
            texts.add(Integer.toHexString(groups[i]));
        }
        return String.join(":", texts);
    }

    /// The two protocols.
    public enum Family {
        IPV4(32),
        IPV6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        /// How many bits an address has.
        public int bits() {
            return bits;
        }
    }
}
