package dev.slipway.pxe.pcap;

import dev.slipway.pxe.pcap.FrameDecoder.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Takes the headers of IP, and of UDP or TCP, off a packet. Checksums are not looked at: cards compute them after the
/// capture has taken place.
final class IpDecoder {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int EXTENSIONS_MAX = 8;
    private static final int IPV4_HEADER_MIN = 20;
    private static final int IPV6_HEADER_BYTES = 40;

    private final Frame frame;
    private final ByteBuffer bytes;
    private final Link link;

    private IpDecoder(Frame frame, Link link) {
        this.frame = frame;
        this.link = link;
        bytes = ByteBuffer.wrap(frame.bytes());
    }

    static Optional<Segment> decode(Frame frame, int at, Link link) {
        IpDecoder decoder = new IpDecoder(frame, link);
        if (at >= frame.bytes().length) {
            return Optional.empty();
        }
        return switch ((frame.bytes()[at] & 0xff) >>> 4) {
            case 4 -> decoder.ipv4(at);
            case 6 -> decoder.ipv6(at);
            default -> Optional.empty();
        };
    }

    private Optional<Segment> ipv4(int at) {
        int header = (bytes.get(at) & 0xf) * 4;
        if (header < IPV4_HEADER_MIN || at + header > bytes.limit()) {
            return Optional.empty();
        }
        int fragment = bytes.getShort(at + 6) & 0xffff;
        boolean later = (fragment & 0x1fff) != 0;
        boolean fragmented = (fragment & 0x2000) != 0;
        int end = at + Math.max(header, bytes.getShort(at + 2) & 0xffff);
        return later
                ? Optional.empty()
                : transport(
                        bytes.get(at + 9) & 0xff,
                        at + header,
                        end,
                        address(at + 12, 4),
                        address(at + 16, 4),
                        fragmented);
    }

    private Optional<Segment> ipv6(int at) {
        if (at + IPV6_HEADER_BYTES > bytes.limit()) {
            return Optional.empty();
        }
        InetAddress from = address(at + 8, 16);
        InetAddress to = address(at + 24, 16);
        int end = at + IPV6_HEADER_BYTES + (bytes.getShort(at + 4) & 0xffff);
        int next = bytes.get(at + 6) & 0xff;
        int place = at + IPV6_HEADER_BYTES;
        boolean fragmented = false;
        for (int i = 0; i < EXTENSIONS_MAX && place + 8 <= bytes.limit(); i++) {
            switch (next) {
                case TCP, UDP -> {
                    return transport(next, place, end, from, to, fragmented);
                }
                case 0, 43, 60 -> {
                    next = bytes.get(place) & 0xff;
                    place += 8 + 8 * (bytes.get(place + 1) & 0xff);
                }
                case 44 -> {
                    if ((bytes.getShort(place + 2) & 0xfff8) != 0) {
                        return Optional.empty();
                    }
                    next = bytes.get(place) & 0xff;
                    fragmented = true;
                    place += 8;
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Segment> transport(
            int protocol, int at, int end, InetAddress from, InetAddress to, boolean fragmented) {
        if (protocol == UDP && at + 8 <= bytes.limit()) {
            return udp(at, from, to, fragmented);
        }
        return protocol == TCP && at + 20 <= bytes.limit() ? tcp(at, end, from, to) : Optional.empty();
    }

    private Optional<Segment> udp(int at, InetAddress from, InetAddress to, boolean fragmented) {
        int length = Math.max(0, (bytes.getShort(at + 4) & 0xffff) - 8);
        return Optional.of(new Segment.Udp(
                frame.time(),
                link.sender(),
                link.receiver(),
                new InetSocketAddress(from, bytes.getShort(at) & 0xffff),
                new InetSocketAddress(to, bytes.getShort(at + 2) & 0xffff),
                payload(at + 8, length),
                length,
                fragmented));
    }

    private Optional<Segment> tcp(int at, int end, InetAddress from, InetAddress to) {
        int header = ((bytes.get(at + 12) & 0xff) >>> 4) * 4;
        if (header < 20) {
            return Optional.empty();
        }
        int length = Math.max(0, end - at - header);
        return Optional.of(new Segment.Tcp(
                frame.time(),
                link.sender(),
                link.receiver(),
                new InetSocketAddress(from, bytes.getShort(at) & 0xffff),
                new InetSocketAddress(to, bytes.getShort(at + 2) & 0xffff),
                payload(at + header, length),
                length,
                Integer.toUnsignedLong(bytes.getInt(at + 4)),
                bytes.get(at + 13) & 0xff));
    }

    private byte[] payload(int from, int length) {
        int start = Math.min(from, bytes.limit());
        return Arrays.copyOfRange(frame.bytes(), start, Math.min(start + length, bytes.limit()));
    }

    private InetAddress address(int at, int length) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(frame.bytes(), at, at + length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(length + " bytes of an address", e);
        }
    }
}
