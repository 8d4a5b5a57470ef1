package dev.slipway.pxe.host;

import java.util.Arrays;
import java.util.Optional;

/// What a client says of its processor and firmware, in DHCP option 93 (RFC 4578, chapter 2.1) and DHCPv6 option 61
/// (RFC 5970, chapter 3.3), by the numbers of IANA's registry "Processor Architecture Types".
public enum ClientArchitecture {
    BIOS(0x00, "bios", false),
    EFI_IA32(0x06, "efi-ia32", false),
    EFI_X64(0x07, "efi-x64", false),
    /// EFI byte code; firmwares for x64 have long said this in place of 7.
    EFI_BYTE_CODE(0x09, "efi-bc", false),
    EFI_ARM32(0x0a, "efi-arm32", false),
    EFI_ARM64(0x0b, "efi-arm64", false),
    HTTP_IA32(0x0f, "http-ia32", true),
    HTTP_X64(0x10, "http-x64", true),
    HTTP_BYTE_CODE(0x11, "http-bc", true),
    HTTP_ARM32(0x12, "http-arm32", true),
    HTTP_ARM64(0x13, "http-arm64", true),
    HTTP_BIOS(0x14, "http-bios", true);

    private final int code;
    private final String text;
    private final boolean http;

    ClientArchitecture(int code, String text, boolean http) {
        this.code = code;
        this.text = text;
        this.http = http;
    }

    /// The architecture of that number.
    public static Optional<ClientArchitecture> ofCode(int code) {
        return Arrays.stream(values()).filter(one -> one.code == code).findFirst();
    }

    /// The architecture of that name, as [#text()] writes it.
    public static Optional<ClientArchitecture> named(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }

    /// IANA's number.
    public int code() {
        return code;
    }

    /// The name that users write.
    public String text() {
        return text;
    }

    /// Whether the firmware asks for an HTTP URL (UEFI specification, chapter 24.7).
    public boolean isHttpBoot() {
        return http;
    }
}
