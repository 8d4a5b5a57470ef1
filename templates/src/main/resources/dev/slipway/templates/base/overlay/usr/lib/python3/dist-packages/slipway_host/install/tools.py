"""Runs Debian's tools, and turns what they complain about into failures."""

from .failure import InstallFailure

OUTPUT_LINES_MAX = 6
SECONDS_MAX = 300


class Tools:
    """Runs tools one at a time; all they say goes to the log."""

    def __init__(self, log):
        self._log = log

    def run(self, *arguments, purpose, where, given=None, fix="", seconds=SECONDS_MAX):
        """Runs a tool to its end and returns what it printed; `purpose` completes "could not ..."."""
        import subprocess

        self._log.line("run: " + " ".join(arguments))
        try:
            done = subprocess.run(arguments, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  errors="replace", timeout=seconds, stdin=None if given else subprocess.DEVNULL)
        except FileNotFoundError:
            raise InstallFailure(f"could not {purpose}", where, f"the tool {arguments[0]} is not on this medium",
                                 "build the medium again from a complete base") from None
        except subprocess.TimeoutExpired:
            raise InstallFailure(f"could not {purpose}", where,
                                 f"{arguments[0]} was still not done after {seconds} s",
                                 fix or "the disk may be failing: try another one") from None
        for line in done.stdout.splitlines():
            self._log.line(f"  {line}")
        if done.returncode != 0:
            said = [line for line in done.stdout.splitlines() if line.strip()][-OUTPUT_LINES_MAX:]
            why = "\n".join([f"{arguments[0]} ended with status {done.returncode}", *said])
            raise InstallFailure(f"could not {purpose}", where, why, fix or "the disk may be failing: try another one")
        return done.stdout
