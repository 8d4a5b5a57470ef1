"""What the rest of a boot reads: the seed of cloud-init, the steps of the stages, and which processes are needed."""

import json
import os
import re
import shutil

from yaml.nodes import SequenceNode

from slipway_host import network, tree

RUN = "/run/slipway"
SEED = RUN + "/seed"
STEPS = RUN + "/steps.json"
CLOUD_SEED = "/var/lib/cloud/seed/nocloud"
# Read by the agent and by the stages, not by cloud-init, which would keep copies of the secrets among them.
_NOT_CLOUD_INIT = ("stylus", "stages", "install", "reset", "upgrade")
# What the modules of cloud.cfg.d/90-slipway.cfg handle in the second process, and in the third.
_CONFIG_KEYS = ("runcmd", "ntp", "timezone", "chpasswd", "password", "ssh_pwauth")
_FINAL_KEYS = ("runcmd",)
_GROUP_BYTES_MAX = 1 << 20
_HOSTNAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\Z")


class Seed:
    """What stands beside a user-data: bytes, or None where there is nothing but blanks."""

    def __init__(self, meta_data, network_config):
        self.meta_data = meta_data if meta_data and meta_data.strip() else None
        self.network_config = network_config if network_config and network_config.strip() else None

    def under(self, meta_data, network_config):
        """The same with what a site has of its own in its place."""
        site = Seed(meta_data, network_config)
        return Seed(site.meta_data or self.meta_data, site.network_config or self.network_config)


def private_directories(host):
    """Makes the directories of what is written here, which root alone may read."""
    for name in (RUN, SEED):
        os.makedirs(host.path(name), exist_ok=True)
        os.chmod(host.path(name), 0o755 if name == RUN else 0o700)


def write(host, merged, identity, beside):
    """What the rest of this boot reads: the seed, the steps, and which processes it needs."""
    says = tree.value(merged)
    steps = _steps_of(says)
    own = [(key, value) for key, value in merged.value if key.value not in _NOT_CLOUD_INIT]
    own = [(key, _beside_groups(host, value) if key.value == "users" else value) for key, value in own]
    host.write(RUN + "/user-data", tree.write(merged))
    host.write(SEED + "/user-data", tree.write(tree.mapping(own)))
    host.write(SEED + "/meta-data", _meta_data(host, says, identity, beside.meta_data))
    config = _given_network(host, beside.network_config) or _network_config(host, merged)
    host.write(SEED + "/network-config", json.dumps(config).encode() + b"\n")
    _forget_interfaces(host, config)
    host.write(STEPS, json.dumps(steps).encode())
    _flag(host, "run-boot", _has_stage(steps, "boot", "fs") or any(key in says for key in _CONFIG_KEYS))
    _flag(host, "run-network", _has_stage(steps, "network") or any(key in says for key in _FINAL_KEYS) or _deferred(says))
    _flag(host, "run-reconcile", _has_stage(steps, "reconcile"))
    _link_seed(host)


def _beside_groups(host, users):
    """The users of cloud-init, each whose name Debian has a group of (such as operator) put into it.

    useradd would not make the user: it wants to make the group, too.
    """
    if not isinstance(users, SequenceNode):
        return users
    lines = (host.read("/etc/group", _GROUP_BYTES_MAX) or b"").decode(errors="replace").splitlines()
    groups = {line.split(":", 1)[0] for line in lines}
    return tree.sequence([_beside_group(user, groups) for user in users.value], users)


def _beside_group(user, groups):
    name = tree.find(user, "name")
    told = any(tree.find(user, key) is not None for key in ("primary_group", "no_user_group"))
    if told or name is None or name.value not in groups:
        return user
    group = (tree.scalar("tag:yaml.org,2002:str", "primary_group"), name)
    return tree.mapping([*user.value, group], user)


def _steps_of(says):
    """Steps by stage, those that the site's own settings stand for first."""
    stages = says.get("stages") or {}
    steps = {name: value for name, value in stages.items() if isinstance(value, list)} if isinstance(stages, dict) else {}
    edge = says.get("stylus")
    own = edge.get("site") if isinstance(edge, dict) else None
    first = {"name": "stylus.site"}
    if isinstance(own, dict) and own.get("users"):
        first["users"] = _users(own["users"])
    if isinstance(own, dict) and isinstance(own.get("ntpServers"), list):
        first["timesyncd"] = {"NTP": " ".join(str(server) for server in own["ntpServers"])}
    return {**steps, "initramfs": [first] + steps.get("initramfs", [])} if len(first) > 1 else steps


