package dev.slipway.pxe.proxy;

import dev.slipway.pxe.dhcp.DhcpDecoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.MalformedDhcpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The DHCP messages of a file that tcpdump wrote: Ethernet, IPv4 without options, UDP.
final class CapturedPackets {

    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int PORTS_OFFSET = 34;
    private static final int HEADERS = 42;

    /// A message and the port that it went to.
    record Captured(int port, DhcpMessage message) {}

    private CapturedPackets() {}

    static List<Captured> of(String name) {
        try (InputStream in = CapturedPackets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no " + name);
            }
            return read(ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedDhcpException e) {
            throw new AssertionError(name, e);
        }
    }

    private static List<Captured> read(ByteBuffer file) throws MalformedDhcpException {
        List<Captured> all = new ArrayList<>();
        int at = FILE_HEADER;
        while (at < file.limit()) {
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
