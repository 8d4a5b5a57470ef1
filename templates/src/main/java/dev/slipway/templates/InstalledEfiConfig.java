package dev.slipway.templates;

/// What the signed GRUB on the EFI partition of an installed disk finds: it leads to the menu.
///
/// @param stateUuid the file system with the menu
public record InstalledEfiConfig(String stateUuid) implements Template {

    @Override
    public String file() {
        return "installed-efi.cfg.ftl";
    }
}
