"""The block devices of this machine, as sysfs tells of them, and why one cannot be installed to."""

import os
from collections import namedtuple

SECTOR_BYTES = 512  # sysfs counts in these, whatever the disk's own sectors are
STACK_DEPTH_MAX = 8  # a file on a partition on a RAID ...: deeper stacks are a loop of ours
ISO_SIGNATURE_OFFSET = 0x8001
ISO_SIGNATURE = b"CD001"

# `obstacle` is why nothing can be installed to it, empty where it can; `asked_for_only` why only by its name.
Disk = namedtuple("Disk", "name path bytes sector_bytes model obstacle asked_for_only")

NOT_DISKS = (("sr", "a CD drive"), ("fd", "a floppy drive"), ("ram", "memory"), ("zram", "memory"),
             ("dm-", "a device-mapper device"), ("md", "a software RAID"), ("nbd", "a network block device"))


def disks_of(places):
    """All block devices that are not partitions, in the order of their names."""
    busy = devices_in_use(places)
    return [disk_of(places, name, busy) for name in sorted(os.listdir(f"{places.sys}/block"))]


def disk_of(places, name, busy):
    """One block device, with the first reason against it."""
    folder = f"{places.sys}/block/{name}"
    size = number(f"{folder}/size") * SECTOR_BYTES
    path = f"{places.dev}/{name.replace('!', '/')}"
    obstacle = obstacle_of(places, name, folder, size, busy)
    asked_for_only = ""
    if not obstacle and holds_iso(path):
        asked_for_only = "holds a CD image: only when asked for"
    return Disk(name, path, size, number(f"{folder}/queue/logical_block_size") or SECTOR_BYTES, model_of(folder),
                obstacle, asked_for_only)


def obstacle_of(places, name, folder, size, busy):
    """Why a device cannot be installed to, or nothing."""
    for prefix, kind in NOT_DISKS:
        if name.startswith(prefix) and name[len(prefix):].isdigit():
            return kind
    if name.startswith("loop") and not places.loop_allowed:
        return "a loop device"
    if name.startswith("mmcblk") and ("boot" in name or "rpmb" in name):
        return "a boot area of a memory card"
    if size == 0:
        return "empty, or no medium in it"
    numbers = {line_of(f"{folder}/dev")} | {line_of(f"{folder}/{part}/dev") for part in partitions_of(folder, name)}
    for device in sorted(numbers - {""}):
        if device in busy:
            return busy[device]
    holders = holders_of(folder, name)
    if holders:
        return f"in use by {', '.join(holders)}"
    if number(f"{folder}/ro"):
        return "read-only"
    return ""


def partitions_of(folder, name):
    """The names of a disk's partitions."""
    return sorted(part for part in os.listdir(folder)
                  if part.startswith(name) and os.path.exists(f"{folder}/{part}/partition"))


def holders_of(folder, name):
    """What is stacked upon a disk or its partitions."""
    found = set()
    for below in [folder] + [f"{folder}/{part}" for part in partitions_of(folder, name)]:
        if os.path.isdir(f"{below}/holders"):
            found.update(os.listdir(f"{below}/holders"))
    return sorted(found)


def model_of(folder):
    """Who made it and what it is called, as far as the kernel knows."""
    words = [line_of(f"{folder}/device/{name}") for name in ("vendor", "model", "name")]
    # virtio tells its vendor as a number only, which tells nobody anything.
    model = " ".join(word for word in words if word and not word.startswith("0x"))[:40]
    return model or ("virtio disk" if os.path.basename(folder).startswith("vd") else "")


def holds_iso(path):
    """Whether a disk holds the image of a CD: an installer's stick, also one that is no longer mounted (toram)."""
    try:
        with open(path, "rb", buffering=0) as file:
            file.seek(ISO_SIGNATURE_OFFSET)
            return file.read(len(ISO_SIGNATURE)) == ISO_SIGNATURE
    except OSError:
        return False


def devices_in_use(places):
    """Device numbers ("8:1") with what they are used for; devices below others count as well."""
    busy = {}
    for device, mount_point in mounts_of(places):
        live = mount_point == places.live or mount_point.startswith(places.live + "/")
        claim(places, busy, device, "the medium" if live else f"mounted at {mount_point}", 0)
    for line in lines_of(places.swaps)[1:]:
        try:
            rdev = os.stat(line.split()[0]).st_rdev
        except OSError:
            continue
        claim(places, busy, f"{os.major(rdev)}:{os.minor(rdev)}", "used as swap", 0)
    return busy


def claim(places, busy, device, use, depth):
    """Notes the use of a device and of those below it; the medium is the better reason, as people know it."""
    folder = f"{places.sys}/dev/block/{device}"
    if depth > STACK_DEPTH_MAX or not os.path.isdir(folder):
        return
    if busy.get(device) != "the medium":
        busy[device] = use
    if os.path.exists(f"{folder}/partition"):
        # The whole disk, so that an extended partition's or a hybrid image's neighbours are safe as well.
        claim(places, busy, line_of(f"{os.path.realpath(folder)}/../dev"), use, depth + 1)
    if os.path.isdir(f"{folder}/slaves"):
        for below in os.listdir(f"{folder}/slaves"):
            claim(places, busy, line_of(f"{folder}/slaves/{below}/dev"), use, depth + 1)
    backing = line_of(f"{folder}/loop/backing_file")
    if backing and os.path.exists(backing):
        # A device number, 0:N where the file is on no disk.
        number_of_disk = os.stat(backing).st_dev
        claim(places, busy, f"{os.major(number_of_disk)}:{os.minor(number_of_disk)}", use, depth + 1)


def mounts_of(places):
    """Pairs of device number and mount point."""
    found = []
    for line in lines_of(places.mountinfo):
        fields = line.split()
        if len(fields) > 4:
            found.append((fields[2], unescape(fields[4])))
    return found


def unescape(text):
    """A path of mountinfo, where white space and backslashes are octal."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def lines_of(path):
    """The lines of a file of the kernel, none where it is not there."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []


def line_of(path):
    """The first line without the white space around it."""
    lines = lines_of(path)
    return lines[0].strip() if lines else ""


def number(path):
    """A number in a file of the kernel, 0 where there is none."""
    line = line_of(path)
    return int(line) if line.isdigit() else 0
