package dev.slipway.pxe.lease;

import dev.slipway.pxe.host.MacAddress;
import java.util.HexFormat;

/// Who a client is for the leases of a network (RFC 2131, chapter 2): by the identifier that it sends, else
/// by its card. An identifier that only repeats the card is the card, so that loaders and systems of one
/// machine share an address.
///
/// @param mac the card
/// @param clientId option 61 in hexadecimal; empty where it is missing or repeats the card
public record ClientKey(MacAddress mac, String clientId) {

    private static final int ID_BYTES_MAX = 64;
    private static final int ETHERNET = 1;

    /// The client with that card and that identifier, which may be empty.
    public static ClientKey of(MacAddress mac, byte[] id) {
        boolean repeats = id.length == 1 + MacAddress.BYTES && id[0] == ETHERNET && same(mac, id);
        if (id.length < 2 || id.length > ID_BYTES_MAX || repeats) {
            return new ClientKey(mac, "");
        }
        // The card stays out: who moves to another card with its identifier moves with its address.
        return new ClientKey(new MacAddress(0), HexFormat.of().formatHex(id));
    }

    private static boolean same(MacAddress mac, byte[] id) {
        for (int i = 0; i < MacAddress.BYTES; i++) {
            if (id[1 + i] != (byte) (mac.value() >>> (8 * (MacAddress.BYTES - 1 - i)))) {
                return false;
            }
        }
        return true;
    }
}