def _users(users):
    if isinstance(users, list):
        return {str(user["name"]): user for user in users if isinstance(user, dict) and user.get("name")}
    return users


def _has_stage(steps, *names):
    return any(steps.get(name + part) for name in names for part in (".before", "", ".after"))


def _deferred(says):
    files = says.get("write_files")
    return isinstance(files, list) and any(isinstance(file, dict) and file.get("defer") for file in files)


def _meta_data(host, says, identity, site_meta_data):
    entries = {"instance-id": identity, "dsmode": "local"}
    name = _site_meta(host, site_meta_data).get("local-hostname") or _hostname(says)
    if name:
        entries["local-hostname"] = name
    return json.dumps(entries).encode() + b"\n"


def _site_meta(host, data):
    """The site's meta-data, of which the name of the host counts; usually the file is empty."""
    if not data or not data.strip():
        return {}
    try:
        import yaml

        found = yaml.safe_load(data)
    except (yaml.YAMLError, ValueError):
        host.tell("the site's meta-data is ignored: it is no YAML")
        return {}
    name = found.get("local-hostname") if isinstance(found, dict) else None
    return {"local-hostname": name} if isinstance(name, str) and _HOSTNAME.match(name.lower()) else {}


def _hostname(says):
    edge = says.get("stylus")
    own = edge.get("site") if isinstance(edge, dict) else None
    for key in ("hostName", "name"):
        name = own.get(key) if isinstance(own, dict) else None
        if isinstance(name, (str, int)) and not isinstance(name, bool) and _HOSTNAME.match(str(name).lower()):
            return str(name).lower()
    return None


def _given_network(host, data):
    """The network-config of a medium, which goes before what the user-data says; None where there is none."""
    if data is None:
        return None
    try:
        import yaml

        config = yaml.safe_load(data)
        json.dumps(config)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        config = None
    if isinstance(config, dict) and list(config) == ["network"]:
        config = config["network"]
    if not isinstance(config, dict) or not config:
        host.tell("the medium's network-config is ignored: it is no mapping in YAML")
        return None
    return config


def _network_config(host, merged):
    try:
        config = network.network_config(merged)
    except network.WrongNetwork as error:
        host.tell("the network of the user-data is ignored, and DHCP tried: %s" % error)
        config = None
    # Without a config cloud-init would write one of its own; the system's asks every wired interface for DHCP.
    return {"config": "disabled"} if config is None else config


def _forget_interfaces(host, config):
    """Removes what cloud-init once wrote for interfaces that are no longer named."""
    directory = "/etc/systemd/network"
    wanted = {"10-cloud-init-%s.network" % name for name in _interfaces(config)}
    try:
        names = os.listdir(host.path(directory))
    except OSError:
        return
    for name in names:
        if name.startswith("10-cloud-init-") and name.endswith(".network") and name not in wanted:
            host.remove("%s/%s" % (directory, name))


def _interfaces(config):
    """The names of all interfaces of a network-config, of either version."""
    names = set()
    for kind in ("ethernets", "wifis", "bonds", "bridges", "vlans"):
        group = config.get(kind)
        for name, one in group.items() if isinstance(group, dict) else ():
            names.add(name)
            if isinstance(one, dict) and one.get("set-name"):
                names.add(one["set-name"])
    first = config.get("config")
    if isinstance(first, list):
        names.update(one.get("name") for one in first if isinstance(one, dict))
    return names


def _flag(host, name, is_set):
    if is_set:
        host.write("%s/%s" % (RUN, name), b"")
    else:
        host.remove("%s/%s" % (RUN, name))


def _link_seed(host):
    """Puts the seed where cloud-init looks; its `seedfrom` would pass over the network-config."""
    link = host.path(CLOUD_SEED)
    if os.path.islink(link) and os.readlink(link) == SEED:
        return
    os.makedirs(os.path.dirname(link), exist_ok=True)
    if os.path.lexists(link):
        shutil.rmtree(link, ignore_errors=True)
        host.remove(CLOUD_SEED)
    os.symlink(SEED, link)
