"""The site medium: a disk or drive labelled cidata that brings a site's user-data to the first boot."""

import os
import subprocess

MOUNT_POINT = "/run/slipway/site"
_TYPES = ("iso9660", "vfat")
_SECONDS_MAX = 60
_BYTES_MAX = 1 << 20
_DRIVES = ["/dev/sr%d" % number for number in range(10)]


class SiteMedium:
    """A medium that is mounted read-only until it is closed."""

    def __init__(self, host, user_data, meta_data, network_config):
        self.host = host
        self.user_data = user_data
        self.meta_data = meta_data
        self.network_config = network_config

    def close(self):
        _unmount(self.host)


def find(host):
    """The first medium that holds user-data, mounted; None where there is none."""
    for device in _devices(host):
        if not _mount(host, device):
            continue
        user_data = _read(host, "user-data")
        if user_data is None:
            user_data = _read(host, "config")
        if user_data is not None:
            return SiteMedium(host, user_data, _read(host, "meta-data"), _read(host, "network-config"))
        _unmount(host)
    return None


def _devices(host):
    """Block devices with the label, then the drives."""
    labelled = [device for device in _labelled() if not _is_memory(device)]
    drives = [host.path(device) for device in _DRIVES if os.path.exists(host.path(device))]
    return list(dict.fromkeys(labelled + drives))


def _labelled():
    # What the kernel has found so far gets its device before anybody looks; a medium that comes later is none.
    _run("udevadm", "settle", "--timeout=10")
    found = []
    for label in ("cidata", "CIDATA"):
        # The cache of blkid may be older than the medium.
        run = subprocess.run(
            ["blkid", "-c", "/dev/null", "-o", "device", "-t", "LABEL=" + label],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS_MAX,
            check=False,
        )
        found += run.stdout.decode(errors="replace").split()
    return sorted(set(found))


def _is_memory(device):
    return os.path.basename(device).startswith(("loop", "ram", "zram"))


def _mount(host, device):
    target = host.path(MOUNT_POINT)
    os.makedirs(target, mode=0o700, exist_ok=True)
    for kind in _TYPES:
        if _run("mount", "-t", kind, "-o", "ro,nosuid,nodev,noexec", device, target):
            return True
    return False


def _unmount(host):
    _run("umount", "-l", host.path(MOUNT_POINT))


def _run(*command):
    try:
        run = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS_MAX,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0


def _read(host, name):
    try:
        return host.read("%s/%s" % (MOUNT_POINT, name), _BYTES_MAX)
    except (OSError, ValueError) as error:
        host.tell("the site medium's %s cannot be read: %s" % (name, error))
        return None
