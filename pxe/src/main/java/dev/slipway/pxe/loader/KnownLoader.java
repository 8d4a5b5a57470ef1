package dev.slipway.pxe.loader;

import java.util.List;
import java.util.Optional;

/// A boot loader as Debian's packages bring it.
///
/// @param name under which machines ask for it: shim asks for the others of its kind by the names that it has built in
/// @param places where it lies, in releases of today and tomorrow
/// @param debianPackage that brings it
record KnownLoader(String name, List<String> places, String debianPackage) {

    private static final String IPXE = "/usr/lib/ipxe/";
    private static final String SHIM = "/usr/lib/shim/";
    private static final String GRUB = "/usr/lib/grub/";

    /// The signed GRUB that shim asks for has to be the one for networks: it looks for its configuration on the server.
    static final List<KnownLoader> ALL = List.of(
            ipxe("undionly.kpxe", "undionly.kpxe"),
            ipxe("ipxe.pxe", "ipxe.pxe"),
            ipxe("ipxe.efi", "ipxe.efi"),
            ipxe("snponly.efi", "snponly.efi"),
            ipxe("ipxe-ia32.efi", "ipxe-ia32.efi", "ipxe-i386.efi"),
            ipxe("ipxe-arm64.efi", "ipxe-arm64.efi", "arm64-efi/ipxe.efi"),
            ipxe("snponly-arm64.efi", "snponly-arm64.efi", "arm64-efi/snponly.efi"),
            new KnownLoader("shimx64.efi", List.of(SHIM + "shimx64.efi.signed"), "shim-signed"),
            new KnownLoader("mmx64.efi", List.of(SHIM + "mmx64.efi.signed"), "shim-helpers-amd64-signed"),
            new KnownLoader(
                    "grubx64.efi", List.of(GRUB + "x86_64-efi-signed/grubnetx64.efi.signed"), "grub-efi-amd64-signed"),
            new KnownLoader("shimaa64.efi", List.of(SHIM + "shimaa64.efi.signed"), "shim-signed:arm64"),
            new KnownLoader("mmaa64.efi", List.of(SHIM + "mmaa64.efi.signed"), "shim-helpers-arm64-signed"),
            new KnownLoader(
                    "grubaa64.efi",
                    List.of(GRUB + "arm64-efi-signed/grubnetaa64.efi.signed"),
                    "grub-efi-arm64-signed"));

    private static KnownLoader ipxe(String name, String... places) {
        return new KnownLoader(
                name, List.of(places).stream().map(place -> IPXE + place).toList(), "ipxe");
    }

    static Optional<KnownLoader> named(String name) {
        return ALL.stream().filter(loader -> loader.name.equals(name)).findFirst();
    }
}
