"""What a block of a step does. The order is that of /usr/lib/slipway/stages.json, which follows yip's."""

import os
import re
import subprocess

from slipway_host import commands, tree

_SECONDS_MAX = 120
_RESOLVED = "/etc/systemd/resolved.conf.d/90-slipway.conf"
_TIMESYNCD = "/etc/systemd/timesyncd.conf.d/90-slipway.conf"
_SYSCTL = "/etc/sysctl.d/90-slipway-stages.conf"
_UNIT = re.compile(r"[A-Za-z0-9:_.\\@-]{1,255}\Z")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class StepFailed(Exception):
    """Why a block failed, in words that hold no secret."""


def apply(host, block, step):
    """Applies one block of a step."""
    _APPLIERS[block](host, step[block], step)


def tool(host, *command):
    """Runs a program of the system and expects success."""
    run = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=_SECONDS_MAX,
        check=False,
    )
    if run.returncode != 0:
        raise StepFailed("'%s' ended with status %d" % (" ".join(command[:2]), run.returncode))


def _dns(host, dns, _step):
    servers, search = _texts(dns.get("nameservers")), _texts(dns.get("search"))
    if not servers:
        return
    options = _texts(dns.get("options"))
    lines = ["search " + " ".join(search)] if search else []
    lines += ["nameserver " + server for server in servers]
    lines += ["options " + " ".join(options)] if options else []
    path = str(dns.get("path") or "")
    if path and path != "/etc/resolv.conf":
        host.write(path, _lines(lines), 0o644)
        return
    # /etc/resolv.conf belongs to systemd-resolved, which would write over it.
    setting = ["[Resolve]", "DNS=" + " ".join(servers), "Domains=" + " ".join(search + ["~."])]
    host.write(_RESOLVED, _lines(setting), 0o644)
    _refresh(host, "systemd-resolved.service")


def _directories(host, directories, _step):
    for directory in directories:
        path = host.path(_absolute(directory.get("path")))
        os.makedirs(path, exist_ok=True)
        os.chmod(path, tree.permissions(directory.get("permissions"), 0o755))
        _own(path, directory)


def _files(host, files, _step):
    for file in files:
        from cloudinit.config import cc_write_files

        path = host.path(_absolute(file.get("path")))
        encodings = cc_write_files.canonicalize_extraction(str(file.get("encoding") or ""))
        content = file.get("content")
        data = cc_write_files.extract_contents("" if content is None else str(content), encodings)
        data = data.encode() if isinstance(data, str) else data
        host.write(file["path"], data, tree.permissions(file.get("permissions"), 0o644))
        _own(path, file)


def _own(path, entry):
    names = str(entry.get("ownerstring") or "")
    if names:
        import shutil

        user, _, group = names.partition(":")
        shutil.chown(path, user or None, group or None)
        return
    owner, group = entry.get("owner"), entry.get("group")
    if owner is not None or group is not None:
        os.chown(path, -1 if owner is None else int(owner), -1 if group is None else int(group))


def _commands(host, lines, _step):
    failed = []
    for number, line in enumerate(lines, 1):
        status = commands.run(host, str(line))
        if status != 0:
            ending = "did not end within %d s" % commands.SECONDS_MAX if status is None else "ended with status %d" % status
            failed.append("command %d %s" % (number, ending))
    if failed:
        raise StepFailed("; ".join(failed))


def _hostname(host, name, _step):
    name = str(name).strip()
    host.write("/etc/hostname", _lines([name]), 0o644)
    if not host.root:
        tool(host, "hostname", name)


def _sysctl(host, settings, _step):
    path = host.path(_SYSCTL)
    kept = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            kept = dict(line.rstrip("\n").split(" = ", 1) for line in file if " = " in line)
    kept.update((key, _word(value)) for key, value in settings.items())
    host.write(_SYSCTL, _lines("%s = %s" % pair for pair in sorted(kept.items())), 0o644)
    failed = []
    for key, value in settings.items():
        file = "/proc/sys/" + "/".join(part.translate({0x2F: "."}) for part in _sysctl_parts(key))
        try:
            with open(host.path(file), "w", encoding="utf-8") as parameter:
                parameter.write(_word(value))
        except OSError as error:
            failed.append("%s: %s" % (key, error.strerror))
    if failed:
        raise StepFailed("; ".join(failed))


