package dev.slipway.pxe.dhcp6;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// An option: its number and its bytes, which nobody changes.
///
/// @param code IANA's number
/// @param data the bytes, from position 0 to the limit
record Dhcp6Option(int code, ByteBuffer data) {

    static final int CLIENT_ID = 1;
    static final int SERVER_ID = 2;
    static final int IA_NA = 3;
    static final int IA_ADDRESS = 5;
    static final int RELAY_MESSAGE = 9;
    static final int STATUS_CODE = 13;
    static final int RAPID_COMMIT = 14;
    static final int USER_CLASS = 15;
    static final int VENDOR_CLASS = 16;
    static final int INTERFACE_ID = 18;
    static final int DNS_SERVERS = 23;
    static final int BOOT_FILE_URL = 59;
    static final int CLIENT_ARCHITECTURE = 61;
    static final int CLIENT_LINK_LAYER = 79;

    static Dhcp6Option of(int code, byte... bytes) {
        return new Dhcp6Option(code, ByteBuffer.wrap(bytes));
    }

    static Dhcp6Option ofText(int code, String text) {
        return of(code, text.getBytes(StandardCharsets.UTF_8));
    }

    int length() {
        return data.limit();
    }

    /// The bytes to read from, with a position of their own.
    ByteBuffer read() {
        return data.slice(0, data.limit());
    }

    String text() {
        return StandardCharsets.ISO_8859_1.decode(read()).toString();
    }
}
