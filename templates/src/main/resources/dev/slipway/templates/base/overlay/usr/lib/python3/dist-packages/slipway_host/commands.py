"""Runs what user-data tells to run: by a shell, within bounds, with its output in the log."""

import os
import signal
import subprocess
import sys

from slipway_host.host import LOG

SECONDS_MAX = 600
# What one command can tell the journal; the log has all of it.
_OUTPUT_BYTES_MAX = 64 << 10


def run(host, command, seconds=SECONDS_MAX):
    """The exit status of a command; None where it was ended for taking too long. The command itself is not logged."""
    with _log(host) as log:
        begin = log.seek(0, os.SEEK_END)
        process = subprocess.Popen(
            ["/bin/sh", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=host.root or "/",
            # A service of the system has none, and many scripts expect one.
            env={"HOME": "/root", **os.environ},
            start_new_session=True,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                _end(process)
            _to_journal(host, begin)


def _log(host):
    path = host.path(LOG)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "ab")


def _to_journal(host, begin):
    """Repeats what was printed, on the output that the journal takes."""
    if host.root:
        return
    with open(host.path(LOG), "rb") as log:
        end = log.seek(0, os.SEEK_END)
        log.seek(max(begin, end - _OUTPUT_BYTES_MAX))
        sys.stdout.buffer.write(log.read(_OUTPUT_BYTES_MAX))
        sys.stdout.flush()


def _end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
