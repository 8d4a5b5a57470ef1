package dev.slipway.builder.menu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One menu, line by line; what separates the lines stays as it is.
record MenuText(List<String> lines, MenuLanguage language) {

    /// What ISOLINUX starts that is no Linux: its own modules, boot sectors, memory tests.
    private static final Pattern NO_LINUX =
            Pattern.compile("(?i).*(?:\\.(?:c32|com|bin|bs|bss|0|img)|memtest\\S*)\\s*");

    private static final Pattern SYSLINUX_KERNEL = Pattern.compile("(?s)(\\s*)(?i:linux|kernel)\\s+\\S.*");
    private static final Pattern SYSLINUX_ENTRY = Pattern.compile("(?s)\\s*(?i:label)\\s+\\S.*");
    private static final Pattern SYSTEMD_KERNEL = Pattern.compile("(?s)linux\\s+\\S.*");

    static MenuText of(String path, String text) {
        return new MenuText(List.of(text.split("\n", -1)), MenuLanguage.of(path, text));
    }

    /// How many entries start a kernel.
    long kernelLines() {
        return entries().stream().filter(entry -> entry.startsKernel(language)).count();
    }

    /// The text in which every entry that starts a kernel has these arguments.
    String withArguments(List<String> arguments) {
        List<String> changed = new ArrayList<>();
        entries().forEach(entry -> changed.addAll(entry.with(arguments, language)));
        return String.join("\n", changed);
    }

    /// GRUB gives each kernel its arguments in its own line; for the others a kernel and its arguments are two lines of
    /// one entry.
    private List<Entry> entries() {
        if (language == MenuLanguage.SYSTEMD_BOOT) {
            return List.of(new Entry(lines));
        }
        List<Entry> entries = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (language == MenuLanguage.GRUB || SYSLINUX_ENTRY.matcher(line).matches()) {
                entries.add(new Entry(current));
                current = new ArrayList<>();
            }
            current.add(line);
        }
        entries.add(new Entry(current));
        return entries;
    }

    /// Replaces a label wherever one is looked for: `LABEL=` of a kernel line, and the options of GRUB's `search`.
    static String withLabel(String text, String before, String now) {
        String label = "(['\"]?)" + Pattern.quote(before) + "(?![A-Za-z0-9_.-])";
        String replacement = "$1$2" + Matcher.quoteReplacement(now);
        return text.replaceAll("(LABEL=)" + label, replacement)
                .replaceAll(
                        "(?m)(^[ \\t]*search[ \\t](?:.*[ \\t])?(?:--(?:fs-)?label|-l)[ \\t=]+)" + label, replacement)
                .replaceAll("(?m)(^[ \\t]*search[ \\t].*(?:--(?:fs-)?label|-l)[ \\t].*[ \\t])" + label, replacement);
    }

    /// Lines that belong together.
    record Entry(List<String> lines) {
        Entry {
            lines = List.copyOf(lines);
        }

        boolean startsKernel(MenuLanguage language) {
            return switch (language) {
                case GRUB -> argumentLine(language).isPresent();
                case SYSLINUX ->
                    isLinux()
                            && (kernelLine(SYSLINUX_KERNEL) >= 0
                                    || argumentLine(language).isPresent());
                case SYSTEMD_BOOT ->
                    kernelLine(SYSTEMD_KERNEL) >= 0 || argumentLine(language).isPresent();
            };
        }

        List<String> with(List<String> arguments, MenuLanguage language) {
            if (arguments.isEmpty() || !startsKernel(language)) {
                return lines;
            }
            List<String> changed = new ArrayList<>(lines);
            Optional<Integer> existing = argumentLine(language);
            if (existing.isPresent()) {
                int at = existing.get();
                changed.set(
                        at,
                        KernelLine.parse(lines.get(at), language).orElseThrow().with(arguments));
                return changed;
            }
            String word = language == MenuLanguage.SYSLINUX ? "append " : "options ";
            int kernel = kernelLine(language == MenuLanguage.SYSLINUX ? SYSLINUX_KERNEL : SYSTEMD_KERNEL);
            String line = lines.get(kernel);
            String indent =
                    line.substring(0, line.length() - line.stripLeading().length());
            String end = line.endsWith("\r") ? "\r" : "";
            changed.add(kernel + 1, indent + word + String.join(" ", arguments) + end);
            return changed;
        }

        /// The last line with arguments: of several, ISOLINUX takes that one.
        private Optional<Integer> argumentLine(MenuLanguage language) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (KernelLine.parse(lines.get(i), language).isPresent()) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }

        private int kernelLine(Pattern pattern) {
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).matches()) {
                    return i;
                }
            }
            return -1;
        }

        private boolean isLinux() {
            int kernel = kernelLine(SYSLINUX_KERNEL);
            String line = kernel < 0 ? "" : lines.get(kernel);
            return line.strip().toLowerCase(Locale.ROOT).startsWith("linux")
                    || !NO_LINUX.matcher(line).matches();
        }
    }
}
