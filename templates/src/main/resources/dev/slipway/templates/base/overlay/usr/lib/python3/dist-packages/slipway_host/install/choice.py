"""Which disk is installed to."""

import os

from .disks import disks_of
from .failure import InstallFailure

POLL_SECONDS = 0.5
TABLE_ROWS_MAX = 12
NEXT = "attach a suitable disk, or name one with 'install.device' in the user-data, and start again"


def choose(places, tools, wanted, bytes_min):
    """The disk that `wanted` names, or the largest that can be installed to; waits for it within bounds."""
    import time

    deadline = time.monotonic() + places.disk_wait_seconds
    settle(places, tools)
    while True:
        disks = disks_of(places)
        disk = named(disks, wanted) if wanted else largest(disks, bytes_min)
        if disk or time.monotonic() >= deadline:
            break
        time.sleep(POLL_SECONDS)
    if wanted:
        return checked(places, disks, disk, wanted, bytes_min)
    if not disk:
        raise none_fits(disks, bytes_min)
    return disk


def settle(places, tools):
    """Lets udev finish with what the kernel has found so far."""
    import shutil

    if shutil.which("udevadm") and os.path.exists("/run/udev/control"):
        seconds = max(1, int(places.disk_wait_seconds))
        try:
            tools.run("udevadm", "settle", f"--timeout={seconds}", purpose="wait for the disks", where="udev",
                      seconds=seconds + 5)
        except InstallFailure:
            # Something else is slow or broken; what is there can be installed to.
            return


def largest(disks, bytes_min):
    """The largest disk that can be taken unasked, the first of equal ones."""
    fitting = [disk for disk in disks if not disk.obstacle and not disk.asked_for_only and disk.bytes >= bytes_min]
    return max(fitting, key=lambda disk: disk.bytes, default=None)


def installable(disks, bytes_min):
    """The disks that a person may choose."""
    return [disk for disk in disks if not disk.obstacle and disk.bytes >= bytes_min]


def named(disks, wanted):
    """The disk at a path; links such as those in /dev/disk/by-id are followed."""
    path = os.path.realpath(wanted)
    return next((disk for disk in disks if os.path.realpath(disk.path) == path), None)


def checked(places, disks, disk, wanted, bytes_min):
    """The disk that was asked for, unless something stands against it."""
    if disk is None:
        real = os.path.realpath(wanted)
        partition = f"{places.sys}/class/block/{os.path.basename(real)}/partition"
        why = f"there is no such device after {places.disk_wait_seconds} s"
        if os.path.exists(partition):
            why = "it is a partition: a whole disk is needed"
        elif os.path.exists(real):
            why = "it is not a disk"
        raise InstallFailure(f"cannot install to {wanted}", "install.device", "\n".join([why, *table(disks, bytes_min)]),
                             NEXT)
    against = disk.obstacle or too_small(disk, bytes_min)
    if against:
        raise InstallFailure(f"cannot install to {wanted}", "install.device",
                             "\n".join([against, *table(disks, bytes_min)]), NEXT)
    return disk


def none_fits(disks, bytes_min):
    """The failure of a machine without a disk to install to."""
    free = [disk for disk in disks if not disk.obstacle and not disk.asked_for_only]
    what = "all disks are too small" if free else "there is no disk to install to"
    return InstallFailure(what, "this machine",
                          "\n".join([f"{mebibytes(bytes_min)} are needed; found:", *table(disks, bytes_min)]), NEXT)


def too_small(disk, bytes_min):
    """Why a disk is too small, or nothing."""
    return f"too small: {mebibytes(bytes_min)} needed" if disk.bytes < bytes_min else ""


def table(disks, bytes_min):
    """What was found: device, size, model, why not. Memory and unused loop devices would only hide the disks."""
    shown = [disk for disk in disks if disk.bytes and not disk.name.startswith(("ram", "zram", "dm-"))]
    shown = [disk for disk in shown if disk.obstacle != "a loop device"][:TABLE_ROWS_MAX]
    if not shown:
        return ["no disks at all"]
    rows = [(disk.path, size_text(disk.bytes), disk.model or "-",
             disk.obstacle or too_small(disk, bytes_min) or disk.asked_for_only or "can be installed to")
            for disk in shown]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:<{widths[2]}}  {row[3]}" for row in rows]


def mebibytes(size):
    """A size that is needed, rounded up."""
    return f"{-(-size // (1 << 20))} MiB"


def size_text(size):
    """A size as people say it."""
    for unit, shift in (("TiB", 40), ("GiB", 30)):
        if size >= 1 << shift:
            return f"{size / (1 << shift):.1f} {unit}"
    return f"{size >> 20} MiB"
