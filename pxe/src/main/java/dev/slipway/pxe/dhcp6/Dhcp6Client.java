package dev.slipway.pxe.dhcp6;

import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/// Who asks by IPv6. Its card is in its identifier (RFC 8415, chapter 11), in what a relay agent adds (RFC 6939), or in
/// its link-local address; firmwares identify themselves by the UUID of SMBIOS (RFC 6355).
///
/// @param client the machine
/// @param firmware what runs on it
record Dhcp6Client(BootClient client, Firmware firmware) {

    private static final int DUID_LINK_TIME = 1;
    private static final int DUID_LINK = 3;
    private static final int DUID_UUID = 4;
    private static final int ETHERNET = 1;
    private static final int CLASS_OFFSET = 6;

    static Optional<Dhcp6Client> of(Dhcp6Message message, Optional<MacAddress> told, Inet6Address from) {
        ByteBuffer duid =
                message.option(Dhcp6Option.CLIENT_ID).map(Dhcp6Option::read).orElseGet(() -> ByteBuffer.allocate(0));
        Optional<MacAddress> mac = told.or(() -> ofDuid(duid)).or(() -> ofLinkLocal(from.getAddress()));
        return mac.map(card -> new Dhcp6Client(
                new BootClient(card, uuid(duid), Optional.empty(), Optional.empty(), architecture(message)),
                firmware(message)));
    }

    private static Optional<MacAddress> ofDuid(ByteBuffer duid) {
        if (duid.limit() < 4 || duid.getShort(2) != ETHERNET) {
            return Optional.empty();
        }
        int offset = switch (duid.getShort(0)) {
            case DUID_LINK_TIME -> 8;
            case DUID_LINK -> 4;
            default -> duid.limit();
        };
        return duid.limit() == offset + MacAddress.BYTES ? Optional.of(mac(duid, offset)) : Optional.empty();
    }

    static MacAddress mac(ByteBuffer in, int offset) {
        byte[] bytes = new byte[MacAddress.BYTES];
        in.get(offset, bytes);
        return MacAddress.of(bytes);
    }

    private static Optional<MacAddress> ofLinkLocal(byte[] a) {
        if (a[0] != (byte) 0xfe || a[11] != (byte) 0xff || a[12] != (byte) 0xfe) {
            return Optional.empty();
        }
        return Optional.of(MacAddress.of(new byte[] {(byte) (a[8] ^ 2), a[9], a[10], a[13], a[14], a[15]}));
    }

    private static Optional<UUID> uuid(ByteBuffer duid) {
        boolean given = duid.limit() == 18 && duid.getShort(0) == DUID_UUID;
        return given ? Optional.of(new UUID(duid.getLong(2), duid.getLong(10))) : Optional.empty();
    }

    private static Optional<ClientArchitecture> architecture(Dhcp6Message message) {
        return message.option(Dhcp6Option.CLIENT_ARCHITECTURE)
                .filter(option -> option.length() >= 2)
                .flatMap(option -> ClientArchitecture.ofCode(option.data().getShort(0) & 0xffff));
    }

    private static Firmware firmware(Dhcp6Message message) {
        String user =
                message.option(Dhcp6Option.USER_CLASS).map(Dhcp6Option::text).orElse("");
        if (user.contains(Firmware.OUR_USER_CLASS)) {
            return Firmware.OUR_IPXE;
        }
        if (user.contains("iPXE")) {
            return Firmware.IPXE;
        }
        String vendor = message.option(Dhcp6Option.VENDOR_CLASS)
                .map(Dhcp6Option::text)
                .filter(text -> text.length() > CLASS_OFFSET)
                .map(text -> text.substring(CLASS_OFFSET))
                .orElse("");
        Optional<ClientArchitecture> architecture = architecture(message);
        if (vendor.startsWith("HTTPClient")) {
            return Firmware.EFI_HTTP;
        }
        if (architecture.isEmpty()) {
            return vendor.startsWith("PXEClient") ? Firmware.UNKNOWN_ARCHITECTURE : Firmware.NONE;
        }
        return architecture.get().isHttpBoot() ? Firmware.EFI_HTTP : Firmware.EFI_PXE;
    }
}
