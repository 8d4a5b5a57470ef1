package dev.slipway.pxe.socket;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers of Linux's headers, the same on x86-64 and 64-bit ARM.
final class Numbers {

    static final int AF_INET = 2;
    static final int AF_PACKET = 17;
    static final int SOCK_DGRAM = 2;
    static final int CLOSE_ON_EXEC = 0x80000;
    static final int NON_BLOCKING = 0x800;

    static final int SOL_IP = 0;
    static final int IP_MTU = 14;
    static final int IP_PKTINFO = 8;

    static final int SOL_SOCKET = 1;
    static final int SO_REUSEADDR = 2;
    static final int SO_BROADCAST = 6;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_BINDTODEVICE = 25;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_RCVBUFFORCE = 33;

    static final int SOL_UDP = 17;
    static final int UDP_SEGMENT = 103;

    static final int ETH_P_IP = 0x0800;
    static final int ETH_P_ARP = 0x0806;

    static final int SIOCGIFMTU = 0x8921;
    static final int SIOCGIFHWADDR = 0x8927;
    static final int SIOCGIFINDEX = 0x8933;

    /// Of the network: the first byte is the highest.
    static final ValueLayout.OfShort NETWORK_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Numbers() {}
}
