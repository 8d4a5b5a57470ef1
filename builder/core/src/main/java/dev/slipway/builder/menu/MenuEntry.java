package dev.slipway.builder.menu;

import java.util.List;

/// An entry of a boot menu that starts a kernel.
///
/// @param kernel its path on the medium, without a slash in front
/// @param initrds the initial file systems, in the order in which they are loaded; likewise
/// @param arguments of the kernel's command line
public record MenuEntry(String kernel, List<String> initrds, List<String> arguments) {

    public MenuEntry {
        initrds = List.copyOf(initrds);
        arguments = List.copyOf(arguments);
    }
}
