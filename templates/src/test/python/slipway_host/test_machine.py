import json
import unittest

from slipway_host import scratch

_BASE = """stylus:
  site: {name: Shop-1, edgeHostToken: hunter2, users: [{name: siteop, groups: [sudo], passwd: pass-2}]}
stages:
  rootfs: [{commands: [echo rootfs >>/order]}]
  initramfs:
    - name: people
      users:
        operator:
          groups: [sudo, extra]
          passwd: pass-1
          ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 me, 'github:somebody']
        keyed: {uid: 4711, shell: /bin/sh, homedir: /srv/keyed, gecos: Key Holder}
        shut: {passwd: pass-3, lock_passwd: true}
      authorized_keys: {root: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1 root]}
    - commands: [echo initramfs >>/order]
  boot: [{commands: [echo boot >>/order]}]
  fs: [{commands: [echo fs >>/order]}]
  network: [{commands: [echo network >>/order]}]
  reconcile: [{commands: [echo reconcile >>/order]}]
bootcmd: [echo bootcmd >>/order]
runcmd: [echo runcmd >>/order]
write_files: [{path: /etc/written, content: text}]
"""

_BOOT = """
boot() {
    rm -rf /run/slipway /run/cloud-init
    /usr/lib/slipway/apply-user-data >/boot.out 2>&1 || { cat /boot.out; exit 1; }
    cloud-init modules --mode=config >>/boot.out 2>&1
    cloud-init modules --mode=final >>/boot.out 2>&1
}
"""


