"""The host: where its files are, how they are written, and where people are told what went wrong."""

import os
import socket
import tempfile
import time

LOG = "/var/log/slipway/stages.log"
_JOURNAL = "/run/systemd/journal/socket"
_CONSOLE = "/dev/console"


class Host:
    """A root file system. All paths of this package are named from its top, so that a test has one of its own."""

    def __init__(self, root="/"):
        self.root = root.rstrip("/")

    def path(self, name):
        """A file of the host by its absolute name."""
        return self.root + name

    def read(self, name, limit):
        """At most so many bytes of a file; None where it is not there."""
        try:
            with open(self.path(name), "rb") as file:
                data = file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if len(data) > limit:
            raise ValueError("%s is larger than %d bytes" % (name, limit))
        return data

    def write(self, name, data, mode=0o600, durable=False):
        """Writes a file that appears whole; a durable one survives the loss of power as soon as this returns."""
        target = self.path(name)
        directory = os.path.dirname(target)
        os.makedirs(directory, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=directory)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                os.fchmod(file.fileno(), mode)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            os.rename(part, target)
        except BaseException:
            _remove(part)
            raise
        if durable:
            sync_directory(directory)

    def remove(self, name):
        """Removes a file, where it is there."""
        _remove(self.path(name))

    def tell(self, message):
        """Tells people: one line on the console, in the journal and in the log. Never holds a secret."""
        line = "slipway: " + message.replace("\n", " ")
        self._tell_console(line)
        self._tell_journal(line)
        self.log(line)

    def log(self, line):
        """Adds a line to the log, which root alone may read."""
        try:
            os.makedirs(os.path.dirname(self.path(LOG)), exist_ok=True)
            handle = os.open(self.path(LOG), os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "a", errors="replace") as file:
                file.write("%s %s\n" % (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), line))
        except OSError:
            pass  # The log is for people; what is logged goes on without it.

    def _tell_console(self, line):
        try:
            # Never becomes the controlling terminal, and a stuck serial line does not hold the boot up.
            handle = os.open(self.path(_CONSOLE), os.O_WRONLY | os.O_APPEND | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                os.write(handle, (line + "\r\n").encode(errors="replace"))
            finally:
                os.close(handle)
        except OSError:
            pass

    def _tell_journal(self, line):
        text = "PRIORITY=4\nSYSLOG_IDENTIFIER=slipway\nMESSAGE=%s\n" % line
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
                journal.settimeout(2)
                journal.sendto(text.encode(errors="replace"), self.path(_JOURNAL))
        except OSError:
            pass


def sync_directory(directory):
    """Makes the names in a directory survive the loss of power."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
