import unittest

from slipway_host.install.failure import InstallFailure
from slipway_host.install.settings import settings_of


class SettingsTests(unittest.TestCase):
    def test_of_nothing_are_the_defaults(self):
        settings = settings_of({})
        self.assertIsNone(settings.device)
        self.assertEqual((None, None, 0, "ext4", ()), (settings.oem_mib, settings.state_mib, settings.persistent_mib,
                                                       settings.persistent_filesystem, settings.extras))
        self.assertEqual(("", "stay", False, ()), (settings.arguments, settings.ending, settings.eject, settings.told))

    def test_of_everything_honour_it(self):
        settings = settings_of({
            "eject-cd": True,
            "install": {
                "device": "/dev/disk/by-id/ata-x", "reboot": True,
                "grub_options": {"extra_cmdline": "a=1\n  b=2 ", "extra_active_cmdline": "c"},
                "partitions": {"oem": {"size": 100}, "state": {"size": 8000}, "persistent": {"size": 900, "fs": "ext3"}},
                "extra-partitions": [{"name": "logs", "size": 64}, {"size": 0, "fs": "vfat", "label": "DATA"}],
            },
        })
        self.assertEqual("/dev/disk/by-id/ata-x", settings.device)
        self.assertEqual((100, 8000, 900, "ext3"), (settings.oem_mib, settings.state_mib, settings.persistent_mib,
                                                    settings.persistent_filesystem))
        self.assertEqual([("logs", 64, "ext2", ""), ("", 0, "vfat", "DATA")], [tuple(extra) for extra in settings.extras])
        self.assertEqual(("a=1 b=2 c", "reboot", True), (settings.arguments, settings.ending, settings.eject))

    def test_device_that_is_automatic_is_none(self):
        for value in ("", "auto", None):
            self.assertIsNone(settings_of({"install": {"device": value}}).device)

    def test_ending_is_decided_by_the_newer_key(self):
        cases = [
            ({"poweroff": True, "reboot": True}, {"reboot": True}, "poweroff"),
            ({"reboot": True}, {"reboot": False}, "reboot"),
            ({"reboot": False}, {"reboot": True}, "stay"),
            ({}, {"reboot": True}, "reboot"),
            ({"poweroff": True}, {"reboot": True}, "poweroff"),
            ({}, {"reboot": False}, "stay"),
            ({}, {}, "stay"),
        ]
        for install, stylus, expected in cases:
            with self.subTest(install=install, stylus=stylus):
                self.assertEqual(expected, settings_of({"install": install, "stylus": stylus}).ending)

    def test_what_would_give_another_machine_is_refused(self):
        for install in ({"device": "script:///x"}, {"device": "sda"}, {"device": "/dev/"}, {"no-format": True},
                        {"encrypted_partitions": ["COS_PERSISTENT"]}, {"image": "oci:x"}, {"source": "dir:/x"},
                        {"partitions": {"persistent": {"fs": "xfs"}}}, {"partitions": {"state": {"fs": "ext3"}}},
                        {"partitions": {"persistent": {"size": 511}}}, {"partitions": {"persistent": {"size": "1G"}}},
                        {"partitions": {"oem": {"size": True}}}, {"partitions": {"oem": {"size": -1}}},
                        {"partitions": []}, {"poweroff": "yes"}, {"extra-partitions": [{"fs": "btrfs", "size": 9}]},
                        {"extra-partitions": [{"name": 'a"b', "size": 9}]}, {"extra-partitions": "x"},
                        {"extra-partitions": [{"size": 0}]}, {"grub_options": {"extra_cmdline": "a\0b"}}):
            with self.subTest(install=install), self.assertRaises(InstallFailure) as caught:
                settings_of({"install": install})
            self.assertIn("install", caught.exception.what + caught.exception.why)
            self.assertTrue(caught.exception.fix)

    def test_only_the_last_extra_partition_takes_the_rest(self):
        sized = {"persistent": {"size": 1000}}
        extras = [{"size": 0}, {"size": 10}]
        with self.assertRaisesRegex(InstallFailure, r"extra-partitions\[0\]' has no size"):
            settings_of({"install": {"partitions": sized, "extra-partitions": extras}})
        self.assertEqual(0, settings_of({"install": {"partitions": sized, "extra-partitions": extras[::-1]}}).extras[1].mib)

    def test_what_is_not_applied_is_told(self):
        told = settings_of({
            "install": {"bundles": [{}], "env": ["A=b"], "partitions": {"recovery": {"size": 1}, "oem": {"name": "x"}},
                        "grub_options": {"next_entry": "recovery"}},
            "stages": {"before-install": [{}], "after-install-chroot": [{}], "boot": [{}]},
        }).told
        for key in ("install.bundles", "install.env", "install.partitions.recovery", "install.partitions.oem.name",
                    "install.grub_options.next_entry", "stages.before-install", "stages.after-install-chroot"):
            self.assertEqual(1, sum(line.startswith(key + ":") for line in told), key)
        self.assertEqual(7, len(told))
