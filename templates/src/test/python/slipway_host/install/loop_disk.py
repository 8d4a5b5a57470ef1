"""Disks for tests: files behind loop devices, and a medium to install from."""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

from slipway_host.install.mounts import Mounts
from slipway_host.install.places import Places

MIB = 1 << 20
TOOLS = ("losetup", "partx", "sfdisk", "sgdisk", "mkfs.ext4", "mkfs.vfat", "fsck.ext4", "fsck.vfat", "blkid", "mcopy",
         "debugfs")
TEST_ROOT = pathlib.Path(__file__).resolve().parents[2]


def needs_loop_devices(test):
    """Skips a test where there are no loop devices or not all of the tools."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if os.geteuid() != 0:
        return unittest.skip("real installations need root")(test)
    if not os.path.exists("/dev/loop-control"):
        return unittest.skip("real installations need loop devices")(test)
    return unittest.skipIf(missing, f"real installations need {', '.join(missing)}")(test)


def run(*arguments):
    """Runs a tool, which must succeed, and returns its output."""
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, arguments))}: status {done.returncode}\n{done.stdout}")
    return done.stdout


class LoopDisk:
    """A loop device over a sparse file."""

    def __init__(self, folder, size, name="disk.img"):
        self.file = pathlib.Path(folder) / name
        with open(self.file, "wb") as file:
            file.truncate(size)
        self.path = run("losetup", "--find", "--show", "--partscan", str(self.file)).strip()

    def close(self):
        subprocess.run(["partx", "--delete", self.path], capture_output=True, timeout=60)
        run("losetup", "--detach", self.path)

    def part(self, number):
        return f"{self.path}p{number}"

    def table(self):
        return json.loads(run("sfdisk", "--json", self.path))["partitiontable"]

    def boot_code(self):
        """As the file behind has it, past the device's cache."""
        with open(self.file, "rb") as file:
            return file.read(440)

    def read(self, number, path):
        """A file of an ext4 partition, read by e2fsprogs."""
        return subprocess.run(["debugfs", "-R", f"cat {path}", self.part(number)], check=True, timeout=60,
                              capture_output=True).stdout

    def read_efi(self, path):
        """A file of the EFI partition, read by mtools."""
        return subprocess.run(["mtype", "-i", self.part(2), f"::{path}"], check=True, timeout=60,
                              capture_output=True).stdout


class MtoolsMounts(Mounts):
    """Fills FAT by mtools: the kernels of build machines often cannot mount it. All else is mounted."""

    def mounted(self, part, node):
        if part.filesystem != "vfat" or "vfat" in pathlib.Path("/proc/filesystems").read_text():
            return super().mounted(part, node)
        return MtoolsFolder(pathlib.Path(self._places.run) / "fat", node)


class MtoolsFolder:
    """A folder that is copied into a FAT when its context ends."""

    def __init__(self, folder, node):
        self._folder, self._node = folder, node

    def __enter__(self):
        shutil.rmtree(self._folder, ignore_errors=True)  # of a run that was killed
        self._folder.mkdir(parents=True)
        return str(self._folder)

    def __exit__(self, kind, failure, trace):
        if failure is None:
            run("mcopy", "-s", "-i", self._node, *map(str, self._folder.iterdir()), "::")
        shutil.rmtree(self._folder)


NETWORK_CONFIG = b"version: 2\nethernets: {eth0: {dhcp4: true}}\n"


class Medium:
    """What the installer reads, as files in a folder: images of noise, loaders, boot code."""

    def __init__(self, folder, user_data=None, image_mib=24):
        self.folder = pathlib.Path(folder)
        (self.folder / "medium/live").mkdir(parents=True)
        self.contents = {"vmlinuz": os.urandom(3 * MIB + 17), "initrd.img": os.urandom(5 * MIB + 1),
                         "filesystem.squashfs": os.urandom(image_mib * MIB + 4096)}
        for name, content in self.contents.items():
            (self.folder / "medium/live" / name).write_bytes(content)
        self.user_data = user_data
        if user_data is not None:
            (self.folder / "medium/slipway").mkdir()
            (self.folder / "medium/slipway/user-data").write_bytes(user_data)
            (self.folder / "medium/slipway/network-config").write_bytes(NETWORK_CONFIG)
            (self.folder / "medium/slipway/meta-data").write_bytes(b"")
        self.loaders = {"shim/shimx64.efi.signed": b"shim" + os.urandom(900_000),
                        "shim/mmx64.efi.signed": b"keys" + os.urandom(800_000),
                        "grub/x86_64-efi-signed/grubx64.efi.signed": b"grub" + os.urandom(2_500_000)}
        for name, content in self.loaders.items():
            path = self.folder / "usr/lib" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (self.folder / "boot").mkdir()
        (self.folder / "boot/mbr.img").write_bytes(b"\xeb\x63\x90" + os.urandom(437))
        (self.folder / "boot/core.img").write_bytes(os.urandom(150_000))
        (self.folder / "cmdline").write_text("boot=live install-mode console=tty1 console=ttyS0,115200 --- quiet\n")
        (self.folder / "consoles").write_text("")
        (self.folder / "printk").write_text("7")

    def places(self, **others):
        """Places of this medium, on the disks of this machine."""
        folder = str(self.folder)
        named = {"medium": f"{folder}/medium", "live": f"{folder}/live", "run": f"{folder}/run",
                 "boot": f"{folder}/boot", "loaders": f"{folder}/usr/lib", "cmdline": f"{folder}/cmdline",
                 "consoles": f"{folder}/consoles", "printk": f"{folder}/printk", "loop_allowed": True,
                 "disk_wait_seconds": 0, "reboot_grace_seconds": 0}
        return Places(**{**named, **others})

    def digest(self, name):
        return hashlib.sha256(self.contents[name]).hexdigest()

    def log(self):
        return (self.folder / "run/install.log").read_text()

    def start(self):
        """The installer in a process of its own."""
        return subprocess.Popen([sys.executable, "-m", "slipway_host.install.loop_disk", str(self.folder)],
                                cwd=TEST_ROOT)


def user_data_for(disk, more=""):
    """User-data that names the disk: a test must never choose among the disks of the machine it runs on."""
    return f"#cloud-config\ninstall:\n  device: {disk.path}\n{more}".encode()


def main(folder):
    """Installs from a medium that an earlier process has laid out; it names its disk in the user-data."""
    from slipway_host.install import program

    medium = Medium.__new__(Medium)
    medium.folder = pathlib.Path(folder)
    return program.run(medium.places(), MtoolsMounts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