def _sysctl_parts(key):
    """Dots and slashes separate; the one that comes first decides (sysctl.d(5))."""
    first = next((char for char in key if char in "./"), ".")
    parts = key.split(first) if first == "." else [part.replace(".", "/") for part in key.split("/")]
    if any(part in ("", "..") for part in parts):
        raise StepFailed("'%s' is no parameter of the kernel" % key)
    return parts


def _modules(host, names, _step):
    for name in _texts(names):
        tool(host, "modprobe", "--", name)


def _timesyncd(host, settings, _step):
    host.write(_TIMESYNCD, _lines(["[Time]"] + ["%s=%s" % (key, _word(value)) for key, value in settings.items()]), 0o644)
    _refresh(host, "systemd-timesyncd.service")


def _systemctl(host, units, _step):
    failed = []
    overrides = units.get("overrides") or []
    for override in overrides:
        unit, name = str(override.get("service")), str(override.get("name") or "override-slipway.conf")
        if not _UNIT.match(unit) or not _UNIT.match(name):
            raise StepFailed("an override's name is none")
        name += "" if name.endswith(".conf") else ".conf"
        unit += "" if "." in unit else ".service"
        host.write("/etc/systemd/system/%s.d/%s" % (unit, name), str(override.get("content") or "").encode(), 0o644)
    if overrides:
        tool(host, "systemctl", "daemon-reload")
    for verb, *options in (["enable"], ["disable"], ["mask"], ["start", "--no-block"]):
        for unit in _texts(units.get(verb)):
            try:
                if not _UNIT.match(unit) or unit.startswith("-"):
                    raise StepFailed("a name of a unit is none")
                tool(host, "systemctl", verb, *options, unit)
            except StepFailed as error:
                failed.append("%s: %s" % (unit, error))
    if failed:
        raise StepFailed("; ".join(failed))


def _environment(host, variables, step):
    name = _absolute(step.get("environment_file") or "/etc/environment")
    data = host.read(name, 1 << 20) or b""
    lines = [line for line in data.decode("utf-8", "replace").splitlines() if line.split("=", 1)[0] not in variables]
    for key, value in variables.items():
        if not _VARIABLE.match(key):
            raise StepFailed("'%s' is no name of a variable" % key)
        text = _word(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        lines.append('%s="%s"' % (key, text))
    host.write(name, _lines(lines), 0o644)


def _refresh(host, unit):
    """Tells a running service of its new settings; one that has not started yet reads them then."""
    if not host.root:
        subprocess.run(
            ["systemctl", "--no-block", "try-restart", unit],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS_MAX,
            check=False,
        )


def _users(host, users, _step):
    from slipway_host import users as accounts

    accounts.apply(host, users)


def _authorized_keys(host, keys, _step):
    from slipway_host import users as accounts

    accounts.authorize(host, keys)


def _nothing(_host, _value, _step):
    """Read by another block."""


def _absolute(path):
    if not path or not str(path).startswith("/"):
        raise StepFailed("a path does not begin at the root")
    return os.path.normpath(str(path))


def _word(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(values):
    return [str(value) for value in ([values] if isinstance(values, str) else values or [])]


def _lines(lines):
    return "".join(line + "\n" for line in lines).encode()


_APPLIERS = {
    "dns": _dns,
    "directories": _directories,
    "files": _files,
    "commands": _commands,
    "hostname": _hostname,
    "sysctl": _sysctl,
    "users": _users,
    "authorized_keys": _authorized_keys,
    "modules": _modules,
    "timesyncd": _timesyncd,
    "systemctl": _systemctl,
    "environment": _environment,
    "environment_file": _nothing,
}