class MachineTests(scratch.MachineCopy):
    """cloud-init itself, in a copy of this machine."""

    def test_a_boot_applies_stages_and_cloud_config(self):
        self.lay("/oem/90_custom.yaml", scratch.user_data(_BASE))
        output = self.run_script(
            _BOOT
            + """
            boot
            /usr/lib/slipway/run-stage reconcile
            tr '\\n' ' ' </order; echo
            cat /etc/hostname; cat /etc/written; echo
            cat /var/lib/cloud/data/status.json /run/cloud-init/result.json
            grep -l 'hunter2\\|pass-[123]' -r /var/log /var/lib/cloud || echo no secrets
            """
        )
        self.assertIn("rootfs initramfs bootcmd boot fs network runcmd reconcile \n", output)
        self.assertIn("shop-1\ntext\n", output)
        self.assertIn("no secrets\n", output)
        self.assertIn('"datasource": "DataSourceNoCloud [seed=/var/lib/cloud/seed/nocloud][dsmode=local]"', output)
        self.assertNotIn('"errors": ["', output)

    def test_users_can_log_in_as_it_was_said(self):
        self.lay("/oem/90_custom.yaml", scratch.user_data(_BASE))
        output = self.run_script(
            _BOOT
            + """
            boot
            id -nG operator; id -u keyed; getent passwd keyed | cut -d: -f5-7
            cat /home/operator/.ssh/authorized_keys /root/.ssh/authorized_keys
            stat -c '%a %U' /home/operator/.ssh/authorized_keys
            python3 - <<'END'
import crypt, spwd
for name, password in (("operator", "pass-1"), ("siteop", "pass-2"), ("shut", "pass-3")):
    kept = spwd.getspnam(name).sp_pwdp
    print(name, len(kept) > 2 and crypt.crypt(password, kept) == kept)
END
            cat /var/log/slipway/stages.log
            """
        )
        self.assertIn("operator sudo extra\n4711\nKey Holder:/srv/keyed:/bin/sh\n", output)
        self.assertIn("AAAAC3NzaC1lZDI1NTE5AAAAIJ0 me\n", output)
        self.assertIn("AAAAC3NzaC1lZDI1NTE5AAAAIJ1 root\n", output)
        self.assertIn("600 operator\n", output)
        self.assertIn("operator True\nsiteop True\nshut False\n", output)
        self.assertIn("operator: keys are not fetched from GitHub", output)

    def test_a_second_boot_changes_what_changed(self):
        self.lay("/oem/90_custom.yaml", scratch.user_data(_BASE))
        changed = _BASE.replace("pass-1", "pass-4").replace("groups: [sudo, extra]", "groups: [sudo, other]")
        self.lay("/second", scratch.user_data(changed.replace("shell: /bin/sh", "shell: /bin/bash")))
        output = self.run_script(
            _BOOT
            + """
            boot
            was=$(getent shadow siteop)
            boot
            [ "$was" = "$(getent shadow siteop)" ] && echo unchanged
            cp /second /oem/90_custom.yaml
            boot
            id -nG operator; getent passwd keyed | cut -d: -f7
            python3 -c '
import crypt, spwd
kept = spwd.getspnam("operator").sp_pwdp
print(crypt.crypt("pass-4", kept) == kept)'
            grep -c 'failed in' /var/log/slipway/stages.log
            """
        )
        self.assertIn("unchanged\n", output)
        self.assertIn("operator sudo extra other\n/bin/bash\nTrue\n", output)
        # The key that would have to be fetched, once a boot, and nothing else.
        self.assertTrue(output.endswith("3\n"), output)

    def test_a_static_network_reaches_systemd_networkd(self):
        text = "stylus: {site: {network: {interfaces: {eth9: {type: static, ipAddress: 10.0.10.25/24, gateway: 10.0.10.1}}}}}\n"
        self.lay("/oem/90_custom.yaml", scratch.user_data(text))
        self.lay("/second", scratch.user_data("hostname: other\n"))
        output = self.run_script(
            _BOOT
            + """
            boot
            cat /etc/systemd/network/10-cloud-init-eth9.network
            cp /second /oem/90_custom.yaml
            boot
            ls /etc/systemd/network; cat /etc/hostname
            """
        )
        self.assertIn("Address=10.0.10.25/24\n", output)
        self.assertIn("Gateway=10.0.10.1\n", output)
        self.assertTrue(output.endswith("other\n"), output)
        self.assertEqual(output.count("10-cloud-init"), 0, output)

    def test_keys_at_the_root_of_user_data_are_for_root(self):
        self.lay("/oem/90_custom.yaml", scratch.user_data("ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2 me]\n"))
        output = self.run_script("rm -f /root/.ssh/authorized_keys" + _BOOT + "boot\ncat /root/.ssh/authorized_keys\n")
        self.assertEqual(output.strip(), "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2 me")

    def test_output_of_commands_reaches_the_journal_and_the_log(self):
        self.lay("/oem/90_custom.yaml", scratch.user_data("stages: {initramfs: [{commands: [echo told by me; echo $HOME]}]}\n"))
        output = self.run_script(_BOOT + "boot\ngrep -A1 'told by me' /boot.out\ncat /var/log/slipway/stages.log\n")
        self.assertEqual(output.count("told by me\n/root\n"), 2, output)

    def test_modules_of_cloud_init_are_there_and_their_keys_declared(self):
        self.lay("/oem/90_custom.yaml", scratch.user_data("hostname: a\n"))
        output = self.run_script(
            """python3 - <<'END'
import importlib, json, yaml
configuration = yaml.safe_load(open("/etc/cloud/cloud.cfg.d/90-slipway.cfg"))
declared = set(json.load(open("/usr/lib/slipway/stages.json"))["cloudConfig"])
for section in ("cloud_init_modules", "cloud_config_modules", "cloud_final_modules"):
    for name in configuration[section]:
        name = name if isinstance(name, str) else name[0]
        module = importlib.import_module("cloudinit.config.cc_" + name.replace("-", "_"))
        missing = set(module.meta["activate_by_schema_keys"]) - declared
        assert not missing, (name, missing)
print("declared")
END
"""
        )
        self.assertEqual(output, "declared\n")

    def test_a_broken_user_data_boots_with_nothing(self):
        self.lay("/oem/90_custom.yaml", scratch.user_data("users: [broken\n"))
        output = self.run_script(_BOOT + "boot\ncat /dev/console /run/cloud-init/result.json\n")
        self.assertIn("slipway: /oem/90_custom.yaml is ignored: line", output)
        self.assertEqual(json.loads(output[output.index("{") :])["v1"]["errors"], [])


if __name__ == "__main__":
    unittest.main()
