package dev.slipway.templates;

import java.util.ArrayList;
import java.util.List;

/// The boot menu of an installed disk, as the reference base's own installer writes it
/// (`slipway_host/install/menu.py`).
///
/// @param stateUuid the file system with kernel, initial file system and this menu
/// @param oemUuid the file system with the user-data
/// @param persistentUuid the file system with what is kept
/// @param consoles arguments of the kernel: `console=...`
/// @param arguments others, as the kernel splits them
public record InstalledGrubConfig(
        String stateUuid, String oemUuid, String persistentUuid, List<String> consoles, List<String> arguments)
        implements Template {

    private static final String PLAIN = "-_.,:=/+@%";

    public InstalledGrubConfig {
        consoles = List.copyOf(consoles);
        arguments = List.copyOf(arguments);
    }

    @Override
    public String file() {
        return "installed-grub.cfg.ftl";
    }

    /// All arguments of the kernel that both entries have, quoted for GRUB.
    public String commandLine() {
        List<String> words = new ArrayList<>(List.of(
                "boot=slipway",
                "slipway.state=" + stateUuid,
                "slipway.oem=" + oemUuid,
                "slipway.persistent=" + persistentUuid));
        words.addAll(consoles);
        words.addAll(arguments);
        return String.join(" ", words.stream().map(InstalledGrubConfig::quoted).toList());
    }

    /// GRUB itself puts quotes around what has white space in it, so that those of the kernel go.
    private static String quoted(String argument) {
        String word = argument.replace("\"", "");
        boolean plain = word.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
