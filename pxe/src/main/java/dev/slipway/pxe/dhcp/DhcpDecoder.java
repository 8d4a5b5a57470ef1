package dev.slipway.pxe.dhcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads messages. What real firmwares get wrong is let pass: a missing end, padding anywhere, a last option that is
/// cut off, fields of options that nobody knows.
public final class DhcpDecoder {

    /// The fields before the options.
    static final int HEADER_BYTES = 236;

    static final int MAGIC_COOKIE = 0x63825363;
    static final int CHADDR_OFFSET = 28;
    static final int SNAME_OFFSET = 44;
    static final int SNAME_BYTES = 64;
    static final int FILE_OFFSET = SNAME_OFFSET + SNAME_BYTES;
    static final int FILE_BYTES = 128;
    static final int OPTIONS_OFFSET = HEADER_BYTES + Integer.BYTES;
    static final int OVERLOAD_FILE = 1;
    static final int OVERLOAD_SNAME = 2;

    private static final int HLEN_MAX = 16;

    private DhcpDecoder() {}

    /// The message in the bytes between position and limit, both of which stay.
    public static DhcpMessage decode(ByteBuffer datagram) throws MalformedDhcpException {
        ByteBuffer in = datagram.slice();
        if (in.limit() < OPTIONS_OFFSET) {
            throw new MalformedDhcpException(in.limit() + " bytes are too few for a DHCP message");
        }
        int op = in.get(0);
        if (op != DhcpMessage.BOOT_REQUEST && op != DhcpMessage.BOOT_REPLY) {
            throw new MalformedDhcpException("operation " + op + " is neither question nor answer");
        }
        int hlen = in.get(2) & 0xff;
        if (hlen > HLEN_MAX) {
            throw new MalformedDhcpException("a hardware address of " + hlen + " bytes does not fit");
        }
        if (in.getInt(HEADER_BYTES) != MAGIC_COOKIE) {
            throw new MalformedDhcpException("there is no magic cookie before the options: BOOTP, or no DHCP at all");
        }
        DhcpOptions.Builder options = DhcpOptions.builder();
        int overload = options(in, OPTIONS_OFFSET, in.limit(), options);
        boolean fileHoldsOptions = (overload & OVERLOAD_FILE) != 0;
        boolean snameHoldsOptions = (overload & OVERLOAD_SNAME) != 0;
        if (fileHoldsOptions) {
            options(in, FILE_OFFSET, FILE_OFFSET + FILE_BYTES, options);
        }
        if (snameHoldsOptions) {
            options(in, SNAME_OFFSET, SNAME_OFFSET + SNAME_BYTES, options);
        }
        return new DhcpMessage(
                op,
                in.get(1) & 0xff,
                hlen,
                in.get(3) & 0xff,
                in.getInt(4),
                in.getShort(8) & 0xffff,
                in.getShort(10) & 0xffff,
                in.getInt(12),
                in.getInt(16),
                in.getInt(20),
                in.getInt(24),
                in.getLong(CHADDR_OFFSET),
                in.getLong(CHADDR_OFFSET + Long.BYTES),
                snameHoldsOptions ? "" : text(in, SNAME_OFFSET, SNAME_BYTES),
                fileHoldsOptions ? "" : text(in, FILE_OFFSET, FILE_BYTES),
                options.build());
    }

    /// Adds the options of one field and tells which other fields hold options.
    private static int options(ByteBuffer in, int from, int to, DhcpOptions.Builder options) {
        int overload = 0;
        int at = from;
        while (at < to) {
            int code = in.get(at++) & 0xff;
            if (code == DhcpOption.END) {
                break;
            }
            if (code == DhcpOption.PAD) {
                continue;
            }
            if (at == to) {
                break;
            }
            int length = in.get(at++) & 0xff;
            if (length > to - at) {
                break;
            }
            if (code == DhcpOption.OVERLOAD) {
                overload = length == 1 ? in.get(at) & (OVERLOAD_FILE | OVERLOAD_SNAME) : 0;
            } else {
                options.add(code, in, at, length);
            }
            at += length;
        }
        return overload;
    }

    private static String text(ByteBuffer in, int from, int length) {
        int end = from;
        while (end < from + length && in.get(end) != 0) {
            end++;
        }
        if (end == from) {
            return "";
        }
        byte[] bytes = new byte[end - from];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
