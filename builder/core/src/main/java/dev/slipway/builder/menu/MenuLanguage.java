package dev.slipway.builder.menu;

import java.util.Locale;
import java.util.regex.Pattern;

/// The languages in which boot menus are written. The same word means different things in them: `linux` names the
/// kernel with its arguments for GRUB, and nothing but the kernel for ISOLINUX and systemd-boot.
enum MenuLanguage {
    GRUB,
    SYSLINUX,
    SYSTEMD_BOOT;

    private static final Pattern SYSLINUX_NAME = Pattern.compile("(?:iso|sys|ext|pxe)linux");
    private static final Pattern SYSLINUX_ENTRY = Pattern.compile("(?im)^[ \\t]*label[ \\t]+\\S");
    private static final Pattern GRUB_ENTRY = Pattern.compile("(?m)^[ \\t]*(?:menuentry|submenu)[ \\t]");

    /// The language of a menu, by its place and then by its content.
    static MenuLanguage of(String path, String text) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith("loader/")) {
            return SYSTEMD_BOOT;
        }
        if (SYSLINUX_NAME.matcher(lower).find()) {
            return SYSLINUX;
        }
        boolean syslinux =
                SYSLINUX_ENTRY.matcher(text).find() && !GRUB_ENTRY.matcher(text).find();
        return syslinux && !lower.endsWith("grub.cfg") ? SYSLINUX : GRUB;
    }
}
