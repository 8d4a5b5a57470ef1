"""What makes the disk boot: the signed loaders on the EFI partition, and GRUB's images for BIOS."""

import os
from collections import namedtuple

from .failure import InstallFailure
from .images import read_past_cache, sync_folder, write_file
from .layout import MIB
from .partitions import write_failure

BOOT_CODE_BYTES = 440
CORE_BYTES_MAX = MIB

# By machine: the firmware's name for the loader, GRUB's, the key tool's, and where Debian keeps GRUB.
EFI_NAMES = {
    "x86_64": ("BOOTX64.EFI", "x64", "x86_64-efi-signed"),
    "aarch64": ("BOOTAA64.EFI", "aa64", "arm64-efi-signed"),
}

# `efi` maps names below EFI/BOOT to contents, the one that firmware starts last; `core` and `boot_code` for BIOS.
Loaders = namedtuple("Loaders", "efi core boot_code")


def loaders_of(places, machine=""):
    """Reads all loaders, before anything is erased: a disk that cannot boot is worth nothing."""
    efi = efi_of(places, machine or os.uname().machine)
    core, boot_code = bios_of(places)
    booted_by_efi = os.path.isdir(f"{places.sys}/firmware/efi")
    if not (efi if booted_by_efi else core):
        kind = "UEFI" if booted_by_efi else "BIOS"
        raise InstallFailure(f"this medium has no boot loader for {kind}", places.loaders if booted_by_efi else places.boot,
                             f"this machine started by {kind}, so the installed disk would not boot",
                             "build the medium from a complete base; nothing was written to any disk")
    return Loaders(efi, core, boot_code)


def efi_of(places, machine):
    """The signed loaders, empty where shim or GRUB is missing."""
    if machine not in EFI_NAMES:
        return {}
    first, suffix, folder = EFI_NAMES[machine]
    shim = content_of(f"{places.loaders}/shim/shim{suffix}.efi.signed")
    grub = content_of(f"{places.loaders}/grub/{folder}/grub{suffix}.efi.signed")
    if not shim or not grub:
        return {}
    keys = (content_of(f"{places.loaders}/shim/mm{suffix}.efi.signed")
            or content_of(f"{places.loaders}/shim/mm{suffix}.efi"))
    return {f"grub{suffix}.efi": grub, **({f"mm{suffix}.efi": keys} if keys else {}), first: shim}


def bios_of(places):
    """The core image and the boot code, empty where this is no PC."""
    core = content_of(f"{places.boot}/core.img")
    boot_code = content_of(f"{places.boot}/mbr.img")[:BOOT_CODE_BYTES]
    if len(core) > CORE_BYTES_MAX or (core and len(boot_code) != BOOT_CODE_BYTES):
        raise InstallFailure("the boot images for BIOS are damaged", places.boot,
                             f"mbr.img has {len(boot_code)} bytes, core.img {len(core)}", "build the base again")
    return core, boot_code


def content_of(path):
    """A file's bytes, empty where it is not there."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InstallFailure("a boot loader cannot be read", path, error.strerror or str(error),
                             "write the medium again; nothing was written to any disk") from error


def write_core(loaders, node):
    """Puts GRUB's core image into its partition, where the boot code will look for it."""
    if loaders.core:
        overwrite(node, loaders.core, "the boot loader could not be written")
        compare(node, loaders.core)


def write_efi(loaders, folder, stub):
    """Fills the EFI partition. The file that firmware starts comes last, by a rename."""
    if not loaders.efi:
        return
    write_file(f"{folder}/EFI/debian/grub.cfg", stub.encode())
    for name, content in loaders.efi.items():
        write_file(f"{folder}/EFI/BOOT/{name}", content)
        compare(f"{folder}/EFI/BOOT/{name}", content)
    for path in ("EFI/BOOT", "EFI/debian", "EFI", ""):
        sync_folder(f"{folder}/{path}")


def write_boot_code(loaders, disk):
    """Makes the disk bootable by BIOS: the last write of all."""
    if not loaders.boot_code:
        return
    try:
        with open(disk.path, "rb", buffering=0) as file:
            sector = file.read(disk.sector_bytes)
    except OSError as error:
        raise write_failure("the boot code could not be written", disk.path, error) from error
    sector = loaders.boot_code + sector[BOOT_CODE_BYTES:]
    overwrite(disk.path, sector, "the boot code could not be written")
    compare(disk.path, sector)


def overwrite(node, content, what):
    """Writes the beginning of a device; synced."""
    try:
        descriptor = os.open(node, os.O_WRONLY | os.O_CLOEXEC)
        try:
            with memoryview(content) as data:
                done = 0
                while done < len(data):
                    done += os.pwrite(descriptor, data[done:], done)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise write_failure(what, node, error) from error


def compare(path, content):
    """Reads the beginning of a device or a file back past the cache."""
    done = 0
    try:
        for chunk in read_past_cache(path):
            here = min(len(chunk), len(content) - done)
            if chunk[:here] != content[done:done + here]:
                break
            done += here
            if done == len(content):
                return
    except OSError as error:
        raise InstallFailure("the boot loader could not be read back", path, error.strerror or str(error),
                             "the disk may be failing: try another one") from error
    raise InstallFailure("the disk does not hold the boot loader that was written to it", path,
                         f"it differs after byte {done}", "the disk or the memory is failing: try another one")
