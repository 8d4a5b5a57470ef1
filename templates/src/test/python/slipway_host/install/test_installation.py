import os
import pathlib
import subprocess
import tempfile
import time
import unittest

from slipway_host.install import images, program
from slipway_host.install.failure import InstallFailure
from slipway_host.install.loop_disk import (
    NETWORK_CONFIG, LoopDisk, Medium, MtoolsMounts, needs_loop_devices, run, user_data_for)

GIB = 1 << 30
MIB = 1 << 20
TYPES = ["21686148-6449-6E6F-744E-656564454649", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"] + [
    "0FC63DAF-8483-4772-8E79-3D69D8477DE4"] * 3
KILLED_SECONDS_MAX = 60


@needs_loop_devices
class InstallationTests(unittest.TestCase):
    """Real installations, judged by the tools of others."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def disk(self, size=3 * GIB, folder=None):
        disk = LoopDisk(folder or self.folder, size)
        self.addCleanup(disk.close)
        return disk

    def medium(self, disk, more="", **others):
        return Medium(self.folder / "m", user_data_for(disk, more), **others)

    def install(self, medium, expected=0):
        status = program.run(medium.places(), MtoolsMounts)
        self.assertEqual(expected, status, medium.log())

    def assert_whole(self, disk, medium):
        """Everything is there, as the contract of the installed disk says."""
        table = disk.table()
        self.assertEqual("gpt", table["label"])
        parts = table["partitions"]
        self.assertEqual(["BIOS", "COS_GRUB", "COS_OEM", "COS_STATE", "COS_PERSISTENT"], [p["name"] for p in parts])
        self.assertEqual(TYPES, [part["type"] for part in parts])
        self.assertEqual((2048, 2048), (parts[0]["start"], parts[0]["size"]))
        self.assertIn("No problems found", run("sgdisk", "--verify", disk.path))
        for number in (3, 4, 5):
            run("fsck.ext4", "-n", "-f", disk.part(number))
        run("fsck.vfat", "-n", disk.part(2))
        uuids = {}
        for number, label in ((2, "COS_GRUB"), (3, "COS_OEM"), (4, "COS_STATE"), (5, "COS_PERSISTENT")):
            self.assertEqual(label, self.probe(disk, number, "LABEL"))
            uuids[number] = self.probe(disk, number, "UUID")
        for name, installed in (("vmlinuz", "vmlinuz"), ("initrd.img", "initrd.img"),
                                ("filesystem.squashfs", "root.squashfs")):
            self.assertEqual(medium.contents[name], disk.read(4, f"/active/{installed}"))
        menu = disk.read(4, "/grub/grub.cfg").decode()
        for name, number in (("state", 4), ("oem", 3), ("persistent", 5)):
            self.assertIn(f" slipway.{name}={uuids[number]} ", menu)
        self.assertIn(" console=tty1 console=ttyS0,115200", menu)
        self.assertIn(uuids[4], disk.read_efi("EFI/debian/grub.cfg").decode())
        for name, source in (("BOOTX64.EFI", "shim/shimx64.efi.signed"), ("mmx64.efi", "shim/mmx64.efi.signed"),
                             ("grubx64.efi", "grub/x86_64-efi-signed/grubx64.efi.signed")):
            self.assertEqual(medium.loaders[source], disk.read_efi(f"EFI/BOOT/{name}"))
        boot = medium.folder / "boot"
        self.assertEqual((boot / "mbr.img").read_bytes(), disk.boot_code())
        core = (boot / "core.img").read_bytes()
        with open(disk.part(1), "rb") as file:
            self.assertEqual(core, file.read(len(core)))
        self.assertEqual(medium.user_data, disk.read(3, "/90_custom.yaml"))
        self.assertIn("Mode:  0600", run("debugfs", "-R", "stat /90_custom.yaml", disk.part(3)))
        self.assertEqual(NETWORK_CONFIG, disk.read(3, "/90_custom.network-config"))
        self.assertIn("Mode:  0600", run("debugfs", "-R", "stat /90_custom.network-config", disk.part(3)))
        self.assertIn(b"[6/8] Check the copy: done", disk.read(5, "/install.log"))
        return uuids

    def probe(self, disk, number, tag):
        return run("blkid", "--probe", "--output", "value", "--match-tag", tag, disk.part(number)).strip()

    def assert_unbootable(self, disk):
        """Neither BIOS nor UEFI would find anything to start."""
        handing_on = bytes.fromhex("cd18 f4 ebfd")  # INT 18h, and a rest for BIOSes that come back
        self.assertIn(disk.boot_code(), (bytes(440), handing_on.ljust(440, b"\0")))
        listed = subprocess.run(["mdir", "-b", "-i", disk.part(2), "::EFI/BOOT/BOOTX64.EFI"], capture_output=True,
                                timeout=60)
        self.assertNotEqual(0, listed.returncode)

    def test_disk_is_whole_and_every_run_gives_new_file_systems(self):
        disk = self.disk()
        medium = self.medium(disk)
        self.install(medium)
        first = self.assert_whole(disk, medium)
        self.assertIn("] slipway-install: done\n", medium.log())
        self.install(medium)
        second = self.assert_whole(disk, medium)
        for number in first:
            self.assertNotEqual(first[number], second[number])

    def test_sizes_and_partitions_of_the_user_data_are_honoured(self):
        disk = self.disk(4 * GIB)
        medium = self.medium(disk, """\
  partitions: {oem: {size: 96}, state: {size: 1000}, persistent: {size: 700, fs: ext3}}
  extra-partitions: [{name: logs, size: 100, label: LOGS}, {name: data, size: 0, fs: vfat, label: DATA}]
  grub_options: {extra_cmdline: "mitigations=off"}
