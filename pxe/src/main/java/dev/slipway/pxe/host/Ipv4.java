package dev.slipway.pxe.host;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IPv4 addresses as plain numbers, which is how the paths that answer thousands of machines a second hold them.
public final class Ipv4 {

    /// `0.0.0.0`: no address.
    public static final int NONE = 0;

    /// `0.0.0.0`: any address of this machine.
    public static final int ANY = NONE;

    /// Everybody on the link.
    public static final int BROADCAST = -1;

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    private Ipv4() {}

    /// The address that somebody wrote with dots; empty where it is none.
    public static OptionalInt parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int address = 0;
        for (int part = 1; part <= 4; part++) {
            int value = Integer.parseInt(matcher.group(part));
            if (value > 255) {
                return OptionalInt.empty();
            }
            address = (address << 8) | value;
        }
        return OptionalInt.of(address);
    }

    /// The address of a name that is known to be one, such as a constant.
    public static int of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no IPv4 address: " + text));
    }

    /// With dots.
    public static String text(int address) {
        return (address >>> 24) + "." + ((address >>> 16) & 0xff) + "." + ((address >>> 8) & 0xff) + "."
                + (address & 0xff);
    }

    /// The address as the library of Java has it.
    public static Inet4Address toInetAddress(int address) {
        byte[] bytes = {(byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address};
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /// The address as a number.
    public static int of(Inet4Address address) {
        byte[] bytes = address.getAddress();
        return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    /// The mask of a prefix.
    public static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    }
}
