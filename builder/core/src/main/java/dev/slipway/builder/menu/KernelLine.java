package dev.slipway.builder.menu;

import dev.slipway.templates.GrubConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of a boot menu that gives the kernel its arguments: `linux` of GRUB, `append` of ISOLINUX, `options` of
/// systemd-boot.
///
/// @param start up to the arguments that may be added
/// @param end what must stay behind them: `---` and what follows, which is for the system that gets installed; in
///     GRUB's language also what begins another command
/// @param language how words are quoted
record KernelLine(String start, String end, MenuLanguage language) {

    /// GRUB starts memory tests as if they were kernels; arguments are not for them.
    private static final Pattern GRUB =
            Pattern.compile("(?s)\\s*linux(?:efi|16)?\\s+(?!\\S*memtest[^\\s/]*(?:\\s|$))\\S.*");

    private static final Pattern SYSLINUX = Pattern.compile("(?s)\\s*(?i:append)\\s+\\S.*");
    private static final Pattern SYSTEMD_BOOT = Pattern.compile("(?s)options\\s+\\S.*");
    private static final Pattern INSTALLED_SYSTEM = Pattern.compile("(?s)\\s+---?(?:\\s.*)?$");

    static Optional<KernelLine> parse(String line, MenuLanguage language) {
        Pattern pattern = switch (language) {
            case GRUB -> GRUB;
            case SYSLINUX -> SYSLINUX;
            case SYSTEMD_BOOT -> SYSTEMD_BOOT;
        };
        if (!pattern.matcher(line).matches()) {
            return Optional.empty();
        }
        int command = language == MenuLanguage.GRUB ? GrubWords.endOfCommand(line) : line.length();
        Matcher installed = INSTALLED_SYSTEM.matcher(line.substring(0, command));
        int split = installed.find()
                ? installed.start()
                : line.substring(0, command).stripTrailing().length();
        return Optional.of(new KernelLine(line.substring(0, split), line.substring(split), language));
    }

    /// The line with those of the arguments that it does not have yet.
    String with(List<String> arguments) {
        Set<String> present = new HashSet<>(words());
        List<String> parts = new ArrayList<>();
        parts.add(start);
        for (String argument : arguments) {
            if (present.add(argument)) {
                parts.add(language == MenuLanguage.GRUB ? GrubConfig.Entry.quoted(argument) : argument);
            }
        }
        return String.join(" ", parts) + end;
    }

    private List<String> words() {
        return language == MenuLanguage.GRUB
                ? GrubWords.of(start)
                : List.of(start.strip().split("\\s+"));
    }
}
