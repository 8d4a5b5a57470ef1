package dev.slipway.pxe.dhcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes messages. Options keep their order, which is the order of their weight: where not all of them fit into what
/// the client takes (option 57), they spill into the unused fields (option 52), and the last ones are left out. The
/// option of relay agents always goes last (RFC 3046, chapter 2.1).
public final class DhcpEncoder {

    /// BOOTP relays and old firmwares drop what is shorter (RFC 1542, chapter 2.1).
    public static final int BYTES_MIN = 300;

    /// What every client takes: an IP packet of 576 bytes without the headers of IP and UDP.
    public static final int BYTES_MAX_DEFAULT = 576 - 28;

    /// The longest option of a relay agent that goes back to it.
    public static final int RELAY_AGENT_MAX = 255;

    private static final int HEADERS_BELOW = 28;
    private static final int PIECE_MAX = 255;
    private static final int OPTION_HEADER = 2;
    private static final int OVERLOAD_BYTES = 3;

    private DhcpEncoder() {}

    /// How long an answer may be for the client that sent this.
    public static int limitFor(DhcpMessage request, int room) {
        int told = request.options().unsignedShort(DhcpOption.MAXIMUM_SIZE);
        return Math.min(room, Math.max(BYTES_MAX_DEFAULT, told - HEADERS_BELOW));
    }

    /// Writes the message at the start of `out`, which must hold `limit` bytes, and tells its length.
    public static int encode(DhcpMessage message, ByteBuffer out, int limit) {
        header(message, out);
        DhcpOptions options = message.options();
        int relay = options.place(DhcpOption.RELAY_AGENT);
        if (relay >= 0 && options.lengthAt(relay) > RELAY_AGENT_MAX) {
            throw new IllegalArgumentException("the option of the relay agent is too long to be echoed");
        }
        int room = limit - DhcpDecoder.OPTIONS_OFFSET - 1 - (relay < 0 ? 0 : size(options.lengthAt(relay)));
        boolean crowded = sizeOfAll(options, relay) > room;
        boolean fileFree = crowded && message.file().isEmpty();
        boolean snameFree = crowded && message.sname().isEmpty();
        int overload = (fileFree ? DhcpDecoder.OVERLOAD_FILE : 0) | (snameFree ? DhcpDecoder.OVERLOAD_SNAME : 0);
        int inFile = fileFree ? DhcpDecoder.FILE_BYTES - 1 : 0;
        int inSname = snameFree ? DhcpDecoder.SNAME_BYTES - 1 : 0;
        int fileAt = DhcpDecoder.FILE_OFFSET;
        int snameAt = DhcpDecoder.SNAME_OFFSET;
        if (overload != 0) {
            room -= OVERLOAD_BYTES;
            out.put((byte) DhcpOption.OVERLOAD).put((byte) 1).put((byte) overload);
        }
        for (int i = 0; i < options.count(); i++) {
            int size = size(options.lengthAt(i));
            if (i == relay) {
                continue;
            }
            if (size <= room) {
                put(options, i, out);
                room -= size;
            } else if (size <= inFile) {
                put(options, i, out.duplicate().position(fileAt));
                fileAt += size;
                inFile -= size;
            } else if (size <= inSname) {
                put(options, i, out.duplicate().position(snameAt));
                snameAt += size;
                inSname -= size;
            }
        }
        if (fileFree) {
            out.put(fileAt, (byte) DhcpOption.END);
        }
        if (snameFree) {
            out.put(snameAt, (byte) DhcpOption.END);
        }
        if (relay >= 0) {
            put(options, relay, out);
        }
        out.put((byte) DhcpOption.END);
        while (out.position() < BYTES_MIN) {
            out.put((byte) DhcpOption.PAD);
        }
        return out.position();
    }

    private static void header(DhcpMessage message, ByteBuffer out) {
        out.clear();
        out.put((byte) message.op()).put((byte) message.htype());
        out.put((byte) message.hlen()).put((byte) message.hops());
        out.putInt(message.xid()).putShort((short) message.secs()).putShort((short) message.flags());
        out.putInt(message.ciaddr()).putInt(message.yiaddr());
        out.putInt(message.siaddr()).putInt(message.giaddr());
        out.putLong(message.chaddrHigh()).putLong(message.chaddrLow());
        text(message.sname(), DhcpDecoder.SNAME_BYTES, out);
        text(message.file(), DhcpDecoder.FILE_BYTES, out);
        out.putInt(DhcpDecoder.MAGIC_COOKIE);
    }

    private static void text(String text, int field, ByteBuffer out) {
        int length = Math.min(text.length(), field);
        if (length > 0) {
            out.put(text.getBytes(StandardCharsets.ISO_8859_1), 0, length);
        }
        for (int i = length; i < field; i++) {
            out.put((byte) 0);
        }
    }

    private static int sizeOfAll(DhcpOptions options, int without) {
        int size = 0;
        for (int i = 0; i < options.count(); i++) {
            size += i == without ? 0 : size(options.lengthAt(i));
        }
        return size;
    }

    private static int size(int length) {
        int pieces = Math.max(1, (length + PIECE_MAX - 1) / PIECE_MAX);
        return length + pieces * OPTION_HEADER;
    }

    private static void put(DhcpOptions options, int place, ByteBuffer out) {
        int length = options.lengthAt(place);
        int done = 0;
        do {
            int piece = Math.min(PIECE_MAX, length - done);
            out.put((byte) options.codeAt(place)).put((byte) piece);
            options.put(place, done, piece, out);
            done += piece;
        } while (done < length);
    }
}
