"""The live medium: the images to install and the user-data."""

import os
from collections import namedtuple

from .failure import InstallFailure

IMAGES = ("vmlinuz", "initrd.img", "filesystem.squashfs")
INSTALLED_NAMES = {"vmlinuz": "vmlinuz", "initrd.img": "initrd.img", "filesystem.squashfs": "root.squashfs"}
# Where the flavours put it, the nearest to ours first.
USER_DATA = ("slipway/user-data", "nocloud/user-data", "user-data", "config.yaml", "oem/userdata.yaml",
             "files-iso/config.yaml")
USER_DATA_BYTES_MAX = 16 << 20
# What cloud-init reads beside it; the media of ours hold all of them, empty where a site has none.
SEED_FILES = ("meta-data", "network-config")
SEED_FILE_BYTES_MAX = 1 << 20

Image = namedtuple("Image", "path name size")
UserData = namedtuple("UserData", "path content")


def images_of(medium):
    """The kernel, the initial file system and the root file system, in the order in which they are written."""
    found = []
    for name in IMAGES:
        path = f"{medium}/live/{name}"
        try:
            size = os.stat(path).st_size
        except OSError as error:
            raise InstallFailure(f"the medium has no live/{name}", path, error.strerror or str(error),
                                 "build the medium again"
                                 ) from error
        if size == 0:
            raise InstallFailure(f"live/{name} is empty", path, "the file has no bytes", "write the medium again")
        found.append(Image(path, INSTALLED_NAMES[name], size))
    return found


def user_data_of(medium, image="", fetched=""):
    """What was fetched, or the first user-data on the medium, or what the image brings in a file of its own, or None."""
    for path in [fetched, *(f"{medium}/{name}" for name in USER_DATA), image]:
        if not os.path.isfile(path):
            continue
        try:
            with open(path, "rb") as file:
                content = file.read(USER_DATA_BYTES_MAX + 1)
        except OSError as error:
            raise InstallFailure("the user-data cannot be read", path, error.strerror or str(error),
                                 "the medium may be damaged: write it again") from error
        if len(content) > USER_DATA_BYTES_MAX:
            raise InstallFailure("the user-data is too large", path, f"it has more than {USER_DATA_BYTES_MAX} bytes",
                                 "keep large files out of it")
        return UserData(path, content)
    return None


def seed_of(user_data):
    """What lies beside a user-data of that name, by name; empty files are left out."""
    found = {}
    if os.path.basename(user_data.path) != "user-data":
        return found
    for name in SEED_FILES:
        path = f"{os.path.dirname(user_data.path)}/{name}"
        if not os.path.isfile(path):
            continue
        try:
            with open(path, "rb") as file:
                content = file.read(SEED_FILE_BYTES_MAX + 1)
        except OSError as error:
            raise InstallFailure(f"the {name} cannot be read", path, error.strerror or str(error),
                                 "the medium may be damaged: write it again") from error
        if len(content) > SEED_FILE_BYTES_MAX:
            raise InstallFailure(f"the {name} is too large", path, f"it has more than {SEED_FILE_BYTES_MAX} bytes",
                                 "build the medium again with a smaller one")
        if content.strip():
            found[name] = content
    return found


def parse(user_data):
    """The user-data as a mapping."""
    import yaml

    # The parser written in C, where there is one, is ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    fix = "correct the user-data and build the medium again; nothing was written to any disk"
    try:
        document = yaml.load(user_data.content.decode("utf-8"), Loader=loader)
    except UnicodeDecodeError as error:
        raise InstallFailure("the user-data is not UTF-8", user_data.path, f"byte {error.start} belongs to no character",
                             fix) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{user_data.path}:{mark.line + 1}:{mark.column + 1}" if mark else user_data.path
        raise InstallFailure("the user-data is not valid YAML", where, getattr(error, "problem", None) or str(error),
                             fix) from error
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise InstallFailure("the user-data is not a mapping", user_data.path,
                             "its top level has no keys like 'install:' or 'stages:'", fix)
    return document
