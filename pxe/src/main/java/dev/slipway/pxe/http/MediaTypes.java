package dev.slipway.pxe.http;

import java.util.Locale;
import java.util.Map;

/// Media types by the ending of a name. Firmwares that boot by HTTP go by those of EFI binaries and disk images
/// (UEFI specification, chapter 24.7.4).
public final class MediaTypes {

    private static final Map<String, String> BY_ENDING = Map.of(
            "efi", "application/efi",
            "iso", "application/vnd.efi-iso",
            "img", "application/vnd.efi-img",
            "json", "application/json",
            "ipxe", "text/plain; charset=utf-8",
            "cfg", "text/plain; charset=utf-8",
            "yaml", "text/plain; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    private MediaTypes() {}

    /// The type of what has that name.
    public static String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "application/octet-stream");
    }
}
