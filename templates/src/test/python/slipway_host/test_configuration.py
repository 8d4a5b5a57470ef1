import json
import os
import stat
import subprocess
import unittest

import yaml

from slipway_host import boot, configuration, scratch

def _file_systems():
    with open("/proc/filesystems", encoding="ascii") as file:
        return {line.split()[-1] for line in file}


_KERNEL_READS_MEDIA = {"iso9660", "vfat"} <= _file_systems()
# Where the kernel cannot mount media, the same is done by programs that read them: mount -t TYPE -o OPTIONS FROM TO.
_TOOLS = {
    "mount": """#!/bin/sh
case $2 in
iso9660) [ "$(dd if="$5" bs=1 skip=32769 count=5 2>/dev/null)" = CD001 ] || exit 32
    exec xorriso -osirrox on -indev "$5" -extract / "$6" ;;
vfat) exec mcopy -s -n -i "$5" '::*' "$6" ;;
esac
""",
    "umount": """#!/bin/sh
chmod -R u+w "$2"
rm -rf "$2"/*
""",
}

_BASE = """stylus:
  site: {name: Shop-1, edgeHostToken: hunter2}
install: {poweroff: true}
stages:
  initramfs:
    - {name: base step, commands: [a]}
hostname: from-cloud-config
"""


