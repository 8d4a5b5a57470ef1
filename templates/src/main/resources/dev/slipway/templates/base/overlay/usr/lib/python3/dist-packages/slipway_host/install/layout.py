"""The partitions of the installed disk: where each begins and how large it is. Computes only."""

from collections import namedtuple

from .failure import InstallFailure

MIB = 1 << 20
ALIGNMENT = MIB  # also the place of the first partition: block 2048 of 512 bytes, which the boot code knows
BIOS_MIB = 1
EFI_MIB = 64
OEM_MIB = 64
STATE_MIB_MIN = 2048  # so that later images, which grow, still fit twice
STATE_SPARE_MIB = 192  # journal, inodes and the loader's files
PERSISTENT_MIB_MIN = 512
LAST_MIB = 1  # the second partition table

BIOS, EFI, OEM, STATE, PERSISTENT = 1, 2, 3, 4, 5
FIRST_EXTRA = 6

TYPE_BIOS = "21686148-6449-6E6F-744E-656564454649"
TYPE_EFI = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
TYPE_LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
TYPE_DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"

# `start` and `size` in bytes; `filesystem` "none" where there is none.
Partition = namedtuple("Partition", "number name type start size filesystem label")


def plan(disk_bytes, settings, images_bytes, user_data_bytes=0):
    """The partitions in the order of their place on the disk.

    Numbers are fixed, as boot code and boot menu count on them; the place follows the size: whichever partition takes
    the rest of the disk is the last one.
    """
    wanted = wishes(settings, images_bytes, user_data_bytes)
    placed = []
    start = ALIGNMENT
    end = (disk_bytes - LAST_MIB * MIB) // ALIGNMENT * ALIGNMENT
    for number, name, kind, mib, filesystem, label in wanted:
        size = mib * MIB if mib else end - start
        placed.append(Partition(number, name, kind, start, size, filesystem, label))
        start += size
    least = bytes_needed(settings, images_bytes, user_data_bytes)
    if disk_bytes < least:
        raise InstallFailure("the disk is too small", "", f"{least // MIB} MiB are needed", "take a larger disk")
    return placed


def bytes_needed(settings, images_bytes, user_data_bytes=0):
    """The smallest disk that holds all partitions; the one that takes the rest needs its least."""
    wanted = wishes(settings, images_bytes, user_data_bytes)
    mib = sum(wish[3] or (PERSISTENT_MIB_MIN if wish[0] == PERSISTENT else 1) for wish in wanted)
    return ALIGNMENT + (mib + LAST_MIB) * MIB


def wishes(settings, images_bytes, user_data_bytes):
    """The partitions with sizes in MiB, 0 for the rest, which comes last."""
    persistent = (PERSISTENT, "COS_PERSISTENT", TYPE_LINUX, settings.persistent_mib, settings.persistent_filesystem,
                  "COS_PERSISTENT")
    extras = [(FIRST_EXTRA + index, extra.name or extra.label or f"extra-{index + 1}",
               TYPE_DATA if extra.filesystem == "vfat" else TYPE_LINUX, extra.mib, extra.filesystem, extra.label)
              for index, extra in enumerate(settings.extras)]
    ours = [
        (BIOS, "BIOS", TYPE_BIOS, BIOS_MIB, "none", ""),
        (EFI, "COS_GRUB", TYPE_EFI, EFI_MIB, "vfat", "COS_GRUB"),
        (OEM, "COS_OEM", TYPE_LINUX, oem_mib(settings, user_data_bytes), "ext4", "COS_OEM"),
        (STATE, "COS_STATE", TYPE_LINUX, state_mib(settings, images_bytes), "ext4", "COS_STATE"),
    ]
    return ours + ([persistent, *extras] if settings.persistent_mib else [*extras, persistent])


def oem_mib(settings, user_data_bytes):
    """COS_OEM: the user-data twice (a new version beside the old one), with room to spare."""
    least = 12 + 2 * -(-user_data_bytes // MIB)
    if settings.oem_mib is None:
        return max(OEM_MIB, least)
    if settings.oem_mib < least:
        raise too_small("oem", settings.oem_mib, least)
    return settings.oem_mib


def state_mib(settings, images_bytes):
    """COS_STATE: two sets of images, so that an upgrade can be written beside the running one."""
    one = -(-images_bytes * 102 // 100 // MIB) + 1
    if settings.state_mib is None:
        return max(STATE_MIB_MIN, 2 * one + STATE_SPARE_MIB)
    if settings.state_mib < one + STATE_SPARE_MIB:
        raise too_small("state", settings.state_mib, one + STATE_SPARE_MIB)
    return settings.state_mib


def too_small(name, mib, least):
    """The failure of a partition that cannot hold what it is for."""
    return InstallFailure(f"'install.partitions.{name}.size' is too small", "user-data",
                          f"it is {mib} MiB; {least} MiB are needed", "make it larger, or leave it out")


def script(partitions, sector_bytes, node):
    """The partitions as a script for sfdisk."""
    lines = ["label: gpt", f"first-lba: {ALIGNMENT // sector_bytes}"]
    lines += [f"{node(part.number)} : start={part.start // sector_bytes}, size={part.size // sector_bytes}, "
              f"type={part.type}, name=\"{part.name}\"" for part in partitions]
    return "\n".join(lines) + "\n"
