"""What people see: a page of 80 x 25 on screens, plain lines on serial consoles, all of it in the log."""

import time

COLUMNS = 79  # the last column makes some terminals wrap
ROWS = 25
TITLE = "Slipway installer"
CLEAR = "\x1b[2J\x1b[H\x1b[?25l\x1b[9;0]"  # also: no cursor, and the screen never goes dark
HOME = "\x1b[H"
END_OF_LINE = "\x1b[K\n"
BELOW = "\x1b[J"
BAR = "\x1b[7m"
GREEN, RED, PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[0m"
SERIAL_PERCENT = 10
LABEL_COLUMNS = 7  # of the lines of a failure


class Screen:
    """Facts at the top, then the steps with their state, then what there is to say."""

    def __init__(self, consoles, log, titles):
        self._consoles = consoles
        self._log = log
        self._titles = titles
        self._facts = []
        self._states = [""] * len(titles)
        self._seconds = [0] * len(titles)
        self._current = -1
        self._percent = 0
        self._since = 0.0
        self._message = []
        self._failed = False
        for console in consoles:
            console.write(CLEAR if console.screen else f"\n{TITLE}\n{'=' * len(TITLE)}\n")
        self._paint()

    def fact(self, name, text):
        """Shows something that holds from now on, such as the disk."""
        line = printable(f"{name + ':':<11}{text}")
        self._facts.append(line)
        self._say(line)

    def begin(self, index):
        """The step is under way."""
        self._current, self._percent, self._since = index, 0, time.monotonic()
        self._states[index] = "...."
        self._say(f"{self._number(index)} {self._titles[index]} ...")

    def percent(self, percent):
        """How much of the step is done; repeated values cost nothing."""
        before, self._percent = self._percent, percent
        if percent == before or self._current < 0:
            return
        self._states[self._current] = f"{percent:3d}%"
        self._seconds[self._current] = self._elapsed()
        if percent // SERIAL_PERCENT != before // SERIAL_PERCENT and percent < 100:
            self._say(f"{self._number(self._current)} {self._titles[self._current]}: {percent}%")
        else:
            self._paint()

    def end(self):
        """The step is done."""
        index = self._current
        self._states[index], self._seconds[index] = "done", self._elapsed()
        self._say(f"{self._number(index)} {self._titles[index]}: done in {self._seconds[index]} s")
        self._current = -1

    def note(self, text):
        """Something to know, on serial consoles and in the log; screens keep their page."""
        self._say(printable(text))

    def message(self, lines, failed=False):
        """What there is to say in the end, or to ask; stays below the steps, or takes their place."""
        self._message = [part for line in lines for part in wrapped(printable(line))]
        self._failed = failed
        if failed and self._current >= 0:
            self._states[self._current], self._seconds[self._current] = "FAIL", self._elapsed()
        self._say("", *self._message)

    def final(self, line):
        """The line that machines look for; it begins its line."""
        self._message += ["", printable(line)]
        self._say(printable(line))
        for console in self._consoles:
            if console.screen:
                console.write("\x1b[?25h")
            console.drain()

    def ask(self, lines, prompt):
        """Asks on all consoles and returns the first answer with its console's path, or None."""
        from .consoles import first_line

        self.message([*lines, "You can type on " + " or ".join(console.path for console in self._consoles) + "."])
        for console in self._consoles:
            console.forget_input()
            console.write(("\x1b[?25h" if console.screen else "") + prompt)
        answer = first_line(self._consoles)
        self._message = []
        for console in self._consoles:
            console.write(CLEAR if console.screen else "\n")
        self._paint()
        return None if answer is None else (answer[0], answer[1].path)

    def _say(self, *lines):
        for line in lines:
            self._log.line(line)
        text = "".join(f"{line}\n" for line in lines)
        for console in self._consoles:
            if not console.screen:
                console.write(text)
        self._paint()

    def _paint(self):
        if any(console.screen for console in self._consoles):
            page = HOME + END_OF_LINE.join(self._rows()) + END_OF_LINE + BELOW
            for console in self._consoles:
                if console.screen:
                    console.write(page)

    def _rows(self):
        rows = [f"{BAR} {TITLE:<{COLUMNS - 1}}{PLAIN}", ""]
        rows += [f" {fact}"[:COLUMNS] for fact in self._facts] + [""]
        steps = [self._row(index) for index in range(len(self._titles))] + [""]
        if len(rows) + len(steps) + len(self._message) < ROWS:
            rows += steps
        # The end of a message that is too long is what tells what to do.
        room = ROWS - 1 - len(rows)
        colour = RED if self._failed else ""
        return rows + [f" {colour}{line}{PLAIN}" for line in self._message[-room:]]

    def _row(self, index):
        state = self._states[index]
        colour = {"done": GREEN, "FAIL": RED}.get(state, "")
        seconds = f"{self._seconds[index]:5d} s" if state in ("done", "FAIL") or "%" in state else ""
        return f"  {colour}[{state:>4}]{PLAIN}  {self._titles[index]:<52}{seconds}"

    def _number(self, index):
        return f"[{index + 1}/{len(self._titles)}]"

    def _elapsed(self):
        return int(time.monotonic() - self._since + 0.5)


def printable(text):
    """The text in ASCII without control characters: names of disks and output of tools come from elsewhere."""
    return "".join(c if " " <= c <= "~" else "?" for c in text.replace("\t", "    "))


def wrapped(line):
    """A line in pieces that fit the screen, broken at spaces where there are any; later pieces stand below the text."""
    room = COLUMNS - 1
    labelled = line[:LABEL_COLUMNS].rstrip().endswith(":")
    indent = " " * (LABEL_COLUMNS if labelled else len(line) - len(line.lstrip()))
    pieces = []
    while len(line) > room:
        cut = line.rfind(" ", len(indent) + 1, room + 1)
        cut = cut if cut > 0 else room
        pieces.append(line[:cut].rstrip())
        line = indent + line[cut:].lstrip()
    return pieces + [line]
