"""The boot menu of the installed disk and the kernel's command line."""

import os

TIMEOUT_SECONDS = 2
VERBOSE = "loglevel=7 systemd.show_status=true"

SERIAL = """\
if [ "$grub_cpu" != arm64 ]; then
  if serial --unit=0 --speed=115200; then
    terminal_input --append serial
    terminal_output --append serial
  fi
fi
"""


def menu(state_uuid, words):
    """grub.cfg on COS_STATE: the same under BIOS and UEFI."""
    line = " ".join(quoted(word) for word in words)
    return (f"# Boot menu of this machine. The installer wrote it.\n"
            f"search --no-floppy --fs-uuid --set=root {state_uuid}\n"
            f"{SERIAL}"
            f"set default=0\nset timeout={TIMEOUT_SECONDS}\n"
            f"{entry('Slipway', 'quiet ' + line)}"
            f"{entry('Slipway (shows what it does)', VERBOSE + ' ' + line)}")


def entry(title, line):
    """One menu entry."""
    return (f'\nmenuentry "{title}" {{\n'
            f'  echo "Loading the kernel ..."\n'
            f"  linux /active/vmlinuz {line}\n"
            f'  echo "Loading the initial file system ..."\n'
            f"  initrd /active/initrd.img\n"
            f"}}\n")


def efi_stub(state_uuid):
    """grub.cfg on the EFI partition, where the signed GRUB looks: leads to the menu on COS_STATE."""
    return (f"search --no-floppy --fs-uuid --set=root {state_uuid}\n"
            f"set prefix=($root)/grub\n"
            f"configfile $prefix/grub.cfg\n")


def kernel_words(live_words, uuids, extra, machine=""):
    """The words of the installed system's command line; `uuids` by state, oem, persistent."""
    words = ["boot=slipway"] + [f"slipway.{name}={uuids[name]}" for name in ("state", "oem", "persistent")]
    consoles = [word for word in live_words if word.startswith("console=") and word != "console="]
    return words + (consoles or default_consoles(machine or os.uname().machine)) + split(extra)


def default_consoles(machine):
    """Serial and screen; the last one is where the system's own messages go."""
    serial = "ttyAMA0" if machine == "aarch64" else "ttyS0"
    return [f"console={serial},115200", "console=tty1"]


def live_words_of(cmdline):
    """The words of the live system's command line, without what is for init alone."""
    words = split(cmdline)
    return words[:words.index("--")] if "--" in words else words


def split(line):
    """Words as the kernel splits them: double quotes keep white space together, and stay part of the word."""
    words, word, inside = [], "", False
    for character in line:
        if character.isspace() and not inside:
            words += [word] if word else []
            word = ""
            continue
        inside ^= character == '"'
        word += character
    return words + ([word] if word else [])


def quoted(word):
    """A word that GRUB's script hands on as it is. GRUB itself puts quotes around what has white space in it."""
    word = word.replace('"', "")
    if all(character.isalnum() or character in "-_.,:=/+@%" for character in word):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
