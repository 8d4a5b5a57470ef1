package dev.slipway.builder.loader;

import java.util.List;

/// The processors for which there are UEFI loaders, with the names that their files have (UEFI 2.10, 3.5.1.1).
public enum Processor {
    X64("BOOTX64.EFI", "x64", "x86_64-efi-signed", "grub-efi-amd64-signed"),
    AARCH64("BOOTAA64.EFI", "aa64", "arm64-efi-signed", "grub-efi-arm64-signed");

    private final String removableMediumLoader;
    private final String suffix;
    private final String grubDirectory;
    private final String grubPackage;

    Processor(String removableMediumLoader, String suffix, String grubDirectory, String grubPackage) {
        this.removableMediumLoader = removableMediumLoader;
        this.suffix = suffix;
        this.grubDirectory = grubDirectory;
        this.grubPackage = grubPackage;
    }

    /// The file in `/EFI/BOOT` that firmware starts from a removable medium.
    String removableMediumLoader() {
        return removableMediumLoader;
    }

    /// The name under which shim looks for GRUB, beside itself.
    String grubName() {
        return "grub" + suffix + ".efi";
    }

    /// The name under which shim looks for its key manager, beside itself.
    String keyManagerName() {
        return "mm" + suffix + ".efi";
    }

    List<String> shimPlaces() {
        String file = "usr/lib/shim/shim" + suffix + ".efi.signed";
        return List.of(file, file + ".latest");
    }

    List<String> grubPlaces() {
        return List.of("usr/lib/grub/" + grubDirectory + "/gcd" + suffix + ".efi.signed");
    }

    List<String> keyManagerPlaces() {
        String file = "usr/lib/shim/mm" + suffix + ".efi";
        return List.of(file + ".signed", file);
    }

    String grubPackage() {
        return grubPackage;
    }

    /// Whether machines with this processor may have a BIOS.
    public boolean hasBios() {
        return this == X64;
    }
}
