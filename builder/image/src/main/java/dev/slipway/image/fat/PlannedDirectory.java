package dev.slipway.image.fat;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A directory with the names that its entries will have, checked to be possible on FAT.
final class PlannedDirectory {

    /// A directory is at most 2 MiB long (specification 1.03).
    static final int SLOTS_MAX = 65_536;

    /// How deep directories may be nested. Paths have at most 260 characters (specification 1.03), so others stop at
    /// 130.
    static final int DEPTH_MAX = 256;

    private static final long FILE_BYTES_MAX = 0xFFFF_FFFFL;

    private final Directory directory;
    private final List<Entry> entries = new ArrayList<>();
    private final int slots;

    private PlannedDirectory(Directory directory, String prefix, int depth, int ownSlots) {
        if (depth > DEPTH_MAX) {
            throw new UnsupportedOnFatException(
                    prefix, "is nested deeper than the %d levels that FAT is used with".formatted(DEPTH_MAX));
        }
        this.directory = directory;
        Map<String, FileName> folded = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (FileName name : directory.entries().keySet()) {
            String text = LongNames.of(name, prefix + name);
            FileName clashing = folded.put(LongNames.folded(text), name);
            if (clashing != null) {
                throw new UnsupportedOnFatException(
                        prefix + name, "differs from '%s' in upper and lower case only".formatted(clashing));
            }
            names.add(text);
        }
        Map<String, ShortName> shortNames = ShortNames.choose(names);
        int count = ownSlots;
        int index = 0;
        for (var child : directory.entries().entrySet()) {
            String name = names.get(index++);
            Entry entry = entry(name, shortNames, child.getValue(), prefix + child.getKey(), depth + 1);
            entries.add(entry);
            count += entry.slots();
        }
        if (count > SLOTS_MAX) {
            throw new UnsupportedOnFatException(
                    prefix,
                    "has too many entries: FAT directories hold %d of 13 letters each".formatted(SLOTS_MAX / 2));
        }
        slots = count;
    }

    /// Plans the names of a whole tree.
    ///
    /// @param hasLabel whether the label takes an entry of the root directory
    static PlannedDirectory ofRoot(Directory root, boolean hasLabel) {
        return new PlannedDirectory(root, "", 0, hasLabel ? 1 : 0);
    }

    private static Entry entry(String name, Map<String, ShortName> shortNames, Node node, String path, int depth) {
        ShortName shortName = shortNames.get(name);
        if (shortName == null) {
            throw new AssertionError("every name has a short one");
        }
        // Entries `.` and `..` take two.
        PlannedDirectory below = switch (node) {
            case Directory child -> new PlannedDirectory(child, path + "/", depth, 2);
            case RegularFile file -> {
                checkSize(file, path);
                yield null;
            }
            case Symlink ignored ->
                throw new UnsupportedOnFatException(path, "is a symbolic link, which FAT does not have");
            case Special special ->
                throw new UnsupportedOnFatException(
                        path,
                        "is a %s, which FAT does not have"
                                .formatted(special.kind()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ')));
        };
        return new Entry(name, shortName, node, below);
    }

    private static void checkSize(RegularFile file, String path) {
        if (file.content().size() > FILE_BYTES_MAX) {
            throw new UnsupportedOnFatException(
                    path,
                    "has %d bytes: files on FAT are smaller than 4 GiB"
                            .formatted(file.content().size()));
        }
    }

    Directory directory() {
        return directory;
    }

    List<Entry> entries() {
        return entries;
    }

    /// The length in entries of 32 bytes.
    int slots() {
        return slots;
    }

    /// One name.
    ///
    /// @param below the directory behind the name, or null where it is a file
    record Entry(
            String name,
            ShortName shortName,
            Node node,
            @Nullable PlannedDirectory below) {

        /// The entries of the long name; none where the short one says it all.
        int longNameSlots() {
            return name.equals(shortName.text(0)) ? 0 : LongNameEntry.countFor(name);
        }

        int slots() {
            return longNameSlots() + 1;
        }
    }
}
