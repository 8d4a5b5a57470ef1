package dev.slipway.ova.ovf;

/// What starts the machine. The names are VMware's values of the setting `firmware`.
public enum Firmware {
    BIOS("bios"),
    EFI("efi");

    private final String setting;

    Firmware(String setting) {
        this.setting = setting;
    }

    /// As it stands in a descriptor.
    public String setting() {
        return setting;
    }
}
