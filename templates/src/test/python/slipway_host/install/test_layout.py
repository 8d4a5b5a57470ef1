import random
import unittest

from slipway_host.install import layout
from slipway_host.install.failure import InstallFailure
from slipway_host.install.settings import settings_of

MIB = 1 << 20
GIB = 1 << 30


def settings(**install):
    return settings_of({"install": install})


class LayoutTests(unittest.TestCase):
    def test_is_the_order_and_the_names_of_the_contract(self):
        parts = layout.plan(16 * GIB, settings(), 300 * MIB)
        self.assertEqual([1, 2, 3, 4, 5], [part.number for part in parts])
        self.assertEqual(["BIOS", "COS_GRUB", "COS_OEM", "COS_STATE", "COS_PERSISTENT"], [part.name for part in parts])
        self.assertEqual(2048 * 512, parts[0].start)
        self.assertEqual([1 * MIB, 64 * MIB, 64 * MIB], [part.size for part in parts[:3]])
        self.assertEqual(16 * GIB - MIB, parts[4].start + parts[4].size)

    def test_state_holds_two_sets_of_images(self):
        for images in (1 * MIB, 900 * MIB, 5 * GIB):
            state = layout.plan(64 * GIB, settings(), images)[3]
            self.assertGreater(state.size, 2 * images + 100 * MIB)
            self.assertGreaterEqual(state.size, 2 * GIB)

    def test_smallest_disk_is_enough_and_one_less_is_not(self):
        for install in ({}, {"partitions": {"persistent": {"size": 3000}}}, {"extra-partitions": [{"size": 700}]}):
            needed = layout.bytes_needed(settings(**install), 400 * MIB)
            persistent = next(part for part in layout.plan(needed, settings(**install), 400 * MIB) if part.number == 5)
            self.assertGreaterEqual(persistent.size, 512 * MIB)
            with self.assertRaisesRegex(InstallFailure, "too small"):
                layout.plan(needed - 1, settings(**install), 400 * MIB)

    def test_whoever_takes_the_rest_is_last_on_the_disk_and_keeps_its_number(self):
        parts = layout.plan(16 * GIB, settings(**{"extra-partitions": [{"name": "logs", "size": 100}]}), MIB)
        self.assertEqual([1, 2, 3, 4, 6, 5], [part.number for part in parts])
        install = {"partitions": {"persistent": {"size": 1000}},
                   "extra-partitions": [{"name": "logs", "size": 100}, {"name": "data", "size": 0}]}
        parts = layout.plan(16 * GIB, settings(**install), MIB)
        self.assertEqual([1, 2, 3, 4, 5, 6, 7], [part.number for part in parts])
        self.assertEqual(1000 * MIB, parts[4].size)
        self.assertEqual(16 * GIB - MIB, parts[6].start + parts[6].size)

    def test_sizes_that_cannot_hold_what_they_are_for_are_refused(self):
        for install, images, user_data, name in (({"partitions": {"state": {"size": 500}}}, 400 * MIB, 0, "state"),
                                                 ({"partitions": {"oem": {"size": 16}}}, MIB, 5 * MIB, "oem")):
            with self.assertRaisesRegex(InstallFailure, name):
                layout.bytes_needed(settings(**install), images, user_data)

    def test_of_any_sizes_never_overlaps_and_is_aligned(self):
        chance = random.Random(7)
        for _ in range(200):
            extras = [{"size": chance.randint(1, 500)} for _ in range(chance.randint(0, 6))]
            wanted = settings(**{"extra-partitions": extras, "partitions": {"oem": {"size": chance.randint(40, 300)}}})
            images = chance.randint(1, 2 * GIB)
            disk = layout.bytes_needed(wanted, images) + chance.randint(0, 9 * GIB)
            end = MIB
            for part in layout.plan(disk, wanted, images):
                self.assertEqual(end, part.start)
                self.assertGreater(part.size, 0)
                self.assertEqual(0, part.start % MIB)
                end = part.start + part.size
            self.assertLessEqual(end, disk - MIB)

    def test_script_counts_in_the_sectors_of_the_disk(self):
        parts = layout.plan(16 * GIB, settings(), MIB)
        self.assertIn("/dev/x2 : start=4096, size=131072, ", layout.script(parts, 512, lambda index: f"/dev/x{index}"))
        self.assertIn("/dev/x2 : start=512, size=16384, ", layout.script(parts, 4096, lambda index: f"/dev/x{index}"))
