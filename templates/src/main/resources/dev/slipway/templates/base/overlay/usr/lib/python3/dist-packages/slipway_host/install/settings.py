"""What the user-data wants of the installer: `install`, and the older `stylus.reboot`."""

from collections import namedtuple

from .failure import InstallFailure

EXT = ("ext2", "ext3", "ext4")
EXTRA_FILESYSTEMS = (*EXT, "vfat", "none")
EXTRA_PARTITIONS_MAX = 32
NAME_CHARACTERS_MAX = 36  # of a GPT partition name
PERSISTENT_MIB_MIN = 512
OEM_MIB_MIN = 16

ExtraPartition = namedtuple("ExtraPartition", "name mib filesystem label")

# Sizes in MiB; None where the installer works the size out, 0 where a partition takes the rest of the disk.
Settings = namedtuple(
    "Settings",
    "device oem_mib state_mib persistent_mib persistent_filesystem extras arguments ending eject told",
)

# What would give another machine than the one that was asked for: then none is better.
REFUSED = {
    "no-format": "the installer always partitions and formats the disk",
    "encrypted_partitions": "the installer does not encrypt, and an open partition is not what was asked for",
    "image": "the installer writes the system of its own medium",
    "source": "the installer writes the system of its own medium",
    "system": "the installer writes the system of its own medium",
}

# What the machine can do without; whoever installs is told.
TOLD = {
    "bind_mounts": "/var, /home, /root, /opt, /srv, /usr/local and what changes in /etc are kept; other places are not",
    "bundles": "bundles are not installed",
    "env": "variables are not set for the installer",
    "extra-dirs-rootfs": "the root file system of the medium is installed as it is",
    "ephemeral_mounts": "the installed system has no ephemeral mounts of its own",
    "passive": "there is no passive system",
    "recovery-system": "there is no recovery system",
    "grub-entry-name": "the menu's entry is called Slipway",
    "force": "an existing system is always installed over",
    "ssh_hardening": "SSH stays as the base configures it",
    "skip_copy_kcrypt_plugin": "there is no such plugin",
}
TOLD_GRUB = ("default_fallback", "default_menu_entry", "extra_passive_cmdline", "extra_recovery_cmdline",
             "next_entry", "saved_entry")
STAGES_OF_INSTALLATION = ("before-install", "after-install", "after-install-chroot")


def settings_of(document):
    """The settings that a parsed user-data holds; `document` may be empty, but must be a mapping."""
    told = []
    install = section(document, "install")
    for key, why in REFUSED.items():
        if install.get(key):
            raise InstallFailure(f"'install.{key}' cannot be honoured", "user-data", why,
                                 f"take 'install.{key}' out of the user-data and build the medium again")
    told += [f"install.{key}: {why}" for key, why in TOLD.items() if install.get(key)]
    partitions = section(install, "partitions", "install.")
    tell_partitions(partitions, told)
    extras = extra_partitions(install)
    persistent = persistent_mib(partitions)
    check_one_takes_the_rest(persistent, extras)
    told += [f"stages.{stage}: not applied by this installer"
             for name in STAGES_OF_INSTALLATION for stage in (name, f"{name}.before", f"{name}.after")
             if section(document, "stages").get(stage)]
    return Settings(
        device=device(install),
        oem_mib=mib(section(partitions, "oem", "install.partitions."), "install.partitions.oem.size", OEM_MIB_MIN),
        state_mib=mib(section(partitions, "state", "install.partitions."), "install.partitions.state.size", 1),
        persistent_mib=persistent,
        persistent_filesystem=filesystem(partitions, "persistent", EXT),
        extras=extras,
        arguments=arguments(section(install, "grub_options", "install."), told),
        ending=ending(install, section(document, "stylus")),
        eject=flag(document, "eject-cd", "") or False,
        told=tuple(told),
    )


def section(parent, key, prefix=""):
    """The mapping below `key`, empty where there is none."""
    value = parent.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise wrong(f"{prefix}{key}", "a mapping", value)
    return value


def flag(parent, key, prefix):
    """True, False, or None where it is not there."""
    value = parent.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise wrong(f"{prefix}{key}", "true or false", value)


def wrong(key, expected, found):
    """The failure of a value of the wrong kind. Its text is shown, as nothing read here is a secret."""
    return InstallFailure(f"'{key}' must be {expected}", "user-data", f"it is {str(found)[:60]!r}",
                          "correct the user-data and build the medium again")


def device(install):
    """The disk that is asked for, or None for the largest."""
    value = install.get("device")
    if value in (None, "", "auto"):
        return None
    if isinstance(value, str) and value.startswith("script://"):
        raise InstallFailure("'install.device' names a script, which this installer does not run", "user-data",
                             f"it is {value[:60]!r}", "name a disk (/dev/...), or take the line out for the largest")
    if not isinstance(value, str) or not value.startswith("/dev/") or len(value) <= len("/dev/"):
        raise wrong("install.device", "auto or a path below /dev", value)
    return value


