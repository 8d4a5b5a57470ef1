package dev.slipway.image.iso9660;

/// Whose firmware a boot entry is for (El Torito 1.0, figure 2; UEFI 2.10, 13.3.2.1).
public enum BootPlatform {
    BIOS(0x00),
    POWER_PC(0x01),
    MAC(0x02),
    UEFI(0xEF);

    private final int id;

    BootPlatform(int id) {
        this.id = id;
    }

    /// The number in the catalog.
    public int id() {
        return id;
    }
}
