"""Erases a disk, partitions it and makes the file systems."""

import errno
import os

from .disks import SECTOR_BYTES, line_of, number, partitions_of
from .failure import InstallFailure
from .layout import MIB, script

POLL_SECONDS = 0.1
BUSY_SECONDS_MAX = 10
NODES_SECONDS_MAX = 20
ANNOUNCED_SECONDS = 1  # the kernel has read the table by the time sfdisk ends, unless it could not
ERASED_PER_PARTITION = 2 * MIB  # FAT's tables of the EFI partition end below, as do all signatures


# A BIOS that finds a partition table runs the boot code before it, whatever it is. This hands back (INT 18h), so that the
# BIOS goes on to the next device, the medium; a BIOS that does not gets a processor that rests.
NO_BOOT_CODE = b"\xcd\x18\xf4\xeb\xfd"


def make_unbootable(disk, layout):
    """Takes from the disk what firmware, loaders and udev would still find there. Synced when this returns.

    The boot code goes first, then the partition tables, then the beginnings of the places where the new partitions will
    be: an EFI partition of an earlier installation would otherwise come back, loader and all, with the new table.
    """
    zeros = bytes(MIB)
    descriptor = open_alone(disk.path)
    try:
        try:
            os.pwrite(descriptor, zeros[:disk.sector_bytes], 0)
            os.fsync(descriptor)
            os.pwrite(descriptor, zeros, 0)
            os.pwrite(descriptor, zeros, disk.bytes - MIB)
            os.fsync(descriptor)
            for part in layout:
                for offset in range(0, min(part.size, ERASED_PER_PARTITION), MIB):
                    os.pwrite(descriptor, zeros, part.start + offset)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise write_failure("the disk could not be erased", disk.path, error) from error


def leave_to_next_device(disk):
    """Gives a disk with a partition table boot code that boots nothing."""
    try:
        descriptor = os.open(disk.path, os.O_RDWR | os.O_CLOEXEC)
        try:
            sector = os.pread(descriptor, disk.sector_bytes, 0)
            os.pwrite(descriptor, NO_BOOT_CODE + sector[len(NO_BOOT_CODE):], 0)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise write_failure("the disk could not be made to boot nothing", disk.path, error) from error


def open_alone(path):
    """Opens a disk that nobody else uses: fails where anything of it is mounted, even if sysfs did not tell.

    A tool of a run that was killed may still be at work on it, and is waited for.
    """
    import time

    deadline = time.monotonic() + BUSY_SECONDS_MAX
    while True:
        try:
            return os.open(path, os.O_RDWR | os.O_EXCL | os.O_CLOEXEC)
        except OSError as error:
            if error.errno != errno.EBUSY or time.monotonic() >= deadline:
                raise InstallFailure("the disk could not be opened", path, error.strerror or str(error),
                                     "unplug what uses it, or name another one; nothing was written to it") from error
        time.sleep(POLL_SECONDS)


def write_failure(what, where, error):
    """A failure of writing, with what it means."""
    return InstallFailure(what, where, error.strerror or str(error),
                          "the disk may be failing or write-protected: try another one; this one does not boot now")


def partition(places, tools, disk, layout):
    """Writes the partition table and returns the device nodes by the partitions' numbers."""
    tools.run("sfdisk", "--quiet", "--lock=yes", "--wipe=always", "--wipe-partitions=always", disk.path,
              given=script(layout, disk.sector_bytes, lambda index: node_name(disk.path, index)),
              purpose="write the partition table", where=disk.path)
    found = wait_for_nodes(places, disk, layout, ANNOUNCED_SECONDS)
    if not found:
        # A kernel that was busy, or cannot read this kind of table itself, is told partition by partition.
        tools.run("partx", "--update", disk.path, purpose="announce the partitions to the kernel", where=disk.path)
        found = wait_for_nodes(places, disk, layout, NODES_SECONDS_MAX)
    if not found:
        raise InstallFailure("the new partitions did not appear", disk.path,
                             f"not all of them were there after {NODES_SECONDS_MAX} s", "restart the machine and try again")
    return found


def node_name(path, index):
    """What the kernel will call a partition: names that end in a digit get a p."""
    return f"{path}p{index}" if path[-1].isdigit() else f"{path}{index}"


def wait_for_nodes(places, disk, layout, seconds):
    """The nodes, once all partitions are known at their new places; nothing after the time is over."""
    import time

    deadline = time.monotonic() + seconds
    while True:
        nodes = nodes_of(places, disk, layout)
        if len(nodes) == len(layout):
            return nodes
        if time.monotonic() >= deadline:
            return {}
        time.sleep(POLL_SECONDS)


def nodes_of(places, disk, layout):
    """The device nodes of those partitions that the kernel knows as they were planned."""
    folder = f"{places.sys}/block/{disk.name}"
    places_of = {part.number: (part.start // SECTOR_BYTES, part.size // SECTOR_BYTES) for part in layout}
    nodes = {}
    for name in partitions_of(folder, disk.name):
        index = number(f"{folder}/{name}/partition")
        known = (number(f"{folder}/{name}/start"), number(f"{folder}/{name}/size"))
        node = f"{places.dev}/{name.replace('!', '/')}"
        if places_of.get(index) == known and is_node(node, line_of(f"{folder}/{name}/dev")):
            nodes[index] = node
    return nodes


def is_node(path, device):
    """Whether a path leads to the device with a number, and not to one that is just being replaced."""
    try:
        rdev = os.stat(path).st_rdev
    except OSError:
        return False
    return f"{os.major(rdev)}:{os.minor(rdev)}" == device


def make_filesystem(tools, part, node, uuid, sector_bytes):
    """Makes the file system of a partition; what can be left for later is, as this is what people wait for."""
    purpose = f"make the file system of {part.name}"
    if part.filesystem == "vfat":
        # FAT32 as UEFI says for disks, but it needs more sectors than a small partition with large ones has.
        bits = "32" if sector_bytes == SECTOR_BYTES else "16"
        tools.run("mkfs.vfat", "-F", bits, "-i", uuid[:8], *(("-n", part.label) if part.label else ()), node,
                  purpose=purpose, where=node)
    elif part.filesystem != "none":
        tools.run(f"mkfs.{part.filesystem}", "-q", "-F", *features(part), "-U", uuid,
                  *(("-L", part.label) if part.label else ()), node, purpose=purpose, where=node)


def features(part):
    """Options of mkfs: GRUB reads COS_STATE, and does not know the newest features."""
    options = ["-E", "nodiscard,lazy_itable_init=1" + ("" if part.filesystem == "ext2" else ",lazy_journal_init=1")]
    if part.name == "COS_STATE":
        # A handful of large files.
        options += ["-m", "0", "-i", "1048576", "-O", "^metadata_csum_seed,^orphan_file"]
    return options
