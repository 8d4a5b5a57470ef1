package dev.slipway.builder.disk;

import java.util.List;

/// An entry of `install.extra-partitions`.
///
/// @param name as the partition table is to tell it, or empty
/// @param mebibytes 0 for the rest of the disk
/// @param fileSystem `ext4`, `vfat` or `none`
/// @param label of the file system, or empty
record ExtraPartition(String name, long mebibytes, String fileSystem, String label) {

    static final int COUNT_MAX = 32;

    private static final List<String> KNOWN = List.of("ext2", "ext3", "ext4", "vfat", "none");
    private static final int NAME_MAX = 36;
    private static final int LABEL_MAX = 16;
    private static final int FAT_LABEL_MAX = 11;
    private static final int FAT_MEBIBYTES_MIN = 34;

    /// One entry; the file system defaults to ext2, as it does for Kairos.
    static ExtraPartition of(SettingNode entry) {
        if (!(entry.node() instanceof dev.slipway.builder.yaml.YamlMapping)) {
            throw entry.wrong("a mapping");
        }
        SettingNode kind = entry.get("fs");
        String fileSystem = kind.says() ? kind.text().orElse("") : "ext2";
        if (!KNOWN.contains(fileSystem)) {
            throw kind.wrong(String.join(" or ", KNOWN));
        }
        boolean fat = fileSystem.equals("vfat");
        long mebibytes = InstallSettings.mebibytes(entry, 1).orElse(0L);
        if (fat && mebibytes > 0 && mebibytes < FAT_MEBIBYTES_MIN) {
            throw entry.get("size").wrong("at least %d (MiB) for vfat".formatted(FAT_MEBIBYTES_MIN));
        }
        String name = plain(entry.get("name"), NAME_MAX);
        String label = plain(entry.get("label"), fat ? FAT_LABEL_MAX : LABEL_MAX);
        InstallSettings.requireOurs(fileSystem, kind);
        return new ExtraPartition(name, mebibytes, fileSystem, label);
    }

    /// The name in the partition table.
    String nameAt(int index) {
        if (!name.isEmpty()) {
            return name;
        }
        return label.isEmpty() ? "extra-" + (index + 1) : label;
    }

    /// A short plain text.
    private static String plain(SettingNode node, int lengthMax) {
        if (!node.says()) {
            return "";
        }
        String text = node.text().orElse("\0");
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '"' && c != '\\');
        if (!plain || text.length() > lengthMax || text.startsWith("-")) {
            throw node.wrong("at most %d plain ASCII characters".formatted(lengthMax));
        }
        return text;
    }
}
