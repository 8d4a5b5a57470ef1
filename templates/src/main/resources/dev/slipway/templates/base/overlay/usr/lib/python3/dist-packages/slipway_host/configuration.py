"""Finds the host's user-data at boot, merges it, keeps the site's part, and writes what the rest of the boot reads.

Start at `prepare`. It never stops a boot: what cannot be used is told on the console and left out.
"""

import hashlib
import os
import shutil

from yaml.nodes import MappingNode, SequenceNode

from slipway_host import boot, merge, site, tree
from slipway_host.host import sync_directory

BASE = "/oem/90_custom.yaml"
# What the installer found beside the user-data on its medium.
BASE_META_DATA = "/oem/90_custom.meta-data"
BASE_NETWORK_CONFIG = "/oem/90_custom.network-config"
KEPT = "/oem/95_userdata"
SKIP_COPY = "skip-copy-"


def prepare(host):
    """Everything before cloud-init starts."""
    boot.private_directories(host)
    base = _read(host, BASE)
    own = boot.Seed(_bytes(host, BASE_META_DATA), _bytes(host, BASE_NETWORK_CONFIG))
    medium, kept, seed = None, None, own
    if os.path.lexists(host.path(KEPT)):
        kept = _read(host, KEPT + "/userdata")
        seed = own.under(_bytes(host, KEPT + "/meta-data"), _bytes(host, KEPT + "/network-config"))
    else:
        medium = _site_medium(host)
    if medium is None:
        boot.write(host, _merged(host, base, kept, KEPT + "/userdata"), _identity(base, kept, seed), seed)
        return
    site_root = _parsed(host, medium.user_data, "the site medium's user-data")
    merged = None if site_root is None else _try_merge(host, base, site_root, "the site medium's user-data")
    if merged is None:
        # Nothing is kept of what cannot be used: the next boot tries the medium again.
        medium.close()
        boot.write(host, _merged(host, base, None, ""), _identity(base, None, own), own)
        return
    data = _keep(host, medium, site_root)
    seed = own.under(medium.meta_data, medium.network_config)
    boot.write(host, merged, _identity(base, (data, site_root), seed), seed)
    if not _has_skip_copy(site_root):
        medium.close()


def _bytes(host, name):
    try:
        return host.read(name, tree.BYTES_MAX)
    except (OSError, ValueError) as error:
        host.tell("%s is ignored: %s" % (name, error))
        return None


def _read(host, name):
    """The bytes and the tree of a file; None where it is not there or cannot be used."""
    try:
        data = host.read(name, tree.BYTES_MAX)
    except (OSError, ValueError) as error:
        host.tell("%s is ignored: %s" % (name, error))
        return None
    root = None if data is None else _parsed(host, data, name)
    return None if root is None else (data, root)


def _parsed(host, data, name):
    try:
        return tree.parse(data)
    except tree.NotUserData as error:
        host.tell("%s is ignored: %s" % (name, error))
        return None


def _site_medium(host):
    try:
        return site.find(host)
    except Exception as error:  # pylint: disable=broad-except
        host.tell("no site medium can be looked for: %s" % type(error).__name__)
        return None


def _merged(host, base, kept, name):
    if kept is not None:
        merged = _try_merge(host, base, kept[1], name)
        if merged is not None:
            return merged
    return base[1] if base is not None else tree.mapping([])


def _try_merge(host, base, later, name):
    try:
        return later if base is None else merge.merge(base[1], later)
    except tree.NotUserData as error:
        host.tell("%s is ignored: %s" % (name, error))
        return None


def _identity(base, kept, seed):
    """A digest of what is kept on the disk: another user-data or network is another instance to cloud-init."""
    digest = hashlib.sha256()
    parts = [b"" if part is None else part[0] for part in (base, kept)]
    for data in parts + ([seed.network_config] if seed.network_config else []):
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return "slipway-" + digest.hexdigest()[:32]


def _keep(host, medium, root):
    """Keeps the site's user-data whole or not at all, without the steps that run from the medium alone."""
    data = tree.write(_without_skip_copy(root)) if _has_skip_copy(root) else medium.user_data
    part = KEPT + ".part"
    try:
        shutil.rmtree(host.path(part), ignore_errors=True)
        os.makedirs(host.path(part), mode=0o700)
        host.write(part + "/userdata", data, durable=True)
        host.write(part + "/meta-data", medium.meta_data or b"", durable=True)
        host.write(part + "/network-config", medium.network_config or b"", durable=True)
        # The directory itself appears whole, so that a lost power leaves all of it or none.
        os.rename(host.path(part), host.path(KEPT))
        sync_directory(os.path.dirname(host.path(KEPT)))
    except OSError as error:
        host.tell("the site's user-data could not be kept, and is used in this boot only: %s" % error.strerror)
    return data


def _steps(root):
    stages = tree.find(root, "stages")
    if isinstance(stages, MappingNode):
        for key, steps in stages.value:
            if isinstance(steps, SequenceNode):
                yield key, steps


def _is_skip_copy(step):
    name = tree.find(step, "name")
    return name is not None and isinstance(name.value, str) and name.value.startswith(SKIP_COPY)


def _has_skip_copy(root):
    return any(_is_skip_copy(step) for _, steps in _steps(root) for step in steps.value)


def _without_skip_copy(root):
    entries = []
    for key, value in root.value:
        if key.value == "stages" and isinstance(value, MappingNode):
            stages = []
            for stage, steps in value.value:
                if isinstance(steps, SequenceNode):
                    left = [step for step in steps.value if not _is_skip_copy(step)]
                    if steps.value and not left:
                        continue
                    steps = tree.sequence(left, steps)
                stages.append((stage, steps))
            value = tree.mapping(stages, value)
        entries.append((key, value))
    return tree.mapping(entries, root)
