"""The log of the installation."""

import os
import time


class Log:
    """A file of lines, each with the seconds since the machine started, as in the kernel's own log."""

    def __init__(self, path):
        self.path = path
        os.makedirs(os.path.dirname(path), exist_ok=True)

    def line(self, text):
        """Adds a line. A log that cannot be written is no reason to stop."""
        try:
            with open(self.path, "a", encoding="utf-8", errors="replace") as file:
                file.write(f"[{time.monotonic():9.2f}] {text}\n")
        except OSError:
            return

    def content(self):
        """All lines, as bytes."""
        with open(self.path, "rb") as file:
            return file.read()
