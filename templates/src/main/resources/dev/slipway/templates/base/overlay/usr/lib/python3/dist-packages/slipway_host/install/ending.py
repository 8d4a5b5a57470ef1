"""What comes after the installation: switch off, restart, or stay."""

import os

from .disks import line_of, mounts_of
from .failure import InstallFailure

MESSAGES = {
    "poweroff": ["Installation complete. The machine switches off now.",
                 "Remove the medium before you switch it on again."],
    "reboot": ["Installation complete. The machine restarts now.",
               "Remove the medium, or it installs again."],
    "stay": ["Installation complete: remove the medium and restart the machine",
             "(Ctrl-Alt-Del, or the power switch)."],
}

NETWORK_MESSAGES = {
    "poweroff": ["Installation complete. The machine switches off now."],
    "reboot": ["Installation complete. The machine restarts now."],
    "stay": ["Installation complete: restart the machine (Ctrl-Alt-Del, or the power switch)."],
}
NETWORK_NEXT = "It must boot from its disk next, or it is installed again."


def message(ending, networked):
    """What there is to say; over the network there is no medium to take out."""
    return [*NETWORK_MESSAGES[ending], NETWORK_NEXT] if networked else MESSAGES[ending]


def end(places, tools, ending, eject):
    """Does what the user-data asked for; all file systems of the disk are unmounted by now."""
    import time

    drive = cd_drive(places) if eject else ""
    if ending == "reboot":
        time.sleep(places.reboot_grace_seconds)
    if drive:
        # From here on the root file system is gone: nothing may be started any more.
        from .eject import eject_and_end

        eject_and_end(drive, ending)
        return
    if ending != "stay":
        # Forced twice, that is at once: nothing runs that would have to be stopped in order, the disk is synced and
        # unmounted, and a medium that cannot be unmounted under its own root would only end all this with errors.
        tools.run("systemctl", ending, "--force", "--force", purpose=f"{ending} the machine", where="systemctl",
                  fix="the system is installed: remove the medium and use the power switch")


def cd_drive(places):
    """The drive that holds the medium, or nothing when it is a disk or a stick."""
    for device, point in mounts_of(places):
        if point == places.medium:
            name = os.path.basename(os.path.realpath(f"{places.sys}/dev/block/{device}"))
            if name.startswith("sr") and line_of(f"{places.sys}/block/{name}/dev"):
                return f"{places.dev}/{name}"
    return ""
