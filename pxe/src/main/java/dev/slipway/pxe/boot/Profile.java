package dev.slipway.pxe.boot;

import java.util.List;

/// How machines of a kind are installed.
///
/// @param name by which hosts name it
/// @param installer the name of what they boot
/// @param arguments for the kernel's command line, behind those that the installer needs
/// @param way how it comes to them
public record Profile(String name, String installer, List<String> arguments, Way way) {

    public Profile {
        arguments = List.copyOf(arguments);
    }

    /// How an installer comes to a machine.
    public enum Way {
        /// Kernel and initial file system, which fetch the rest: works everywhere, and with the least memory.
        KERNEL,
        /// The whole image, as a disk in memory.
        IMAGE
    }
}
