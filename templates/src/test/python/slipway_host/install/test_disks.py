import pathlib
import tempfile
import unittest

from slipway_host.install import choice, disks
from slipway_host.install.failure import InstallFailure
from slipway_host.install.places import Places

GIB = 1 << 30
NEEDED = 3 * GIB


class Machine:
    """A tree like /sys and /proc, with disks as they look there."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in ("sys/block", "sys/dev/block", "sys/class/block", "dev", "live/medium"):
            (self.folder / name).mkdir(parents=True)
        self.mounts = ["21 1 0:19 / / rw - overlay overlay rw"]

    def disk(self, name, size=0, device="8:0", model="", read_only=False, partitions=()):
        folder = self.folder / "sys/block" / name
        (folder / "queue").mkdir(parents=True)
        (folder / "device").mkdir()
        (folder / "holders").mkdir()
        (folder / "slaves").mkdir()
        self.write(folder, size=size // 512, dev=device, ro=int(read_only))
        (folder / "queue/logical_block_size").write_text("512\n")
        (folder / "device/model").write_text(f"{model}   \n")
        (self.folder / "dev" / name).write_bytes(bytes(40_000))
        self.number(device, folder)
        for index, part_device in enumerate(partitions, 1):
            part = folder / (f"{name}p{index}" if name[-1].isdigit() else f"{name}{index}")
            part.mkdir()
            (part / "holders").mkdir()
            self.write(part, partition=index, dev=part_device, size=8)
            (self.folder / "sys/class/block" / part.name).symlink_to(part)
            (self.folder / "dev" / part.name).write_bytes(b"")
            self.number(part_device, part)
        return folder

    def write(self, folder, **values):
        for name, value in values.items():
            (folder / name).write_text(f"{value}\n")

    def number(self, device, folder):
        (self.folder / "sys/dev/block" / device).symlink_to(folder)

    def mount(self, device, point):
        self.mounts.append(f"30 21 {device} / {point} rw - ext4 /dev/x rw")

    def places(self):
        (self.folder / "mountinfo").write_text("\n".join(self.mounts) + "\n")
        (self.folder / "swaps").write_text("Filename Type Size Used Priority\n")
        return Places(sys=f"{self.folder}/sys", dev=f"{self.folder}/dev", mountinfo=f"{self.folder}/mountinfo",
                      swaps=f"{self.folder}/swaps", live=f"{self.folder}/live", medium=f"{self.folder}/live/medium",
                      run=f"{self.folder}/run", disk_wait_seconds=0)

    def choose(self, wanted=None):
        return choice.choose(self.places(), NoTools(), wanted, NEEDED)

    def obstacle(self, name):
        return next(disk for disk in disks.disks_of(self.places()) if disk.name == name).obstacle


class NoTools:
    """There is no udev to wait for in a tree of files."""

    def run(self, *arguments, **others):
        return ""


class DiskTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.machine = Machine(folder.name)

    def test_choice_is_the_largest(self):
        self.machine.disk("sda", 10 * GIB, "8:0")
        self.machine.disk("nvme0n1", 20 * GIB, "259:0", model="Fast 1")
        self.machine.disk("vda", 20 * GIB, "254:0")
        disk = self.machine.choose()
        self.assertEqual(("nvme0n1", 20 * GIB, 512, "Fast 1"), (disk.name, disk.bytes, disk.sector_bytes, disk.model))

    def test_choice_is_never_the_medium(self):
        self.machine.disk("sda", 4 * GIB, "8:0")
        self.machine.disk("sdb", 64 * GIB, "8:16", partitions=("8:17", "8:18"))
        self.machine.mount("8:17", f"{self.machine.folder}/live/medium")
        self.assertEqual("sda", self.machine.choose().name)
        self.assertEqual("the medium", self.machine.obstacle("sdb"))

    def test_medium_is_found_through_device_mapper(self):
        self.machine.disk("sda", 4 * GIB, "8:0")
        self.machine.disk("sdb", 64 * GIB, "8:16", partitions=("8:17",))
        mapped = self.machine.disk("dm-0", 64 * GIB, "253:0")
        (mapped / "slaves/sdb1").symlink_to(self.machine.folder / "sys/block/sdb/sdb1")
        self.machine.mount("253:0", f"{self.machine.folder}/live/medium")
        self.assertEqual("the medium", self.machine.obstacle("sdb"))

    def test_disk_of_which_anything_is_mounted_or_stacked_upon_is_left_alone(self):
        self.machine.disk("sda", 9 * GIB, "8:0", partitions=("8:1", "8:2"))
        self.machine.mount("8:2", "/mnt/with\\040space")
        held = self.machine.disk("sdb", 9 * GIB, "8:16", partitions=("8:17",))
        (held / "sdb1/holders/md127").mkdir()
        self.assertEqual("mounted at /mnt/with space", self.machine.obstacle("sda"))
        self.assertEqual("in use by md127", self.machine.obstacle("sdb"))
        with self.assertRaises(InstallFailure):
            self.machine.choose()

    def test_devices_that_are_no_disks_are_left_alone(self):
        names = {"sr0": "CD", "fd0": "floppy", "ram0": "memory", "zram0": "memory", "dm-0": "device-mapper",
                 "md127": "RAID", "loop0": "loop", "nbd0": "network", "mmcblk0boot0": "boot area"}
        for index, name in enumerate(names):
            self.machine.disk(name, 90 * GIB, f"7:{index}")
        self.machine.disk("mmcblk0", 4 * GIB, "179:0")
        self.assertEqual("mmcblk0", self.machine.choose().name)
        for name, kind in names.items():
            self.assertIn(kind, self.machine.obstacle(name))

    def test_read_only_and_empty_disks_are_passed_over_and_named(self):
        self.machine.disk("sda", 90 * GIB, "8:0", model="Locked", read_only=True)
        self.machine.disk("sdb", 0, "8:16", model="Card reader")
        self.machine.disk("sdc", 1 * GIB, "8:32", model="Tiny")
        with self.assertRaises(InstallFailure) as caught:
            self.machine.choose()
        self.assertEqual("all disks are too small", caught.exception.what)
        text = " ".join(caught.exception.why.split())
        self.assertIn("3072 MiB are needed", text)
        self.assertIn("90.0 GiB Locked read-only", text)
        self.assertIn("1.0 GiB Tiny too small: 3072 MiB needed", text)

    def test_stick_with_a_cd_image_is_taken_only_when_asked_for(self):
        self.machine.disk("sda", 90 * GIB, "8:0")
        self.machine.disk("sdb", 4 * GIB, "8:16")
        stick = self.machine.folder / "dev/sda"
        content = bytearray(stick.read_bytes())
        content[0x8001:0x8006] = b"CD001"
        stick.write_bytes(content)
        self.assertEqual("sdb", self.machine.choose().name)
        self.assertEqual("sda", self.machine.choose(str(stick)).name)

    def test_disk_that_is_asked_for_is_found_through_links(self):
        self.machine.disk("sda", 90 * GIB, "8:0")
        self.machine.disk("sdb", 4 * GIB, "8:16")
        link = self.machine.folder / "dev/disk/by-id/ata-x"
        link.parent.mkdir(parents=True)
        link.symlink_to("../../sdb")
        self.assertEqual("sdb", self.machine.choose(str(link)).name)

    def test_what_cannot_be_installed_to_is_refused_with_the_reason(self):
        self.machine.disk("sda", 90 * GIB, "8:0", partitions=("8:1",))
        self.machine.disk("sdb", 1 * GIB, "8:16")
        self.machine.disk("sdc", 9 * GIB, "8:32", read_only=True)
        (self.machine.folder / "dev/tty9").write_bytes(b"")
        for name, why in (("sda1", "it is a partition"), ("sdb", "too small: 3072 MiB"), ("sdc", "read-only"),
                          ("sdq", "there is no such device after 0 s"), ("tty9", "it is not a disk")):
            with self.subTest(name=name), self.assertRaises(InstallFailure) as caught:
                self.machine.choose(f"{self.machine.folder}/dev/{name}")
            self.assertIn(why, caught.exception.why.splitlines()[0])
            self.assertIn("90.0 GiB", caught.exception.why)

    def test_machine_without_disks_says_so(self):
        with self.assertRaises(InstallFailure) as caught:
            self.machine.choose()
        self.assertEqual("there is no disk to install to", caught.exception.what)
        self.assertIn("no disks at all", caught.exception.why)
