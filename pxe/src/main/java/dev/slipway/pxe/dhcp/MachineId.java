package dev.slipway.pxe.dhcp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/// Option 97: the UUID of the machine (RFC 4578, chapter 2.3): a byte 0 and sixteen bytes as SMBIOS has them, the first
/// three fields least significant byte first.
public final class MachineId {

    private static final int BYTES = 17;

    private MachineId() {}

    /// The UUID as people read it. Empty where the option is missing, is something else, or says nothing: all bytes
    /// zero or all ones.
    public static Optional<UUID> of(DhcpOptions options) {
        byte[] bytes = options.bytes(DhcpOption.CLIENT_MACHINE_ID).orElse(new byte[0]);
        if (bytes.length != BYTES || bytes[0] != 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (in.getInt(1) & 0xffff_ffffL) << 32 | (in.getShort(5) & 0xffffL) << 16 | (in.getShort(7) & 0xffffL);
        long low = in.order(ByteOrder.BIG_ENDIAN).getLong(9);
        boolean nothing = (high == 0 && low == 0) || (high == -1 && low == -1);
        return nothing ? Optional.empty() : Optional.of(new UUID(high, low));
    }

    /// Whether an answer may repeat the option: clients of PXE compare it, and some firmwares send rubbish in it.
    public static boolean isSane(DhcpOptions options) {
        int place = options.place(DhcpOption.CLIENT_MACHINE_ID);
        return place >= 0 && options.lengthAt(place) == BYTES && options.byteAt(place, 0) == 0;
    }
}
