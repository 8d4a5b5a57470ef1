"""Runs what user-data tells to run: by a shell, within bounds, with its output in the log."""

import os
import signal
import subprocess

from slipway_host.host import LOG

SECONDS_MAX = 600


def run(host, command, seconds=SECONDS_MAX):
    """The exit status of a command; None where it was ended for taking too long. The command itself is not logged."""
    with _log(host) as log:
        process = subprocess.Popen(
            ["/bin/sh", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=host.root or "/",
            start_new_session=True,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                _end(process)


def _log(host):
    path = host.path(LOG)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "ab")


def _end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
