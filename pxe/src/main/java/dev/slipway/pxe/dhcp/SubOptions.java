package dev.slipway.pxe.dhcp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Options inside an option: those of PXE in 43, of relay agents in 82, of iPXE in 175. They have the same shape.
public final class SubOptions {

    /// PXE: how boot servers are found. Bit 3 says: do not look for any, take the file of this message.
    public static final int PXE_DISCOVERY_CONTROL = 6;

    public static final int PXE_DISCOVERY_NONE = 0x08;

    /// PXE: the kind of boot server that was chosen, and the layer; a boot server repeats it.
    public static final int PXE_BOOT_ITEM = 71;

    /// iPXE: it can fetch by HTTP.
    public static final int IPXE_HTTP = 0x13;

    /// iPXE: do not wait for answers of ProxyDHCP servers.
    public static final int IPXE_NO_PROXY_DHCP = 0xb0;

    /// iPXE: its version.
    public static final int IPXE_VERSION = 0xeb;

    private SubOptions() {}

    /// The options inside an option of a message. What is cut off is left out.
    public static DhcpOptions of(DhcpOptions options, int code) {
        return options.bytes(code).map(SubOptions::decode).orElse(DhcpOptions.empty());
    }

    private static DhcpOptions decode(byte[] bytes) {
        DhcpOptions.Builder inside = DhcpOptions.builder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int code = in.get() & 0xff;
            if (code == DhcpOption.END || (code != DhcpOption.PAD && !in.hasRemaining())) {
                break;
            }
            if (code == DhcpOption.PAD) {
                continue;
            }
            int length = in.get() & 0xff;
            if (length > in.remaining()) {
                break;
            }
            inside.add(code, in, in.position(), length);
            in.position(in.position() + length);
        }
        return inside.build();
    }

    /// The bytes of an option that holds these, each at most 255 bytes long, without an end: iPXE needs none and PXE
    /// says that it is optional.
    public static byte[] encode(DhcpOptions inside) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < inside.count(); i++) {
            out.write(inside.codeAt(i));
            out.write(inside.lengthAt(i));
            out.writeBytes(inside.bytesAt(i));
        }
        return out.toByteArray();
    }
}