""")
        self.install(medium)
        parts = disk.table()["partitions"]
        self.assertEqual([1, 64, 96, 1000, 700, 100], [part["size"] // 2048 for part in parts[:6]])
        self.assertEqual(4 * GIB // 512 - 2048, parts[6]["start"] + parts[6]["size"])
        self.assertEqual(["logs", "data"], [part["name"] for part in parts[5:]])
        for number, kind, label in ((5, "ext3", "COS_PERSISTENT"), (6, "ext2", "LOGS"), (7, "vfat", "DATA")):
            self.assertEqual((kind, label), (self.probe(disk, number, "TYPE"), self.probe(disk, number, "LABEL")))
        self.assertEqual(2, disk.read(4, "/grub/grub.cfg").count(b" mitigations=off"))

    def test_run_that_is_killed_leaves_a_disk_that_does_not_boot_and_that_the_next_run_installs_over(self):
        disk = self.disk()
        medium = self.medium(disk, image_mib=64)
        self.install(medium)
        for word in ("[4/8]", "root.squashfs", "[6/8]", "[8/8]"):
            with self.subTest(word=word):
                self.kill_at(medium, word)
                self.assert_unbootable(disk)
        self.install(medium)
        self.assert_whole(disk, medium)

    def kill_at(self, medium, word):
        """Starts the installer and kills it at once when its log says a word; the log is new for each run."""
        log = medium.folder / "run/install.log"
        log.unlink()
        process = medium.start()
        deadline = time.monotonic() + KILLED_SECONDS_MAX
        while not (log.exists() and word in log.read_text()):
            self.assertIsNone(process.poll(), "the installer ended before it was killed")
            self.assertLess(time.monotonic(), deadline)
        process.kill()
        process.wait(30)

    def test_disk_that_cannot_be_written_is_named_and_does_not_boot(self):
        full = self.folder / "full"
        full.mkdir()
        run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(full))
        self.addCleanup(run, "umount", str(full))
        disk = self.disk(folder=full)
        medium = self.medium(disk, image_mib=48)
        self.install(medium, expected=1)
        log = medium.log()
        self.assertRegex(log, r"slipway-install: failed: .+\n")
        self.assertRegex(log, r"next: +.*another one")
        self.assertIn(medium.places().log, log)
        self.assert_unbootable(disk)

    def test_nothing_is_written_when_the_user_data_is_wrong(self):
        for more in ("  poweroff: [\n", "  no-format: true\n", "  partitions: {state: {size: 1}}\n"):
            with self.subTest(more=more), tempfile.TemporaryDirectory() as folder:
                disk = self.disk(folder=pathlib.Path(folder))
                medium = Medium(pathlib.Path(folder) / "m", user_data_for(disk, more))
                self.install(medium, expected=1)
                self.assertEqual(0, os.stat(disk.file).st_blocks)
                self.assertRegex(medium.log(), r"slipway-install: failed: .+\n")

    def test_disk_that_is_too_small_or_read_only_is_refused_with_the_reason(self):
        disk = self.disk(1 * GIB)
        medium = self.medium(disk)
        self.install(medium, expected=1)
        self.assertIn("too small: 2691 MiB needed", medium.log())
        run("blockdev", "--setro", disk.path)
        self.addCleanup(run, "blockdev", "--setrw", disk.path)  # it would outlive the loop device
        self.install(medium, expected=1)
        self.assertRegex(medium.log(), r"why: +read-only\n")
        self.assertEqual(0, os.stat(disk.file).st_blocks)

    def test_copy_that_differs_from_the_medium_is_found(self):
        source, target = self.folder / "source", self.folder / "target"
        source.write_bytes(os.urandom(9 * MIB + 5))
        digest = images.copy(source, target, lambda count: None)
        images.check(target, digest, lambda count: None)
        with open(target, "r+b") as file:
            file.seek(9 * MIB)
            byte = file.read(1)
            file.seek(9 * MIB)
            file.write(bytes([byte[0] ^ 1]))
        with self.assertRaisesRegex(InstallFailure, "does not hold what was written"):
            images.check(target, digest, lambda count: None)
