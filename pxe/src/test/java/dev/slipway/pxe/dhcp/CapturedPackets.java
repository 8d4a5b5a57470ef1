package dev.slipway.pxe.dhcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The DHCP messages of a file that tcpdump wrote: Ethernet, IPv4 without options, UDP.
public final class CapturedPackets {

    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int PORTS_OFFSET = 34;
    private static final int HEADERS = 42;

    /// A message and the port that it went to.
    public record Captured(int port, DhcpMessage message) {}

    private CapturedPackets() {}

    /// The messages in a resource beside a class.
    public static List<Captured> of(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no " + name);
            }
            return of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The messages in the bytes of a capture.
    public static List<Captured> of(byte[] capture) {
        try {
            return read(ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN));
        } catch (MalformedDhcpException e) {
            throw new AssertionError("a captured message cannot be read", e);
        }
    }

    private static List<Captured> read(ByteBuffer file) throws MalformedDhcpException {
        List<Captured> all = new ArrayList<>();
        int at = FILE_HEADER;
        while (at + RECORD_HEADER < file.limit() && at + RECORD_HEADER + file.getInt(at + 8) <= file.limit()) {
            int length = file.getInt(at + 8);
            ByteBuffer packet = file.slice(at + RECORD_HEADER, length);
            int port = packet.getShort(PORTS_OFFSET + 2) & 0xffff;
            if (port == 67 || port == 68 || port == 4011) {
                all.add(new Captured(port, DhcpDecoder.decode(packet.slice(HEADERS, length - HEADERS))));
            }
            at += RECORD_HEADER + length;
        }
        return all;
    }
}