def ending(install, stylus):
    """What comes after the installation: poweroff, reboot or stay.

    `install.poweroff` wins over `install.reboot`. `stylus.reboot` is read only where it is written down and
    `install.reboot` is not: its default "true" stands on the oldest page alone, newer ones default to staying on the
    completion screen, and a machine that restarts unasked with its medium in installs again, for ever.
    """
    reboot = flag(install, "reboot", "install.")
    older = flag(stylus, "reboot", "stylus.")
    if flag(install, "poweroff", "install."):
        return "poweroff"
    return "reboot" if (older if reboot is None else reboot) else "stay"


def mib(block, key, minimum):
    """A size in MiB, or None where it is not given."""
    value = block.get("size")
    if value in (None, 0) and not isinstance(value, bool):
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < minimum:
        raise wrong(key, f"a whole number of MiB, at least {minimum}", value)
    return value


def persistent_mib(partitions):
    """The size of COS_PERSISTENT, 0 for the rest of the disk."""
    block = section(partitions, "persistent", "install.partitions.")
    return mib(block, "install.partitions.persistent.size", PERSISTENT_MIB_MIN) or 0


def filesystem(partitions, name, allowed):
    """The file system of one of our partitions."""
    value = section(partitions, name, "install.partitions.").get("fs") or "ext4"
    if value not in allowed:
        raise wrong(f"install.partitions.{name}.fs", " or ".join(allowed), value)
    return value


def tell_partitions(partitions, told):
    """Checks what of `install.partitions` has one value only, and tells what has no meaning here."""
    filesystem(partitions, "oem", ("ext4",))
    filesystem(partitions, "state", ("ext4",))
    if partitions.get("recovery"):
        told.append("install.partitions.recovery: there is no recovery partition")
    for name in ("oem", "state", "persistent"):
        if section(partitions, name, "install.partitions.").get("name"):
            told.append(f"install.partitions.{name}.name: the partition is always called COS_{name.upper()}")


def extra_partitions(install):
    """The partitions of `install.extra-partitions`, in their order."""
    listed = install.get("extra-partitions") or []
    if not isinstance(listed, list) or len(listed) > EXTRA_PARTITIONS_MAX:
        raise wrong("install.extra-partitions", f"a list of at most {EXTRA_PARTITIONS_MAX} partitions", listed)
    return tuple(extra_partition(entry, f"install.extra-partitions[{index}]") for index, entry in enumerate(listed))


def extra_partition(entry, key):
    """One entry; the file system defaults to ext2, as it does for Kairos."""
    if not isinstance(entry, dict):
        raise wrong(key, "a mapping", entry)
    kind = entry.get("fs") or "ext2"
    if kind not in EXTRA_FILESYSTEMS:
        raise wrong(f"{key}.fs", " or ".join(EXTRA_FILESYSTEMS), kind)
    size = mib(entry, f"{key}.size", 1)
    if kind == "vfat" and size is not None and size < 34:
        raise wrong(f"{key}.size", "at least 34 (MiB) for vfat", size)
    label = text(entry, "label", key, 11 if kind == "vfat" else 16)
    return ExtraPartition(text(entry, "name", key, NAME_CHARACTERS_MAX), size or 0, kind, label)


def text(entry, name, key, characters_max):
    """A short plain text, which goes into the partition table's script or a tool's argument."""
    value = entry.get(name) or ""
    plain = isinstance(value, str) and value.isascii() and value.isprintable() and '"' not in value and "\\" not in value
    if not plain or len(value) > characters_max or value.startswith("-"):
        raise wrong(f"{key}.{name}", f"at most {characters_max} plain ASCII characters", value)
    return value


def check_one_takes_the_rest(persistent, extras):
    """Only one partition can take what is left, and among the extra ones only the last."""
    open_ended = [index for index, extra in enumerate(extras) if extra.mib == 0]
    if open_ended and open_ended != [len(extras) - 1]:
        raise InstallFailure(f"'install.extra-partitions[{open_ended[0]}]' has no size", "user-data",
                             "only the last partition can take the rest of the disk", "give it a size in MiB")
    if open_ended and persistent == 0:
        raise InstallFailure("two partitions want the rest of the disk", "user-data",
                             f"COS_PERSISTENT takes it, and so does 'install.extra-partitions[{open_ended[0]}]'",
                             "give one a size: 'install.partitions.persistent.size', or that of the extra partition")


def arguments(grub_options, told):
    """Words for the kernel's command line; there is only the active system, so its own words count as well."""
    told += [f"install.grub_options.{key}: not applied by this installer" for key in TOLD_GRUB if grub_options.get(key)]
    words = []
    for key in ("extra_cmdline", "extra_active_cmdline"):
        value = grub_options.get(key) or ""
        if not isinstance(value, str) or not all(c.isprintable() or c.isspace() for c in value):
            raise wrong(f"install.grub_options.{key}", "a line of text", value)
        words.append(" ".join(value.split()))
    return " ".join(word for word in words if word)
