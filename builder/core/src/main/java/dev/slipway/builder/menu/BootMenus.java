package dev.slipway.builder.menu;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;

/// The boot menus of a medium, found by their names and places.
///
/// @param files their text, by path; bytes that are not ASCII pass unchanged
public record BootMenus(Map<String, String> files) {

    private static final int SIZE_BYTES_MAX = 1 << 20;
    private static final int MENUS_MAX = 256;

    /// The directories that boot loaders read.
    private static final List<String> PLACES =
            List.of("boot/", "isolinux/", "syslinux/", "efi/", "loader/", "grub/", "grub2/");

    public BootMenus {
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /// Finds the menus of a tree.
    public static BootMenus of(Directory tree) throws IOException {
        Map<String, RegularFile> found = new LinkedHashMap<>();
        tree.walk((path, node) -> {
            if (isMenu(path, node) && found.size() < MENUS_MAX) {
                found.put(path, (RegularFile) node);
            }
        });
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, RegularFile> file : found.entrySet()) {
            byte[] bytes = file.getValue().content().toByteArray(SIZE_BYTES_MAX);
            files.put(file.getKey(), new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return new BootMenus(files);
    }

    private static boolean isMenu(String path, Node node) {
        String lower = path.toLowerCase(Locale.ROOT);
        return (lower.endsWith(".cfg") || lower.endsWith(".conf"))
                && PLACES.stream().anyMatch(lower::startsWith)
                && node instanceof RegularFile file
                && file.content().size() <= SIZE_BYTES_MAX;
    }

    /// How many entries start a kernel whose arguments we know how to add to.
    public long kernelLines() {
        return files.entrySet().stream()
                .mapToLong(file -> MenuText.of(file.getKey(), file.getValue()).kernelLines())
                .sum();
    }

    /// The entries that start a kernel, menu by menu, in the order in which they stand.
    public List<MenuEntry> entries() {
        return files.entrySet().stream()
                .flatMap(file -> EntryReading.of(file.getKey(), file.getValue()).stream())
                .toList();
    }

    /// The same menus in which every entry that starts a kernel has these arguments.
    public BootMenus withArguments(List<String> arguments) {
        return changed((path, text) -> MenuText.of(path, text).withArguments(arguments));
    }

    /// The same menus with one label of a medium in the place of another.
    public BootMenus withLabel(String before, String now) {
        return changed((path, text) -> MenuText.withLabel(text, before, now));
    }

    /// Those that differ from what they were before.
    public BootMenus differingFrom(BootMenus before) {
        Map<String, String> different = new LinkedHashMap<>();
        files.forEach((path, text) -> {
            if (!text.equals(before.files.get(path))) {
                different.put(path, text);
            }
        });
        return new BootMenus(different);
    }

    /// The bytes of each menu.
    public Map<String, Image> contents() {
        Map<String, Image> contents = new LinkedHashMap<>();
        files.forEach((path, text) -> contents.put(path, Image.ofBytes(text.getBytes(StandardCharsets.ISO_8859_1))));
        return contents;
    }

    private BootMenus changed(BinaryOperator<String> change) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((path, text) -> texts.put(path, change.apply(path, text)));
        return new BootMenus(texts);
    }
}
