"""The consoles of the machine, screens and serial lines, written to as they are and never waited for long."""

import os

from .disks import line_of

WRITE_SECONDS_MAX = 2
LINE_BYTES_MAX = 4096


def consoles_of(places):
    """All active consoles that can be opened."""
    found = []
    for name in line_of(places.consoles).split():
        # tty0 is whichever screen is shown; the system starts with the first.
        name = "tty1" if name == "tty0" else name
        try:
            found.append(Console(f"{places.dev}/{name}", is_screen(name)))
        except OSError:
            continue
    return found


def is_screen(name):
    """Whether a console is a screen that can be painted, rather than a line to write to."""
    return name.startswith("tty") and name[3:].isdigit()


class Console:
    """One console. It is given up when it takes nothing for a while, as a serial line may that nobody listens to."""

    def __init__(self, path, screen):
        self.path = path
        self.screen = screen
        self.lost = False
        self.descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)

    def write(self, text):
        """Writes text; line ends become what terminals expect by the terminal driver itself."""
        import select
        import time

        data = text.encode("ascii", "replace")
        deadline = time.monotonic() + WRITE_SECONDS_MAX
        while data and not self.lost:
            try:
                data = data[os.write(self.descriptor, data):]
                deadline = time.monotonic() + WRITE_SECONDS_MAX
            except BlockingIOError:
                left = deadline - time.monotonic()
                poll = select.poll()
                poll.register(self.descriptor, select.POLLOUT)
                if left <= 0 or not poll.poll(left * 1000):
                    self.lost = True
            except OSError:
                self.lost = True

    def drain(self):
        """Waits until all has left the machine, for a short while only."""
        import fcntl
        import struct
        import termios
        import time

        deadline = time.monotonic() + WRITE_SECONDS_MAX
        while not self.lost and time.monotonic() < deadline:
            try:
                waiting, = struct.unpack("i", fcntl.ioctl(self.descriptor, termios.TIOCOUTQ, b"\0\0\0\0"))
            except OSError:
                return
            if not waiting:
                return
            time.sleep(0.02)

    def forget_input(self):
        """Drops what was typed before there was a question."""
        import termios

        try:
            termios.tcflush(self.descriptor, termios.TCIFLUSH)
        except (OSError, termios.error):
            return


def first_line(consoles):
    """The first line that is typed on any console, and that console; waits for ever. None when all are gone."""
    import select

    poll = select.poll()
    by_descriptor = {console.descriptor: console for console in consoles if not console.lost}
    for descriptor in by_descriptor:
        poll.register(descriptor, select.POLLIN)
    typed = dict.fromkeys(by_descriptor, b"")
    while by_descriptor:
        for descriptor, _ in poll.poll():
            try:
                data = os.read(descriptor, LINE_BYTES_MAX)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            typed[descriptor] = (typed[descriptor] + data)[:LINE_BYTES_MAX]
            if b"\n" in typed[descriptor] or b"\r" in typed[descriptor]:
                line = typed[descriptor].replace(b"\r", b"\n").split(b"\n")[0]
                return line.decode("ascii", "replace").strip(), by_descriptor[descriptor]
            if not data:
                poll.unregister(descriptor)
                del by_descriptor[descriptor]
    return None
