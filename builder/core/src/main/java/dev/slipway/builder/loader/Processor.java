package dev.slipway.builder.loader;

import java.util.List;

/// The processors for which there are UEFI loaders, with the names that their files have (UEFI 2.10, 3.5.1.1).
public enum Processor {
    X64("BOOTX64.EFI", "x64", "x86_64", "x86_64-efi-signed", "grub-efi-amd64-signed", "ttyS0"),
    AARCH64("BOOTAA64.EFI", "aa64", "aarch64", "arm64-efi-signed", "grub-efi-arm64-signed", "ttyAMA0");

    private final String removableMediumLoader;
    private final String suffix;
    private final String kernelName;
    private final String grubDirectory;
    private final String grubPackage;
    private final String serialPort;

    Processor(
            String removableMediumLoader,
            String suffix,
            String kernelName,
            String grubDirectory,
            String grubPackage,
            String serialPort) {
        this.removableMediumLoader = removableMediumLoader;
        this.suffix = suffix;
        this.kernelName = kernelName;
        this.grubDirectory = grubDirectory;
        this.grubPackage = grubPackage;
        this.serialPort = serialPort;
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

    /// Where Debian and Ubuntu, openSUSE (and Kairos made of it), and Fedora have it.
    List<String> shimPlaces() {
        String file = "usr/lib/shim/shim" + suffix + ".efi.signed";
        return List.of(
                file,
                file + ".latest",
                "usr/share/efi/" + kernelName + "/shim.efi",
                "boot/efi/EFI/fedora/shim" + suffix + ".efi");
    }

    /// The GRUB that reads CDs, in the same distributions.
    List<String> grubPlaces() {
        return List.of(
                "usr/lib/grub/" + grubDirectory + "/gcd" + suffix + ".efi.signed",
                "usr/share/efi/" + kernelName + "/grub.efi",
                "boot/efi/EFI/fedora/gcd" + suffix + ".efi");
    }

    /// What Debian's installed systems boot with: the loaders that the reference base has.
    String installedShim() {
        return "usr/lib/shim/shim" + suffix + ".efi.signed";
    }

    /// The GRUB that looks for its menu in `EFI/debian`, beside itself.
    String installedGrub() {
        return "usr/lib/grub/" + grubDirectory + "/grub" + suffix + ".efi.signed";
    }

    List<String> installedKeyManagers() {
        String file = "usr/lib/shim/mm" + suffix + ".efi";
        return List.of(file + ".signed", file);
    }

    List<String> keyManagerPlaces() {
        String file = "usr/lib/shim/mm" + suffix + ".efi";
        return List.of(
                file + ".signed",
                file,
                "usr/share/efi/" + kernelName + "/MokManager.efi",
                "boot/efi/EFI/fedora/mm" + suffix + ".efi");
    }

    /// Kernel arguments that show what happens on the screen and on the serial port.
    public List<String> consoles() {
        return List.of("console=tty0", "console=" + serialPort + ",115200");
    }

    String grubPackage() {
        return grubPackage;
    }

    /// Whether machines with this processor may have a BIOS.
    public boolean hasBios() {
        return this == X64;
    }
}
