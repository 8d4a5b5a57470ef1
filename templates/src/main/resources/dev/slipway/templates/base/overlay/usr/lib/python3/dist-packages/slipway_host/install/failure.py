"""What the installer says when it cannot go on."""


class InstallFailure(Exception):
    """A failure in words for the person in front of the machine: what, where, why, and what to do next."""

    def __init__(self, what, where="", why="", fix=""):
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.fix = fix

    def lines(self):
        """The failure as labelled lines, without those that have nothing to say."""
        labelled = [("what", self.what), ("where", self.where), ("why", self.why), ("next", self.fix)]
        return [f"{label + ':':<7}{line}" if first else f"{'':<7}{line}"
                for label, text in labelled if text
                for first, line in numbered(text.strip().splitlines())]


def numbered(lines):
    """Pairs of "is the first" and the line."""
    return [(index == 0, line) for index, line in enumerate(lines)]
