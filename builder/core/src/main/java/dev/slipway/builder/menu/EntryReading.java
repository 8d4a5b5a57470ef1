package dev.slipway.builder.menu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads the entries of one menu, line by line, in the order in which they stand.
final class EntryReading {

    private static final int ENTRIES_MAX = 256;
    private static final String INITRD_ARGUMENT = "initrd=";
    private static final Pattern DEVICE = Pattern.compile("\\([^)]*\\)");

    private final MenuLanguage language;
    private final String directory;
    private final List<MenuEntry> entries = new ArrayList<>();
    private String kernel = "";
    private List<String> initrds = new ArrayList<>();
    private List<String> arguments = List.of();

    private EntryReading(MenuLanguage language, String directory) {
        this.language = language;
        this.directory = directory;
    }

    /// @param path of the menu on its medium
    static List<MenuEntry> of(String path, String text) {
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        EntryReading reading = new EntryReading(MenuLanguage.of(path, text), directory);
        text.lines().forEach(reading::read);
        reading.end();
        return reading.entries;
    }

    private void read(String line) {
        List<String> words = language == MenuLanguage.GRUB
                ? GrubWords.of(line)
                : Arrays.stream(line.strip().split("\\s+")).toList();
        if (words.size() < 2) {
            return;
        }
        String word = words.getFirst().toLowerCase(Locale.ROOT);
        List<String> rest = words.subList(1, words.size());
        switch (language) {
            case GRUB -> readGrub(word, rest);
            case SYSLINUX -> readSyslinux(word, rest);
            case SYSTEMD_BOOT -> readSystemd(word, rest);
        }
    }

    private void readGrub(String word, List<String> rest) {
        switch (word) {
            case "menuentry", "submenu" -> end();
            case "linux", "linuxefi", "linux16" -> {
                end();
                kernel = rest.getFirst();
                arguments = rest.subList(1, rest.size());
            }
            case "initrd", "initrdefi", "initrd16" -> initrds.addAll(rest);
            default -> {}
        }
    }

    private void readSyslinux(String word, List<String> rest) {
        switch (word) {
            case "label" -> end();
            case "kernel", "linux" -> kernel = rest.getFirst();
            case "initrd" -> addInitrds(rest.getFirst());
            case "append" -> {
                arguments = rest.stream()
                        .filter(argument -> !argument.startsWith(INITRD_ARGUMENT))
                        .toList();
                rest.stream()
                        .filter(argument -> argument.startsWith(INITRD_ARGUMENT))
                        .forEach(argument -> addInitrds(argument.substring(INITRD_ARGUMENT.length())));
            }
            default -> {}
        }
    }

    private void addInitrds(String separatedByCommas) {
        initrds.addAll(Arrays.asList(separatedByCommas.split(",")));
    }

    private void readSystemd(String word, List<String> rest) {
        switch (word) {
            case "linux" -> kernel = rest.getFirst();
            case "initrd" -> initrds.addAll(rest);
            case "options" -> arguments = rest;
            default -> {}
        }
    }

    private void end() {
        if (!kernel.isEmpty() && entries.size() < ENTRIES_MAX) {
            entries.add(new MenuEntry(
                    onMedium(kernel), initrds.stream().map(this::onMedium).toList(), arguments));
        }
        kernel = "";
        initrds = new ArrayList<>();
        arguments = List.of();
    }

    /// ISOLINUX looks beside its menu where a path does not begin at the root.
    private String onMedium(String path) {
        String plain = DEVICE.matcher(path).replaceFirst("");
        if (plain.startsWith("/")) {
            return plain.replaceFirst("^/+", "");
        }
        return language == MenuLanguage.SYSLINUX ? directory + plain : plain;
    }
}
