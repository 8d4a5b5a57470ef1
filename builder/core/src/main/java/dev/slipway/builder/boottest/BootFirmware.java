package dev.slipway.builder.boottest;

import dev.slipway.machine.Firmware;

/// What the machine of a boot test starts with.
public enum BootFirmware {
    /// A legacy BIOS.
    BIOS(Firmware.SEABIOS),
    /// UEFI without Secure Boot.
    UEFI(Firmware.OVMF),
    /// UEFI that runs only what Microsoft's keys vouch for.
    UEFI_SECUREBOOT(Firmware.OVMF_SECURE_BOOT);

    private final Firmware firmware;

    BootFirmware(Firmware firmware) {
        this.firmware = firmware;
    }

    Firmware firmware() {
        return firmware;
    }
}
