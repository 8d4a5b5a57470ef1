"""Whether a step is for this host."""

import os
import re
import socket

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_OS_RELEASE_BYTES_MAX = 1 << 16


def left_out_because(host, step):
    """The reason why a step is left out; None where it is to be applied."""
    for condition in (_node, _command, _os, _os_version, _architecture, _service_manager, _files):
        reason = condition(host, step)
        if reason:
            return reason
    return None


def _node(host, step):
    pattern = step.get("node")
    if not pattern:
        return None
    names = [socket.gethostname()]
    machine = host.read("/etc/machine-id", 256)
    if machine:
        names.append(machine.decode("ascii", "replace").strip())
    return None if any(re.search(str(pattern), name) for name in names) else "the host is another node"


def _command(host, step):
    command = step.get("if")
    if not command:
        return None
    from slipway_host import commands

    return None if commands.run(host, str(command)) == 0 else "its condition does not hold"


def _os(host, step):
    return _matches(step.get("only_os"), _os_release(host, step.get("only_os"), "ID", "NAME"), "the system is another")


def _os_version(host, step):
    version = step.get("only_os_version")
    return _matches(version, _os_release(host, version, "VERSION_ID"), "the system's version is another")


def _architecture(host, step):
    machine = os.uname().machine
    return _matches(step.get("only_arch"), [_ARCHITECTURES.get(machine, machine)], "the processor is another")


def _service_manager(host, step):
    return _matches(step.get("only_service_manager"), ["systemd"], "the service manager is another")


def _matches(pattern, values, reason):
    if not pattern or any(re.search(str(pattern), value) for value in values):
        return None
    return reason


def _os_release(host, pattern, *keys):
    if not pattern:
        return []
    text = (host.read("/etc/os-release", _OS_RELEASE_BYTES_MAX) or b"").decode("utf-8", "replace")
    pairs = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    return [pairs[key].strip("\"' ") for key in keys if key in pairs]


def _files(host, step):
    for check, files in (step.get("if_files") or {}).items():
        there = [os.path.exists(host.path(str(file))) for file in files or []]
        if check not in ("all", "any", "none"):
            return "'%s' is no way to look for files" % check
        if there and not {"all": all(there), "any": any(there), "none": not any(there)}[check]:
            return "its condition on files does not hold"
    return None