class ConfigurationTests(scratch.Scratch):
    def prepare(self, host=None):
        configuration.prepare(host or self.with_console())

    def seed(self, name):
        return self.got(boot.SEED + "/" + name)

    def meta(self):
        return json.loads(self.seed("meta-data"))

    def steps(self):
        return json.loads(self.got(boot.STEPS))

    def names(self, stage):
        return [step["name"] for step in self.steps()[stage]]

    def test_the_seed_is_private_and_holds_what_cloud_init_reads(self):
        self.put(configuration.BASE, scratch.user_data(_BASE))
        self.prepare()
        self.assertEqual(self.seed("user-data"), b"#cloud-config\nhostname: from-cloud-config\n")
        self.assertEqual(self.meta()["dsmode"], "local")
        self.assertEqual(self.meta()["local-hostname"], "shop-1")
        self.assertEqual(json.loads(self.seed("network-config")), {"config": "disabled"})
        self.assertEqual(stat.S_IMODE(os.stat(self.directory + boot.SEED).st_mode), 0o700)
        for name in ("seed/user-data", "seed/meta-data", "seed/network-config", "steps.json", "user-data"):
            mode = os.stat(self.directory + boot.RUN + "/" + name).st_mode
            self.assertEqual(stat.S_IMODE(mode), 0o600, name)
        self.assertEqual(os.readlink(self.directory + boot.CLOUD_SEED), boot.SEED)
        self.assertEqual(self.told(), "")

    def test_users_of_cloud_init_named_like_a_group_are_put_into_it(self):
        self.put("/etc/group", b"root:x:0:\noperator:x:37:\nbackup:x:34:\n")
        self.put(configuration.BASE, scratch.user_data(
            "users: [{name: operator}, {name: clerk}, {name: backup, primary_group: users}, default]\n"))
        self.prepare()
        users = yaml.safe_load(self.seed("user-data"))["users"]
        self.assertEqual(users, [{"name": "operator", "primary_group": "operator"}, {"name": "clerk"},
                                 {"name": "backup", "primary_group": "users"}, "default"])

    def test_the_instance_changes_with_the_user_data_and_only_then(self):
        identities = []
        for text in (_BASE, _BASE, _BASE + "timezone: UTC\n"):
            self.put(configuration.BASE, scratch.user_data(text))
            self.prepare()
            identities.append(self.meta()["instance-id"])
        self.assertEqual(identities[0], identities[1])
        self.assertNotEqual(identities[1], identities[2])

    def test_a_broken_base_is_told_and_the_boot_goes_on(self):
        for data in (b"no header\n", scratch.user_data("edgeHostToken: [hunter2\n"), b"\xff" * 10):
            self.put(configuration.BASE, data)
            self.prepare()
            self.assertIn("slipway: /oem/90_custom.yaml is ignored", self.told())
            self.assertNotIn("hunter2", self.told() + self.got("/var/log/slipway/stages.log").decode())
            self.assertEqual(self.seed("user-data"), b"#cloud-config\n{}\n")

    def test_no_user_data_at_all_is_a_boot_like_any_other(self):
        self.prepare()
        self.assertEqual(self.steps(), {})
        self.assertNotIn("local-hostname", self.meta())

    def test_kept_site_data_is_merged_over_the_base(self):
        self.put(configuration.BASE, scratch.user_data(_BASE))
        self.put(configuration.KEPT + "/userdata", scratch.user_data("stages: {initramfs: [{name: site step}]}\nhostname: site\n"))
        self.prepare()
        self.assertEqual(self.names("initramfs"), ["base step", "site step"])
        self.assertIn(b"hostname: site\n", self.seed("user-data"))

    def test_a_site_that_clashes_with_the_base_is_left_out(self):
        self.put(configuration.BASE, scratch.user_data(_BASE))
        self.put(configuration.KEPT + "/userdata", scratch.user_data("stylus: text\n"))
        self.prepare()
        self.assertIn("/oem/95_userdata/userdata is ignored", self.told())
        self.assertEqual(self.names("initramfs"), ["base step"])

    def test_flags_name_the_processes_that_a_boot_needs(self):
        for text, expected in (
            (_BASE, set()),
            ("stages: {boot.after: [{commands: [a]}]}\n", {"run-boot"}),
            ("stages: {network: [{commands: [a]}]}\n", {"run-network"}),
            ("stages: {reconcile: [{commands: [a]}]}\n", {"run-reconcile"}),
            ("runcmd: [a]\n", {"run-boot", "run-network"}),
            ("write_files: [{path: /a, defer: true}]\n", {"run-network"}),
            ("timezone: UTC\n", {"run-boot"}),
        ):
            self.put(configuration.BASE, scratch.user_data(text))
            self.prepare()
            flags = {name for name in os.listdir(self.directory + boot.RUN) if name.startswith("run-")}
            self.assertEqual(flags, expected, text)

    def test_users_and_clocks_of_the_site_become_the_first_step(self):
        users = "[{name: op, groups: [sudo], passwd: x}]"
        text = "stylus: {site: {users: %s, ntpServers: [a.test, b.test]}}\n" % users
        self.put(configuration.BASE, scratch.user_data(text + "stages: {initramfs: [{name: mine}]}\n"))
        self.prepare()
        first = self.steps()["initramfs"][0]
        self.assertEqual(first["users"]["op"]["groups"], ["sudo"])
        self.assertEqual(first["timesyncd"], {"NTP": "a.test b.test"})
        self.assertEqual(self.names("initramfs"), ["stylus.site", "mine"])

    def test_names_that_no_host_can_have_name_none(self):
        for site, expected in (("{name: $random}", None), ("{name: a b}", None), ("{name: x, hostName: y.z}", "y.z"), ("{name: 7}", "7")):
            self.put(configuration.BASE, scratch.user_data("stylus: {site: %s}\n" % site))
            self.prepare()
            self.assertEqual(self.meta().get("local-hostname"), expected, site)

    def test_the_network_is_written_and_what_it_no_longer_names_is_forgotten(self):
        text = "stylus: {site: {network: {interfaces: {eth0: {type: dhcp}}}}}\n"
        for name in ("10-cloud-init-eth0.network", "10-cloud-init-eth1.network", "80-mine.network"):
            self.put("/etc/systemd/network/" + name, "")
        self.put(configuration.BASE, scratch.user_data(text))
        self.prepare()
        self.assertEqual(json.loads(self.seed("network-config")), {"version": 2, "ethernets": {"eth0": {"dhcp4": True}}})
        self.assertEqual(
            sorted(os.listdir(self.directory + "/etc/systemd/network")), ["10-cloud-init-eth0.network", "80-mine.network"]
        )

    def test_the_network_config_of_the_medium_goes_before_the_user_data(self):
        text = "stylus: {site: {network: {interfaces: {eth0: {type: dhcp}}}}}\n"
        given = {"version": 2, "ethernets": {"eth1": {"addresses": ["10.0.1.5/24"]}}}
        self.put("/etc/systemd/network/10-cloud-init-eth1.network", "")
        self.put(configuration.BASE, scratch.user_data(text))
        self.prepare()
        identity = self.meta()["instance-id"]
        for written in (given, {"network": given}):
            self.put(configuration.BASE_NETWORK_CONFIG, yaml.safe_dump(written))
            self.put("/etc/systemd/network/10-cloud-init-eth1.network", "")
            self.prepare()
            self.assertEqual(json.loads(self.seed("network-config")), given)
            self.assertNotEqual(self.meta()["instance-id"], identity)
            self.assertEqual(os.listdir(self.directory + "/etc/systemd/network"), ["10-cloud-init-eth1.network"])

    def test_a_network_config_that_is_none_is_told_and_the_user_data_used(self):
        text = "stylus: {site: {network: {interfaces: {eth0: {type: dhcp}}}}}\n"
        self.put(configuration.BASE, scratch.user_data(text))
        for wrong in ("[", "- a\n", "a: 2026-01-01\n", "text\n", b"\xff\xfe\x00"):
            self.put(configuration.BASE_NETWORK_CONFIG, wrong)
            self.prepare()
            self.assertIn("network-config is ignored", self.told(), wrong)
            self.assertEqual(json.loads(self.seed("network-config"))["ethernets"], {"eth0": {"dhcp4": True}}, wrong)

    def test_an_empty_network_config_is_none(self):
        self.put(configuration.BASE, scratch.user_data("hostname: a\n"))
        self.prepare()
        identity = self.meta()["instance-id"]
        self.put(configuration.BASE_NETWORK_CONFIG, "\n")
        self.prepare()
        self.assertEqual(json.loads(self.seed("network-config")), {"config": "disabled"})
        self.assertEqual(self.meta()["instance-id"], identity)
        self.assertEqual(self.told(), "")

    def test_the_meta_data_of_the_medium_names_the_host(self):
        self.put(configuration.BASE, scratch.user_data("stylus: {site: {name: shop}}\n"))
        self.put(configuration.BASE_META_DATA, "instance-id: x\nlocal-hostname: till-7\n")
        self.prepare()
        self.assertEqual(self.meta()["local-hostname"], "till-7")

    def test_a_network_that_cannot_be_is_told_and_left_out(self):
        self.put(configuration.BASE, scratch.user_data("stylus: {site: {network: {interfaces: {eth0: {type: static}}}}}\n"))
        self.prepare()
        self.assertIn("interface 'eth0' is static and has no address", self.told())
        self.assertEqual(json.loads(self.seed("network-config")), {"config": "disabled"})


