"""Where things lie on the live system. Tests put other places in."""


class Places:
    """Paths and bounds of one run, as attributes; keyword arguments replace single ones."""

    cmdline = "/proc/cmdline"
    mountinfo = "/proc/self/mountinfo"
    swaps = "/proc/swaps"
    sys = "/sys"
    dev = "/dev"
    medium = "/run/live/medium"
    live = "/run/live"
    image_user_data = "/oem/userdata.yaml"
    run = "/run/slipway"
    boot = "/usr/lib/slipway/boot"
    loaders = "/usr/lib"
    consoles = "/sys/class/tty/console/active"
    printk = "/proc/sys/kernel/printk"
    # Loop devices are files that somebody put on another disk: only tests install to them.
    loop_allowed = False
    # Slow controllers and USB disks show up seconds after the start.
    disk_wait_seconds = 30
    # A boot server may be told only now what this machine is to become.
    network_wait_seconds = 900
    # So that the message can be read and the medium be taken out before the firmware looks for it.
    reboot_grace_seconds = 5

    def __init__(self, **others):
        for name, value in others.items():
            if not hasattr(Places, name):
                raise TypeError(f"no such place: {name}")
            setattr(self, name, value)

    @property
    def log(self):
        """The log of this run."""
        return f"{self.run}/install.log"

    @property
    def work(self):
        """The folder below which the installer mounts what it writes."""
        return f"{self.run}/install"
