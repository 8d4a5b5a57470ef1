"""Users of the system, made and changed by cloud-init's own library. A later boot changes what changed."""

import datetime
import grp
import pwd
import re

from slipway_host.blocks import StepFailed, tool

_HASH = re.compile(r"\$[0-9a-z]+\$.+|[./0-9A-Za-z]{13}\Z|_[./0-9A-Za-z]{19}\Z|[!*].*")
_KNOWN = ("gecos", "homedir", "no_create_home", "primary_group", "no_user_group", "system", "no_log_init", "shell", "uid")
_GITHUB = re.compile(r"(?:github|gh|gitlab):", re.IGNORECASE)


def apply(host, users):
    """Makes the users of a step, or brings those that are there to what it says."""
    _each(host, users, _apply_one)


def authorize(host, keys):
    """Lets the holders of keys log in."""
    _each(host, keys, _authorize_one)


def _each(host, entries, action):
    failed = []
    for name, entry in entries.items():
        try:
            action(host, name, entry)
        except StepFailed as error:
            failed.append("%s: %s" % (name, error))
        except Exception as error:  # pylint: disable=broad-except
            status = getattr(error, "exit_code", None)
            failed.append("%s: %s" % (name, type(error).__name__ if status is None else "a tool ended with %s" % status))
    if failed:
        raise StepFailed("; ".join(failed))


def _distro():
    from cloudinit import distros, helpers

    paths = helpers.Paths({"cloud_dir": "/var/lib/cloud", "run_dir": "/run/cloud-init"})
    return distros.fetch("debian")("debian", {}, paths)


def _apply_one(host, name, says):
    says = says or {}
    distro = _distro()
    there = _is_there(name)
    settings = {key: says[key] for key in _KNOWN if says.get(key) not in (None, "")}
    groups = _groups(says.get("groups"))
    settings.setdefault("shell", "/bin/bash")
    locked = says.get("lock_passwd") is True
    password = None if says.get("passwd") is None else str(says["passwd"])
    if password and not locked and not _has_password(name, password):
        settings["hashed_passwd" if _HASH.match(password) else "plain_text_passwd"] = password
    if not there and not says.get("primary_group") and not says.get("no_user_group") and _is_group(name):
        # Debian has groups such as operator and backup: useradd would not make a user beside its group.
        settings["primary_group"] = name
    keys, refused = _keys(says.get("ssh_authorized_keys"))
    if keys:
        settings["ssh_authorized_keys"] = keys
    # Without a password useradd leaves the account locked, as it ought to be.
    distro.create_user(name, lock_passwd=locked, groups=",".join(groups) or None, **settings)
    if there:
        _change(host, distro, name, says, groups)
    if says.get("passwordExpiry"):
        _expire(host, name, str(says["passwordExpiry"]))
    if refused:
        raise StepFailed(refused)


def _change(host, distro, name, says, groups):
    """What cloud-init leaves as it is in a user who is there."""
    from cloudinit import util

    user = pwd.getpwnam(name)
    change = []
    for key, option, now in (("shell", "--shell", user.pw_shell), ("gecos", "--comment", user.pw_gecos)):
        if says.get(key) and str(says[key]) != now:
            change += [option, str(says[key])]
    for group in groups:
        if not util.is_group(group):
            distro.create_group(group)
    if groups:
        change += ["--append", "--groups", ",".join(groups)]
    if change:
        tool(host, "usermod", *change, name)


def _expire(host, name, day):
    """The password ends on a day: as many days after its last change as lie between the two."""
    try:
        until = (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days
    except ValueError:
        raise StepFailed("passwordExpiry is no date such as 2027-01-31") from None
    with open("/etc/shadow", encoding="utf-8", errors="replace") as shadow:
        changed = next((line.split(":")[2] for line in shadow if line.startswith(name + ":")), "")
    tool(host, "chage", "--maxdays", str(max(until - int(changed or 0), 0)), name)


def _authorize_one(_host, name, entries):
    from cloudinit import ssh_util

    keys, refused = _keys(entries)
    if keys:
        ssh_util.setup_user_keys(set(keys), name)
    if refused:
        raise StepFailed(refused)


def _keys(entries):
    """The keys themselves. One that would have to be fetched is refused: users come before the network."""
    keys = [str(entry) for entry in ([entries] if isinstance(entries, str) else entries or []) if entry]
    fetched = [key for key in keys if _GITHUB.match(key)]
    return [key for key in keys if key not in fetched], "keys are not fetched from GitHub or GitLab" if fetched else ""


def _has_password(name, password):
    """Whether nothing has to be set: setting the same again would move the day from which its age counts."""
    import crypt
    import spwd

    try:
        now = spwd.getspnam(name).sp_pwdp
    except KeyError:
        return False
    return now == password if _HASH.match(password) else len(now) > 2 and crypt.crypt(password, now) == now


def _groups(groups):
    names = groups.split(",") if isinstance(groups, str) else groups or []
    return [str(name).strip() for name in names if str(name).strip()]


def _is_group(name):
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True


def _is_there(name):
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
