package dev.slipway.builder.disk;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.UserData;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What the user-data's `install` wants of a disk, as the reference base's installer reads it
/// (`slipway_host/install/settings.py`). What says which disk, and what comes after the installation, has no
/// meaning here.
///
/// @param oemMebibytes the size of COS_OEM, where it is told
/// @param stateMebibytes the size of COS_STATE, where it is told
/// @param persistentMebibytes the size of COS_PERSISTENT, 0 for the rest of the disk
/// @param extras in their order
/// @param arguments words for the kernel's command line
record InstallSettings(
        Optional<Long> oemMebibytes,
        Optional<Long> stateMebibytes,
        long persistentMebibytes,
        List<ExtraPartition> extras,
        List<String> arguments) {

    static final long PERSISTENT_MEBIBYTES_MIN = 512;

    private static final int OEM_MEBIBYTES_MIN = 16;
    /// 16 TiB: more than a file system of ours has.
    private static final long MEBIBYTES_MAX = 1L << 24;
    private static final List<String> EXT = List.of("ext2", "ext3", "ext4");

    InstallSettings {
        extras = List.copyOf(extras);
        arguments = List.copyOf(arguments);
    }

    /// Reads them.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where the installer would refuse them, or where they
    ///     ask for a file system that only it can make
    static InstallSettings of(UserData userData) {
        SettingNode root = new SettingNode(
                "", userData.document().root(), userData.document().name());
        SettingNode install = root.section("install");
        InstallRemarks.refuse(install);
        SettingNode partitions = install.section("partitions");
        fileSystem(partitions, "oem", List.of("ext4"));
        fileSystem(partitions, "state", List.of("ext4"));
        SettingNode persistent = partitions.section("persistent");
        requireOurs(fileSystem(partitions, "persistent", EXT), persistent.get("fs"));
        InstallSettings settings = new InstallSettings(
                mebibytes(partitions.section("oem"), OEM_MEBIBYTES_MIN),
                mebibytes(partitions.section("state"), 1),
                mebibytes(persistent, PERSISTENT_MEBIBYTES_MIN).orElse(0L),
                extras(install.get("extra-partitions")),
                words(install.section("grub_options")));
        settings.requireOneToTakeTheRest(install.get("extra-partitions"));
        return settings;
    }

    private static List<ExtraPartition> extras(SettingNode listed) {
        List<SettingNode> items = listed.items();
        if (items.size() > ExtraPartition.COUNT_MAX) {
            throw listed.wrong("a list of at most %d partitions".formatted(ExtraPartition.COUNT_MAX));
        }
        return items.stream().map(ExtraPartition::of).toList();
    }

    /// A size in MiB, empty where it is not given.
    static Optional<Long> mebibytes(SettingNode block, long minimum) {
        SettingNode size = block.get("size");
        Optional<BigInteger> value = size.integer();
        if (size.isNull() || value.equals(Optional.of(BigInteger.ZERO))) {
            return Optional.empty();
        }
        return Optional.of(value.filter(number -> number.compareTo(BigInteger.valueOf(minimum)) >= 0
                        && number.compareTo(BigInteger.valueOf(MEBIBYTES_MAX)) <= 0)
                .orElseThrow(() -> size.wrong("a whole number of MiB, at least " + minimum))
                .longValueExact());
    }

    private static String fileSystem(SettingNode partitions, String name, List<String> allowed) {
        SettingNode node = partitions.section(name).get("fs");
        String value = node.says() ? node.text().orElse("") : "ext4";
        if (!allowed.contains(value)) {
            throw node.wrong(String.join(" or ", allowed));
        }
        return value;
    }

    /// The installer makes others, too, with the tools of its medium.
    static void requireOurs(String fileSystem, SettingNode node) {
        if (fileSystem.equals("ext2") || fileSystem.equals("ext3")) {
            throw node.problem("a disk that is laid out has no file system %s".formatted(fileSystem))
                    .because(node.says() ? "'%s' asks for it".formatted(node.path()) : "it is what is made unasked")
                    .fix("write '%s: ext4', or build the disk with --installer".formatted(node.path()))
                    .exception();
        }
    }

    private static List<String> words(SettingNode options) {
        List<String> words = new ArrayList<>();
        for (String key : List.of("extra_cmdline", "extra_active_cmdline")) {
            SettingNode node = options.get(key);
            if (!node.says()) {
                continue;
            }
            String text = node.text().orElse("\0");
            if (!text.codePoints().allMatch(c -> Character.isWhitespace(c) || !Character.isISOControl(c))) {
                throw node.wrong("a line of text");
            }
            words.addAll(KernelWords.of(text));
        }
        return words;
    }

    /// Only one partition can take what is left, and among the extra ones only the last.
    private void requireOneToTakeTheRest(SettingNode listed) {
        for (int i = 0; i < extras.size(); i++) {
            if (extras.get(i).mebibytes() > 0) {
                continue;
            }
            if (i < extras.size() - 1) {
                throw listed.problem("'install.extra-partitions[%d]' has no size".formatted(i))
                        .because("only the last partition can take the rest of the disk")
                        .fix("give it a size in MiB")
                        .exception();
            }
            if (persistentMebibytes == 0) {
                throw listed.problem("two partitions want the rest of the disk")
                        .because("COS_PERSISTENT takes it, and so does 'install.extra-partitions[%d]'".formatted(i))
                        .fix("give one a size: 'install.partitions.persistent.size', or that of the extra partition")
                        .exception();
            }
        }
    }

    /// Where another site's settings differ from these, by name: what this one has and what that one has.
    SequencedMap<String, String> differences(InstallSettings other) {
        SequencedMap<String, String> found = new LinkedHashMap<>();
        Map<String, Object> ours = values();
        other.values().forEach((key, value) -> {
            if (!value.equals(ours.get(key))) {
                found.put(key, "%s, and here %s".formatted(ours.get(key), value));
            }
        });
        return found;
    }

    private Map<String, Object> values() {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        values.put("install.partitions.oem.size", size(oemMebibytes));
        values.put("install.partitions.state.size", size(stateMebibytes));
        values.put("install.partitions.persistent.size", persistentMebibytes);
        values.put("install.extra-partitions", extras);
        values.put("install.grub_options", arguments);
        return values;
    }

    private static Object size(Optional<Long> mebibytes) {
        return mebibytes.map(String::valueOf).orElse("not given");
    }

    /// The failure of a partition that cannot hold what it is for.
    static Problem tooSmall(String name, long mebibytes, long least) {
        return Problem.input("disk.install-setting", "'install.partitions.%s.size' is too small".formatted(name))
                .because("it is %d MiB; %d MiB are needed".formatted(mebibytes, least))
                .fix("make it larger, or leave it out");
    }
}
