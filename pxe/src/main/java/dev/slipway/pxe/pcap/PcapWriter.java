package dev.slipway.pxe.pcap;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/// Writes a capture that tcpdump and Wireshark open, in the classic format with times in nanoseconds
/// (draft-ietf-opsawg-pcap). Its packets begin with their IP header: datagrams of sockets have lost their Ethernet.
public final class PcapWriter {

    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    private static final int LINK_TYPE_RAW_IP = 101;
    private static final int SNAP_LENGTH = 262_144;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;

    private final OutputStream out;

    /// Begins a capture; the stream is the caller's to close.
    public PcapWriter(OutputStream out) throws IOException {
        this.out = out;
        ByteBuffer header = ByteBuffer.allocate(FILE_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGIC_NANOSECONDS).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(LINK_TYPE_RAW_IP);
        out.write(header.array());
    }

    /// Writes a datagram.
    ///
    /// @param payload what UDP carries, or the beginning of it
    /// @param length how long it was on the wire
    public void udp(Instant time, InetSocketAddress from, InetSocketAddress to, byte[] payload, int length)
            throws IOException {
        byte[] packet = IpPacket.udp(from, to, payload, length);
        int missing = Math.max(0, length - payload.length);
        ByteBuffer header = ByteBuffer.allocate(RECORD_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt((int) time.getEpochSecond()).putInt(time.getNano());
        header.putInt(packet.length).putInt(packet.length + missing);
        out.write(header.array());
        out.write(packet);
    }
}
