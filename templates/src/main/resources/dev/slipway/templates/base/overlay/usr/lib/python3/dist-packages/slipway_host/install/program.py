"""The installer's main path: reads the kernel command line, installs, tells, and ends as it was asked to."""

from .failure import InstallFailure
from .log import Log
from .places import Places

UNATTENDED = ("install-mode", "nodepair.enable")
ASKING = ("install-mode-interactive", "interactive-install")
DONE, FAILED, OURS = 0, 1, 70


def main():
    """Installs on this machine and returns the exit status."""
    return run(Places())


def run(places, mounts_of_kind=None):
    """Installs; `mounts_of_kind` is for kernels that cannot mount all kinds of file systems."""
    log = Log(places.log)
    log.line("installer started")
    # Imported late, so that the log tells of a broken installation of ourselves as well.
    from . import consoles, disks, menu, mounts, steps
    from .screen import Screen
    from .tools import Tools

    words = menu.live_words_of(disks.line_of(places.cmdline))
    silence_kernel(places)
    tools = Tools(log)
    screen = Screen(consoles.consoles_of(places), log, steps.TITLES)
    mounts = (mounts_of_kind or mounts.Mounts)(places, tools)
    installation = steps.Installation(places, screen, tools, mounts, log)
    try:
        installation.run(words, asks(words))
    except InstallFailure as failure:
        return tell_failure(failure, places, screen, installation, mounts, FAILED)
    except Exception as error:  # a defect of ours: still a message, as there is nobody else to give one
        log_trace(log)
        failure = InstallFailure("the installer has a defect", "slipway_host.install", f"{type(error).__name__}: {error}",
                                 "report it with the log")
        return tell_failure(failure, places, screen, installation, mounts, OURS)
    return finish(places, screen, tools, installation.settings, words, log)


def asks(words):
    """Whether somebody has to confirm; also without any of the words, as then somebody started this by hand."""
    return any(word in ASKING for word in words) or not any(word in UNATTENDED for word in words)


def silence_kernel(places):
    """Keeps all but the kernel's gravest messages off the consoles; they are in its log."""
    try:
        with open(places.printk, "w", encoding="ascii") as file:
            file.write("3")
    except OSError:
        return


def finish(places, screen, tools, settings, words, log):
    """Says that it is done, and ends."""
    from . import ending, fetch

    fetch.tell_installed(words, log)
    screen.message(ending.message(settings.ending, bool(fetch.value_of(words, "fetch"))))
    screen.final("slipway-install: done")
    try:
        ending.end(places, tools, settings.ending, settings.eject)
    except InstallFailure as failure:
        # The disk is complete: that was the task.
        screen.message(failure.lines())
    return DONE


def tell_failure(failure, places, screen, installation, mounts, status):
    """Says on every console what went wrong. The machine stays on: a restart would only repeat it."""
    kept = ""
    try:
        mounts.clean_up()
        kept = installation.keep_log()
    except (InstallFailure, OSError):
        kept = ""
    log_lines = [f"log:   {places.log}" + (f", and {kept}" if kept else "")]
    screen.message(["The installation failed.", "", *failure.lines(), *log_lines], failed=True)
    screen.final(f"slipway-install: failed: {failure.what}")
    return status


def log_trace(log):
    """Puts the trace of the current exception into the log."""
    import traceback

    for line in traceback.format_exc().splitlines():
        log.line(line)
