package dev.slipway.pxe.dhcp6;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message between client and server (RFC 8415, chapter 8).
///
/// @param type one of the constants
/// @param transaction what binds answers to questions, 24 bits
/// @param options in their order
record Dhcp6Message(int type, int transaction, List<Dhcp6Option> options) {

    static final int SOLICIT = 1;
    static final int ADVERTISE = 2;
    static final int REQUEST = 3;
    static final int CONFIRM = 4;
    static final int RENEW = 5;
    static final int REBIND = 6;
    static final int REPLY = 7;
    static final int RELEASE = 8;
    static final int DECLINE = 9;
    static final int INFORMATION_REQUEST = 11;
    static final int RELAY_FORWARD = 12;
    static final int RELAY_REPLY = 13;

    private static final int HEADER = 4;
    private static final int OPTION_HEADER = 4;
    private static final int OPTIONS_MAX = 256;

    Dhcp6Message {
        options = List.copyOf(options);
    }

    /// The first option of that number.
    Optional<Dhcp6Option> option(int code) {
        return options.stream().filter(one -> one.code() == code).findFirst();
    }

    static Dhcp6Message decode(ByteBuffer in) throws MalformedDhcp6Exception {
        if (in.remaining() < HEADER) {
            throw new MalformedDhcp6Exception(in.remaining() + " bytes are too few for a DHCPv6 message");
        }
        int first = in.getInt();
        return new Dhcp6Message(first >>> 24, first & 0xff_ffff, options(in));
    }

    static List<Dhcp6Option> options(ByteBuffer in) throws MalformedDhcp6Exception {
        List<Dhcp6Option> options = new ArrayList<>();
        while (in.hasRemaining()) {
            if (in.remaining() < OPTION_HEADER || options.size() == OPTIONS_MAX) {
                throw new MalformedDhcp6Exception("option " + options.size() + " is cut off, or one too many");
            }
            int code = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (length > in.remaining()) {
                throw new MalformedDhcp6Exception("option " + code + " is cut off");
            }
            options.add(new Dhcp6Option(code, in.slice(in.position(), length)));
            in.position(in.position() + length);
        }
        return options;
    }

    void encode(ByteBuffer out) {
        out.putInt((type << 24) | transaction);
        encode(options, out);
    }

    static void encode(List<Dhcp6Option> options, ByteBuffer out) {
        for (Dhcp6Option option : options) {
            out.putShort((short) option.code())
                    .putShort((short) option.length())
                    .put(option.read());
        }
    }

    /// The address in sixteen bytes.
    static Inet6Address address(ByteBuffer in) {
        byte[] bytes = new byte[16];
        in.get(bytes);
        try {
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
