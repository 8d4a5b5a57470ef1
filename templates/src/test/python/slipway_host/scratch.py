"""Roots of their own for tests: empty ones, and copies of this machine whose changes are thrown away."""

import os
import shutil
import subprocess
import tempfile
import unittest

from slipway_host.host import Host

OVERLAY = os.path.abspath(
    os.path.join(
        os.path.dirname(__file__), "../../../main/resources/dev/slipway/templates/base/overlay"
    )
)

# Mounts a copy of this machine that keeps its changes in memory, lays the overlay over it, and runs a script there.
_COPY = r"""
set -eu
top=$1 overlay=$2 files=$3
mount -t tmpfs none "$top"
mkdir "$top/changes" "$top/work" "$top/root"
mount -t overlay none -o "lowerdir=/,upperdir=$top/changes,workdir=$top/work" "$top/root"
root=$top/root
mount -t proc proc "$root/proc"
mount -t tmpfs none "$root/run"
mount -t tmpfs none "$root/dev"
mount -t tmpfs none "$root/tmp"
for node in null zero urandom random tty; do cp -a "/dev/$node" "$root/dev/"; done
: >"$root/dev/console"
rm -rf "$root/var/lib/cloud" "$root/var/log/cloud-init.log" "$root/var/log/slipway" "$root"/etc/ssh/ssh_host_*
cp -r "$overlay/." "$root/"
chmod 755 "$root"/usr/lib/slipway/*
mkdir -p "$root/oem"
cp -r "$files/." "$root/"
cd /
PATH=/usr/sbin:/usr/bin:/sbin:/bin PYTHONDONTWRITEBYTECODE=1 exec chroot "$root" /bin/sh -eu /script.sh
"""


class Scratch(unittest.TestCase):
    """A test with a directory of its own."""

    maxDiff = None

    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix="slipway-host-")
        self.addCleanup(shutil.rmtree, self.directory)

    def host(self):
        return Host(self.directory)

    def put(self, name, content):
        path = self.directory + name
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def got(self, name):
        with open(self.directory + name, "rb") as file:
            return file.read()

    def told(self):
        """What was told on the console, which is a file here."""
        return self.got("/dev/console").decode()

    def with_console(self):
        self.put("/dev/console", "")
        return self.host()


class MachineCopy(Scratch):
    """A test that runs programs as root in a copy of this machine."""

    def setUp(self):
        super().setUp()
        if os.geteuid() != 0:
            self.skipTest("needs root")
        if not os.path.isdir("/usr/lib/python3/dist-packages/cloudinit"):
            self.skipTest("needs cloud-init")
        self.files = self.directory + "/files"
        os.makedirs(self.files)

    def lay(self, name, content):
        self.put("/files" + name, content)

    def run_script(self, script):
        """Runs a script in the copy and gives what it printed."""
        self.lay("/script.sh", script)
        top = self.directory + "/top"
        os.makedirs(top, exist_ok=True)
        run = subprocess.run(
            ["unshare", "--mount", "--uts", "--fork", "--pid", "/bin/sh", "-c", _COPY, "sh", top, OVERLAY, self.files],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
        output = run.stdout.decode(errors="replace")
        self.assertEqual(run.returncode, 0, output + run.stderr.decode(errors="replace"))
        return output


def user_data(text):
    """Bytes of a user-data file."""
    return ("#cloud-config\n" + text).encode()
