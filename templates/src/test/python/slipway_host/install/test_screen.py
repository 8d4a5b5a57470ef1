import os
import pathlib
import pty
import tempfile
import threading
import unittest

from slipway_host.install.consoles import Console, is_screen
from slipway_host.install.log import Log
from slipway_host.install.screen import COLUMNS, ROWS, Screen, printable, wrapped


class Terminal:
    """A terminal that shows what is written to it, or one that nobody listens to."""

    def __init__(self, screen, listening=True):
        self.ours, theirs = pty.openpty()
        self.path = os.ttyname(theirs)
        self.console = Console(self.path, screen)
        self.theirs = theirs
        self._shown = ""
        self._changed = threading.Condition()
        if listening:
            threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        try:
            while data := os.read(self.ours, 65536):
                with self._changed:
                    self._shown += data.decode().replace("\r\n", "\n")
                    self._changed.notify_all()
        except OSError:
            return

    def text(self, until):
        """All that was shown, once `until` is part of it."""
        with self._changed:
            if not self._changed.wait_for(lambda: until in self._shown, 30):
                raise AssertionError(f"{until!r} was never shown, but {self._shown!r}")
            return self._shown

    def forget(self):
        with self._changed:
            self._shown = ""

    def close(self):
        os.close(self.console.descriptor)
        os.close(self.theirs)


class ScreenTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = Log(f"{folder.name}/run/install.log")
        self.serial, self.display = Terminal(False), Terminal(True)
        for terminal in (self.serial, self.display):
            self.addCleanup(terminal.close)
        self.screen = Screen([self.serial.console, self.display.console], self.log, ["One", "Two"])

    def test_serial_console_gets_plain_lines_and_no_more_than_one_for_ten_percent(self):
        self.screen.fact("Disk", "/dev/sda")
        self.screen.begin(0)
        for percent in range(101):
            self.screen.percent(percent)
        self.screen.end()
        self.screen.final("slipway-install: done")
        text = self.serial.text("slipway-install: done\n")
        self.assertNotIn("\x1b", text)
        self.assertEqual(9, text.count("%"))
        lines = text.splitlines()
        self.assertIn("[1/2] One: done in 0 s", lines)
        self.assertEqual("slipway-install: done", lines[-1])

    def test_display_never_gets_more_than_fits(self):
        for index in range(3):
            self.screen.fact("Fact", "x" * 200)
        self.screen.begin(1)
        self.screen.message([f"line {index} " + "word " * 40 for index in range(30)], failed=True)
        self.screen.final("slipway-install: failed: x")
        page = self.screen._rows()
        self.assertLess(len(page), ROWS)
        for row in page:
            for code in ("\x1b[7m", "\x1b[31m", "\x1b[32m", "\x1b[0m"):
                row = row.replace(code, "")
            self.assertLessEqual(len(row), COLUMNS)
        self.assertIn("slipway-install: failed: x", page[-1])

    def test_log_holds_every_line(self):
        self.screen.begin(0)
        self.screen.message(["first", "second"])
        self.screen.final("slipway-install: done")
        log = pathlib.Path(self.log.path).read_text()
        for line in ("[1/2] One ...", "first", "second", "slipway-install: done"):
            self.assertIn(f"] {line}\n", log)

    def test_question_is_asked_everywhere_and_answered_anywhere(self):
        for terminal in (self.serial, self.display):
            answers = []
            terminal.forget()
            asking = threading.Thread(target=lambda: answers.append(self.screen.ask(["Sure?"], "Disk: ")))
            asking.start()
            terminal.text("Disk: ")
            os.write(terminal.ours, b"sda\n")
            asking.join(30)
            self.assertEqual([("sda", terminal.path)], answers)

    def test_console_that_takes_nothing_is_given_up(self):
        deaf = Terminal(False, listening=False)
        self.addCleanup(deaf.close)
        screen = Screen([deaf.console, self.serial.console], self.log, ["One"])
        deaf.console.write("x" * 1_000_000)
        self.assertTrue(deaf.console.lost)
        screen.final("slipway-install: done")
        self.serial.text("slipway-install: done\n")

    def test_text_from_elsewhere_cannot_steer_the_terminal(self):
        self.assertEqual("a?[2Jb?", printable("a\x1b[2Jb\u00fc"))

    def test_long_lines_are_broken_at_spaces_and_keep_all_words(self):
        pieces = wrapped("  " + "word " * 60)
        self.assertTrue(all(len(piece) < COLUMNS and piece.startswith("  ") for piece in pieces))
        self.assertEqual(60, " ".join(pieces).split().count("word"))
        self.assertEqual("y" * 200, "".join(wrapped("y" * 200)))

    def test_only_virtual_terminals_are_displays(self):
        self.assertEqual([True, True, False, False, False],
                         [is_screen(name) for name in ("tty1", "tty12", "ttyS0", "ttyAMA0", "hvc0")])
