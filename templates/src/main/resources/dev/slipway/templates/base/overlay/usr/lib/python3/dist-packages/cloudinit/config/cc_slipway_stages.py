"""Slipway stages: applies the steps of stages of user-data, named as arguments: [slipway-stages, always, boot, fs]."""

from cloudinit.distros import ALL_DISTROS
from cloudinit.settings import PER_ALWAYS

# The keys that cloud-init 22.4 requires of a module; there is no schema, since no key of cloud-config is read.
meta = {
    "id": "cc_slipway_stages",
    "name": "Slipway stages",
    "title": "Apply the stages of user-data",
    "description": __doc__,
    "distros": [ALL_DISTROS],
    "frequency": PER_ALWAYS,
    "examples": [],
    "activate_by_schema_keys": [],
}


def handle(name, cfg, cloud, log, args):
    """Called by cloud-init."""
    from slipway_host import stages
    from slipway_host.host import Host

    stages.run(Host(), args)
