import json
import os
import stat
import unittest

from slipway_host import boot, commands, scratch, stages


class StagesTests(scratch.Scratch):
    """Everything that changes files alone, in a root of its own."""

    def setUp(self):
        super().setUp()
        with open(scratch.OVERLAY + stages.DECLARATION, encoding="utf-8") as file:
            self.put(stages.DECLARATION, file.read())

    def apply(self, steps, *names):
        host = self.with_console()
        self.put(boot.STEPS, json.dumps(steps))
        return stages.run(host, names or ["initramfs"])

    def line(self, text):
        return {"commands": ["echo %s >>%s/order" % (text, self.directory)]}

    def order(self):
        return self.got("/order").decode().split()

    def test_stages_run_with_what_is_before_and_after_them(self):
        steps = {name: [self.line(name)] for name in ("boot", "boot.after", "boot.before", "rootfs", "rootfs.after", "fs")}
        self.assertEqual(self.apply(steps, "rootfs", "boot"), 0)
        self.assertEqual(self.order(), ["rootfs", "rootfs.after", "boot.before", "boot", "boot.after"])

    def test_a_step_that_fails_is_told_and_the_next_goes_on(self):
        failing = {"name": "mine", "commands": ["true", "false hunter2"]}
        self.assertEqual(self.apply({"initramfs": [failing, "text", self.line("next")]}), 2)
        self.assertEqual(self.order(), ["next"])
        self.assertIn("step 'mine' of stage 'initramfs' failed in 'commands': command 2 ended with status 1", self.told())
        self.assertNotIn("hunter2", self.told() + self.got("/var/log/slipway/stages.log").decode())

    def test_blocks_of_a_step_run_in_the_order_of_yip(self):
        step = {
            "commands": ["cat %s/etc/one >%s/seen" % (self.directory, self.directory)],
            "files": [{"path": "/etc/one", "content": "text"}],
        }
        self.assertEqual(self.apply({"initramfs": [step]}), 0)
        self.assertEqual(self.got("/seen"), b"text")

    def test_files_have_their_content_permissions_and_owner(self):
        files = [
            {"path": "/a/one", "content": "x\n", "permissions": "0640", "owner": 12, "group": 34},
            {"path": "/a/two", "content": "aGVsbG8=", "encoding": "b64", "permissions": 0o600},
            {"path": "/a/three", "content": "H4sIAAAAAAAAA8vPBgBH3dx5AgAAAA==", "encoding": "gzip+b64"},
            {"path": "/a/four"},
        ]
        self.assertEqual(self.apply({"initramfs": [{"files": files}]}), 0)
        self.assertEqual(self.got("/a/one"), b"x\n")
        self.assertEqual(self.got("/a/two"), b"hello")
        self.assertEqual(self.got("/a/three"), b"ok")
        self.assertEqual(self.got("/a/four"), b"")
        status = os.stat(self.directory + "/a/one")
        self.assertEqual((stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid), (0o640, 12, 34))
        self.assertEqual(stat.S_IMODE(os.stat(self.directory + "/a/two").st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(self.directory + "/a/four").st_mode), 0o644)

    def test_directories_are_made_and_changed(self):
        for permissions in ("0700", "0750"):
            step = {"directories": [{"path": "/d/e", "permissions": permissions, "owner": 5, "group": 6}]}
            self.assertEqual(self.apply({"initramfs": [step]}), 0)
            status = os.stat(self.directory + "/d/e")
            self.assertEqual((stat.S_IMODE(status.st_mode), status.st_uid), (int(permissions, 8), 5))

    def test_settings_of_the_system_are_written(self):
        step = {
            "hostname": "edge-1",
            "dns": {"nameservers": ["10.0.0.2", "10.0.0.3"], "search": ["a.test"]},
            "sysctl": {"vm.swappiness": 10, "net/ipv4/conf/eth0.1/forwarding": 1},
            "timesyncd": {"NTP": "time.test"},
            "environment": {"A": 'b "c"', "D": True},
        }
        self.put("/proc/sys/vm/swappiness", "60")
        self.put("/proc/sys/net/ipv4/conf/eth0.1/forwarding", "0")
        self.put("/etc/environment", "A=old\nKEPT=1\n")
        self.assertEqual(self.apply({"initramfs": [step]}), 0, self.told())
        self.assertEqual(self.got("/etc/hostname"), b"edge-1\n")
        self.assertIn(b"DNS=10.0.0.2 10.0.0.3\nDomains=a.test ~.\n", self.got("/etc/systemd/resolved.conf.d/90-slipway.conf"))
        self.assertEqual(self.got("/proc/sys/vm/swappiness"), b"10")
        self.assertEqual(self.got("/proc/sys/net/ipv4/conf/eth0.1/forwarding"), b"1")
        self.assertIn(b"vm.swappiness = 10\n", self.got("/etc/sysctl.d/90-slipway-stages.conf"))
        self.assertEqual(self.got("/etc/systemd/timesyncd.conf.d/90-slipway.conf"), b"[Time]\nNTP=time.test\n")
        self.assertEqual(self.got("/etc/environment"), b'KEPT=1\nA="b \\"c\\""\nD="true"\n')

    def test_a_file_of_its_own_for_names_and_variables(self):
        step = {
            "dns": {"nameservers": ["1.1.1.1"], "options": ["rotate"], "path": "/etc/other.conf"},
            "environment": {"X": "1"},
            "environment_file": "/etc/default/mine",
        }
        self.assertEqual(self.apply({"initramfs": [step]}), 0)
        self.assertEqual(self.got("/etc/other.conf"), b"nameserver 1.1.1.1\noptions rotate\n")
        self.assertEqual(self.got("/etc/default/mine"), b'X="1"\n')

    def test_conditions_leave_steps_out(self):
        self.put("/etc/os-release", 'ID=debian\nVERSION_ID="12"\n')
        self.put("/there", "")
        for condition, runs in (
            ({"if": "true"}, True),
            ({"if": "false"}, False),
            ({"only_os": "debian|ubuntu"}, True),
            ({"only_os": "alpine"}, False),
            ({"only_os_version": "^12$"}, True),
            ({"only_arch": "s390x"}, False),
            ({"only_service_manager": "openrc"}, False),
            ({"if_files": {"all": ["/there"], "none": ["/missing"]}}, True),
            ({"if_files": {"any": ["/missing"]}}, False),
            ({"node": "no such host"}, False),
            ({"only_os": "("}, False),
        ):
            self.put("/order", "")
            self.assertEqual(self.apply({"initramfs": [{**condition, **self.line("ran")}]}), 0)
            self.assertEqual(self.order(), ["ran"] if runs else [], condition)

    def test_a_command_that_does_not_end_is_ended(self):
        host = self.with_console()
        self.assertIsNone(commands.run(host, "sleep 60 & sleep 60", 1))

    def test_the_log_does_not_grow_for_ever(self):
        self.put("/var/log/slipway/stages.log", "x" * (5 << 20))
        self.apply({"initramfs": [self.line("a")]})
        self.assertLess(len(self.got("/var/log/slipway/stages.log")), 1000)
        self.assertEqual(len(self.got("/var/log/slipway/stages.log.1")), 5 << 20)

    def test_paths_and_names_that_lead_elsewhere_are_refused(self):
        for step in (
            {"files": [{"path": "relative", "content": "x"}]},
            {"sysctl": {"../../etc/passwd": "x"}},
            {"environment": {"A B": "x"}},
            {"systemctl": {"overrides": [{"service": "../x", "content": "y"}]}},
        ):
            self.assertEqual(self.apply({"initramfs": [step]}), 1, step)

    def test_an_unknown_stage_is_told(self):
        self.assertEqual(self.apply({"later": [{}]}, "later"), 1)

    def test_every_block_that_is_declared_has_its_code(self):
        from slipway_host import blocks

        declared = json.loads(self.got(stages.DECLARATION))["blocks"]
        self.assertEqual(set(declared), set(blocks._APPLIERS))


if __name__ == "__main__":
    unittest.main()
