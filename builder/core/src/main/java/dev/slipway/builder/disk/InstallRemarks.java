package dev.slipway.builder.disk;

import dev.slipway.builder.userdata.UserData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What the user-data's `install` says that a disk of ours does not do: refused where another disk would result
/// than the one that was asked for, told where the machine can do without.
final class InstallRemarks {

    private static final String OWN_SYSTEM = "the disk gets the system of its base";
    private static final Map<String, String> REFUSED = ordered(
            "no-format", "the disk is always partitioned and formatted",
            "encrypted_partitions", "nothing is encrypted, and an open partition is not what was asked for",
            "image", OWN_SYSTEM,
            "source", OWN_SYSTEM,
            "system", OWN_SYSTEM);
    private static final Map<String, String> TOLD = ordered(
            "bind_mounts",
            "/var, /home, /root, /opt, /srv, /usr/local and what changes in /etc are kept; other places are not",
            "bundles",
            "bundles are not installed",
            "env",
            "variables are not set for the installer",
            "extra-dirs-rootfs",
            "the root file system of the base is installed as it is",
            "ephemeral_mounts",
            "the installed system has no ephemeral mounts of its own",
            "passive",
            "there is no passive system",
            "recovery-system",
            "there is no recovery system",
            "grub-entry-name",
            "the menu's entry is called Slipway",
            "ssh_hardening",
            "SSH stays as the base configures it",
            "skip_copy_kcrypt_plugin",
            "there is no such plugin");
    private static final List<String> GRUB = List.of(
            "default_fallback",
            "default_menu_entry",
            "extra_passive_cmdline",
            "extra_recovery_cmdline",
            "next_entry",
            "saved_entry");
    private static final List<String> STAGES = List.of("before-install", "after-install", "after-install-chroot");

    private InstallRemarks() {}

    private static SequencedMap<String, String> ordered(String... pairs) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static void refuse(SettingNode install) {
        REFUSED.forEach((key, why) -> {
            SettingNode node = install.get(key);
            if (node.says()) {
                throw node.problem("'install.%s' cannot be honoured".formatted(key))
                        .because(why)
                        .fix("take 'install.%s' out of the user-data".formatted(key))
                        .exception();
            }
        });
    }

    /// What is not done, one line each.
    static List<String> of(UserData userData) {
        SettingNode root = new SettingNode(
                "", userData.document().root(), userData.document().name());
        SettingNode install = root.section("install");
        List<String> told = new ArrayList<>();
        TOLD.forEach((key, why) -> tell(told, install.get(key), why));
        tell(told, install.get("device"), "the disk is the one that is made, whatever the machine calls it");
        SettingNode partitions = install.section("partitions");
        tell(told, partitions.get("recovery"), "there is no recovery partition");
        for (String name : List.of("oem", "state", "persistent")) {
            String always = "the partition is always called COS_" + name.toUpperCase(Locale.ROOT);
            tell(told, partitions.section(name).get("name"), always);
        }
        for (String key : GRUB) {
            tell(told, install.section("grub_options").get(key), "not applied to an installed disk");
        }
        SettingNode stages = root.section("stages");
        for (String stage : STAGES) {
            for (String part : List.of("", ".before", ".after")) {
                tell(told, stages.get(stage + part), "not applied: nothing is installed");
            }
        }
        return told;
    }

    private static void tell(List<String> told, SettingNode node, String why) {
        boolean automatic = node.text().equals(Optional.of("auto"));
        if (node.says() && !automatic) {
            told.add(node.path() + ": " + why);
        }
    }
}