@unittest.skipUnless(os.geteuid() == 0, "needs root")
class SiteMediumTests(ConfigurationTests):
    """The same with a drive that holds a medium; the tests above run again, with a drive that is empty of user-data."""

    def setUp(self):
        super().setUp()
        self.loops = []
        self.addCleanup(self.detach)
        if not _KERNEL_READS_MEDIA:
            for name, script in _TOOLS.items():
                os.chmod(self.put("/tools/" + name, script), 0o755)
            path = os.environ["PATH"]
            os.environ["PATH"] = self.directory + "/tools:" + path
            self.addCleanup(os.environ.__setitem__, "PATH", path)

    def detach(self):
        mounted = self.directory + "/run/slipway/site"
        while os.path.ismount(mounted) and subprocess.run(["umount", mounted], check=False).returncode == 0:
            pass
        for loop in self.loops:
            subprocess.run(["losetup", "-d", loop], check=False)

    def insert(self, files, label="cidata", kind="iso"):
        """Makes a medium and puts it into the first drive."""
        for name, content in files.items():
            self.put("/medium/" + name, content)
        image = self.directory + "/medium.img"
        if kind == "iso":
            source = ["-quiet", "-output", image, "-volid", label, "-joliet", "-rock", self.directory + "/medium"]
            subprocess.run(["genisoimage", *source], check=True)
        else:
            subprocess.run(["mkfs.vfat", "-C", "-n", label.upper(), image, "2048"], check=True, stdout=subprocess.DEVNULL)
            names = [self.directory + "/medium/" + name for name in files]
            subprocess.run(["mcopy", "-i", image, *names, "::"], check=True)
        os.makedirs(self.directory + "/dev", exist_ok=True)
        if not _KERNEL_READS_MEDIA:
            os.rename(image, self.directory + "/dev/sr0")
            return
        attached = subprocess.run(["losetup", "--find", "--show", "--read-only", image], check=True, stdout=subprocess.PIPE)
        loop = attached.stdout.decode().strip()
        self.loops.append(loop)
        os.mknod(self.directory + "/dev/sr0", 0o600 | stat.S_IFBLK, os.stat(loop).st_rdev)

    def eject(self):
        os.unlink(self.directory + "/dev/sr0")

    def is_mounted(self):
        return bool(os.listdir(self.directory + "/run/slipway/site"))

    def test_the_site_is_merged_and_its_bytes_are_kept(self):
        self.check_kept("iso")

    def test_a_usb_stick_is_a_medium_too(self):
        self.check_kept("vfat")

    def check_kept(self, kind):
        site = scratch.user_data("# mine\nhostname:   site\n")
        self.insert({"user-data": site, "meta-data": "local-hostname: from-meta\n"}, kind=kind)
        self.put(configuration.BASE, scratch.user_data(_BASE))
        self.prepare()
        self.assertEqual(self.got(configuration.KEPT + "/userdata"), site)
        self.assertEqual(self.got(configuration.KEPT + "/meta-data"), b"local-hostname: from-meta\n")
        self.assertIn(b"hostname: site\n", self.seed("user-data"))
        self.assertEqual(self.meta()["local-hostname"], "from-meta")
        self.assertFalse(self.is_mounted())
        identity = self.meta()["instance-id"]
        self.eject()
        self.prepare()
        self.assertEqual(self.meta()["instance-id"], identity)
        self.assertIn(b"hostname: site\n", self.seed("user-data"))

    def test_the_network_config_of_the_site_is_kept_and_goes_before_the_base(self):
        given = {"version": 2, "ethernets": {"eth1": {"dhcp4": True}}}
        self.put(configuration.BASE, scratch.user_data(_BASE))
        self.put(configuration.BASE_NETWORK_CONFIG, "version: 2\nethernets: {eth9: {dhcp4: true}}\n")
        self.insert({"user-data": scratch.user_data("hostname: site\n"), "network-config": json.dumps(given)})
        self.prepare()
        identity = self.meta()["instance-id"]
        self.eject()
        self.prepare()
        self.assertEqual(json.loads(self.seed("network-config")), given)
        self.assertEqual(self.meta()["instance-id"], identity)

    def test_skip_copy_steps_run_once_from_the_medium(self):
        site = scratch.user_data(
            "stages:\n  boot:\n    - {name: skip-copy-files, commands: [b]}\n    - {name: kept, commands: [c]}\n"
        )
        self.insert({"user-data": site, "payload": "data"})
        self.prepare()
        self.assertEqual(self.names("boot"), ["skip-copy-files", "kept"])
        self.assertTrue(self.is_mounted())
        self.assertEqual(self.got("/run/slipway/site/payload"), b"data")
        self.assertNotIn(b"skip-copy", self.got(configuration.KEPT + "/userdata"))
        identity = self.meta()["instance-id"]
        self.eject()
        self.prepare()
        self.assertEqual(self.names("boot"), ["kept"])
        self.assertEqual(self.meta()["instance-id"], identity)

    def test_what_a_lost_power_left_is_neither_used_nor_in_the_way(self):
        self.put(configuration.KEPT + ".part/userdata", scratch.user_data("hostname: half\n"))
        self.prepare()
        self.assertEqual(self.seed("user-data"), b"#cloud-config\n{}\n")
        self.insert({"user-data": scratch.user_data("hostname: whole\n")})
        self.prepare()
        self.assertIn(b"hostname: whole\n", self.got(configuration.KEPT + "/userdata"))
        self.assertFalse(os.path.lexists(self.directory + configuration.KEPT + ".part"))
        for name in ("", "/userdata", "/meta-data", "/network-config"):
            mode = os.stat(self.directory + configuration.KEPT + name).st_mode
            self.assertEqual(stat.S_IMODE(mode) & 0o077, 0, name)

    def test_config_stands_in_for_user_data(self):
        self.insert({"config": scratch.user_data("hostname: c\n")})
        self.prepare()
        self.assertIn(b"hostname: c\n", self.seed("user-data"))

    def test_a_site_without_its_header_is_told_and_not_kept(self):
        self.put(configuration.BASE, scratch.user_data(_BASE))
        self.insert({"user-data": "hostname: site\n"})
        self.prepare()
        self.assertIn("site medium's user-data is ignored: its first line is not #cloud-config", self.told())
        self.assertFalse(os.path.lexists(self.directory + configuration.KEPT))
        self.assertIn(b"from-cloud-config", self.seed("user-data"))
        self.assertFalse(self.is_mounted())

    def test_a_medium_is_read_at_the_first_boot_only(self):
        self.put(configuration.KEPT + "/userdata", scratch.user_data("hostname: first\n"))
        self.insert({"user-data": scratch.user_data("hostname: second\n")})
        self.prepare()
        self.assertIn(b"hostname: first\n", self.seed("user-data"))


if __name__ == "__main__":
    unittest.main()
