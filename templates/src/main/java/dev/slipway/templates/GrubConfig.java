package dev.slipway.templates;

import java.util.List;

/// The boot menu of a medium, for GRUB under BIOS and UEFI alike.
///
/// @param searchFile a file that only this medium has: GRUB finds the medium by it
/// @param entries in the order of the menu; the first is the default
/// @param timeoutSeconds how long the menu waits
public record GrubConfig(String searchFile, List<Entry> entries, int timeoutSeconds) implements Template {

    public GrubConfig {
        entries = List.copyOf(entries);
    }

    @Override
    public String file() {
        return "grub.cfg.ftl";
    }

    /// One line of the menu.
    ///
    /// @param title what the menu shows
    /// @param kernel and `initrd`: paths on the medium
    /// @param arguments of the kernel; each is quoted where GRUB needs it
    public record Entry(String title, String kernel, String initrd, List<String> arguments) {
        public Entry {
            arguments = List.copyOf(arguments);
        }

        /// The arguments as GRUB reads them: one that holds a character with a meaning of its own is quoted.
        public String commandLine() {
            return String.join(" ", arguments.stream().map(Entry::quoted).toList());
        }

        /// An argument as GRUB reads it.
        public static String quoted(String argument) {
            return argument.matches("[A-Za-z0-9_./:=,+@%-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
        }
    }
}
