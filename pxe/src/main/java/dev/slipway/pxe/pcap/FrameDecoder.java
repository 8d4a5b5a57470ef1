package dev.slipway.pxe.pcap;

import dev.slipway.pxe.host.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Takes the headers of the link off a frame. Whatever the bytes are, there is a segment in them or none.
public final class FrameDecoder {

    // https://www.tcpdump.org/linktypes.html
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_COOKED_2 = 276;

    private static final int ETHERNET_BYTES = 14;
    private static final int VLAN_TAGS_MAX = 4;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;

    private FrameDecoder() {}

    /// Whether frames of that kind of link are understood at all.
    public static boolean knows(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, RAW_BSD, RAW_OPENBSD, RAW, LOOP, LINUX_COOKED, IPV4, IPV6, LINUX_COOKED_2 -> true;
            default -> false;
        };
    }

    /// What the frame carries, where that is UDP or TCP over IP.
    public static Optional<Segment> decode(Frame frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
        return switch (frame.linkType()) {
            case ETHERNET -> ethernet(frame, bytes);
            case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> IpDecoder.decode(frame, 0, Link.NONE);
            case NULL, LOOP -> IpDecoder.decode(frame, 4, Link.NONE);
            case LINUX_COOKED -> cooked(frame, bytes, 14, 4, 6, 16);
            case LINUX_COOKED_2 -> cooked(frame, bytes, 0, 11, 12, 20);
            default -> Optional.empty();
        };
    }

    /// The cards at both ends.
    record Link(Optional<MacAddress> sender, Optional<MacAddress> receiver) {
        static final Link NONE = new Link(Optional.empty(), Optional.empty());
    }

    private static Optional<Segment> ethernet(Frame frame, ByteBuffer bytes) {
        if (bytes.limit() < ETHERNET_BYTES) {
            return Optional.empty();
        }
        boolean toMany = (bytes.get(0) & 1) != 0;
        Link link = new Link(Optional.of(mac(bytes, 6)), toMany ? Optional.empty() : Optional.of(mac(bytes, 0)));
        return tagged(frame, bytes, 12, link);
    }

    /// From the type on; tags of VLANs (IEEE 802.1Q) stand before it.
    private static Optional<Segment> tagged(Frame frame, ByteBuffer bytes, int typeAt, Link link) {
        int at = typeAt;
        for (int tags = 0; tags <= VLAN_TAGS_MAX && at + 2 <= bytes.limit(); tags++) {
            int type = bytes.getShort(at) & 0xffff;
            if (type == TYPE_IPV4 || type == TYPE_IPV6) {
                return IpDecoder.decode(frame, at + 2, link);
            }
            if (type != 0x8100 && type != 0x88a8 && type != 0x9100) {
                return Optional.empty();
            }
            at += 4;
        }
        return Optional.empty();
    }

    /// What Linux gives where it captures on all interfaces; it tells the sender's card alone.
    private static Optional<Segment> cooked(
            Frame frame, ByteBuffer bytes, int typeAt, int lengthAt, int addressAt, int headerBytes) {
        if (bytes.limit() < headerBytes) {
            return Optional.empty();
        }
        int length = lengthAt == 4 ? bytes.getShort(4) : bytes.get(lengthAt);
        Link link =
                length == MacAddress.BYTES ? new Link(Optional.of(mac(bytes, addressAt)), Optional.empty()) : Link.NONE;
        int type = bytes.getShort(typeAt) & 0xffff;
        if (type == TYPE_IPV4 || type == TYPE_IPV6) {
            return IpDecoder.decode(frame, headerBytes, link);
        }
        // The tag's second half comes first after the header, then the type behind it.
        return type == 0x8100 ? tagged(frame, bytes, headerBytes + 2, link) : Optional.empty();
    }

    private static MacAddress mac(ByteBuffer bytes, int at) {
        byte[] address = new byte[MacAddress.BYTES];
        bytes.get(at, address);
        return MacAddress.of(address);
    }
}
