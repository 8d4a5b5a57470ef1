import pathlib
import shutil
import subprocess
import tempfile
import unittest

from slipway_host.install import menu

UUIDS = {"state": "11111111-1111-4111-8111-111111111111", "oem": "2222", "persistent": "3333"}


class MenuTests(unittest.TestCase):
    def test_consoles_of_the_live_system_are_kept_in_their_order(self):
        live = menu.live_words_of("boot=live install-mode console=tty1 quiet console=ttyS1,9600n8 -- console=ttyS9")
        words = menu.kernel_words(live, UUIDS, "")
        self.assertEqual(["console=tty1", "console=ttyS1,9600n8"], [word for word in words if "console" in word])

    def test_consoles_are_serial_and_screen_where_none_was_given(self):
        self.assertEqual(["console=ttyS0,115200", "console=tty1"], menu.kernel_words([], UUIDS, "", "x86_64")[-2:])

    def test_words_tell_where_the_file_systems_are(self):
        self.assertEqual(["boot=slipway", f"slipway.state={UUIDS['state']}", "slipway.oem=2222", "slipway.persistent=3333"],
                         menu.kernel_words(["console=tty1"], UUIDS, "")[:4])

    def test_extra_words_come_last_and_quotes_keep_them_together(self):
        self.assertEqual(['a="b c"', "d"], menu.kernel_words([], UUIDS, 'a="b c"  d')[-2:])

    @unittest.skipIf(shutil.which("grub-script-check") is None, "needs grub-script-check")
    def test_grub_understands_any_words(self):
        extra = "a=$x b=;reboot c={1} d='e f=\"g h\" i=j\\k l=#m n=*?"
        text = menu.menu(UUIDS["state"], menu.kernel_words([], UUIDS, extra))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "grub.cfg"
            path.write_text(text)
            done = subprocess.run(["grub-script-check", str(path)], capture_output=True, text=True, timeout=60)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        # A shell splits single quotes as GRUB does.
        line = next(line for line in text.splitlines() if line.strip().startswith("linux ") and " quiet " in line)
        words = subprocess.run(["sh", "-c", "printf '%s\\n' " + line.strip()], capture_output=True, text=True,
                               timeout=60).stdout.splitlines()
        self.assertEqual(["a=$x", "b=;reboot", "c={1}", "d='e", "f=g h", "i=j\\k", "l=#m", "n=*?"], words[-8:])

    def test_first_entry_is_quiet_and_the_second_talks(self):
        text = menu.menu(UUIDS["state"], menu.kernel_words([], UUIDS, ""))
        lines = [line for line in text.splitlines() if line.startswith("  linux ")]
        self.assertEqual([True, False], ["quiet" in line.split() for line in lines])
        self.assertIn("set default=0\nset timeout=2\n", text)
        self.assertLess(text.index('menuentry "Slipway"'), text.index('menuentry "Slipway ('))
