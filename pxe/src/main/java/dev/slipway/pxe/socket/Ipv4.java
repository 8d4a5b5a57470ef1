package dev.slipway.pxe.socket;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// IPv4 addresses as `int`s, the first byte highest: what is handled a hundred thousand times a second costs no object.
public final class Ipv4 {

    /// `0.0.0.0`: any address, or none.
    public static final int ANY = 0;

    /// `255.255.255.255`: everybody on this network.
    public static final int BROADCAST = -1;

    private Ipv4() {}

    /// The four bytes of an address in one number.
    public static int of(Inet4Address address) {
        byte[] bytes = address.getAddress();
        return ((bytes[0] & 0xff) << 24) | ((bytes[1] & 0xff) << 16) | ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    }

    /// The same as an object.
    public static Inet4Address toInetAddress(int address) {
        byte[] bytes = {(byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address};
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /// As people write it.
    public static String text(int address) {
        return (address >>> 24) + "." + ((address >>> 16) & 0xff) + "." + ((address >>> 8) & 0xff) + "."
                + (address & 0xff);
    }
}
