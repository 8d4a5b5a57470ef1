"""Mounts the new file systems for as long as they are written to."""

import os

from .disks import mounts_of
from .failure import InstallFailure
from .partitions import write_failure


class Mounts:
    """Mount points below one folder, one a partition."""

    def __init__(self, places, tools):
        self._places = places
        self._tools = tools

    def mounted(self, part, node):
        """A context in which the partition is mounted; its value is the mount point."""
        return Mounted(self._tools, node, f"{self._places.work}/{part.name}", part.filesystem)

    def clean_up(self):
        """Unmounts what a run that was killed left behind: otherwise its disk would count as in use."""
        left = [point for _, point in mounts_of(self._places) if point.startswith(self._places.work + "/")]
        for point in reversed(left):
            self._tools.run("umount", point, purpose="unmount what an earlier run left", where=point)


class Mounted:
    """One mounted file system. Leaving it without a failure means that all of it is on the disk."""

    def __init__(self, tools, node, folder, filesystem):
        self._tools = tools
        self._node = node
        self._folder = folder
        self._filesystem = filesystem

    def __enter__(self):
        os.makedirs(self._folder, exist_ok=True)
        # The tables that mkfs left for later are for later: now they would slow down the copying.
        options = "noatime,noinit_itable" if self._filesystem.startswith("ext") else "noatime"
        self._tools.run("mount", "-t", self._filesystem, "-o", options, self._node, self._folder,
                        purpose="mount a new file system", where=self._node)
        return self._folder

    def __exit__(self, kind, failure, trace):
        try:
            self._tools.run("umount", self._folder, purpose="unmount a new file system", where=self._node)
            # Unmounting writes, but keeps quiet about errors.
            descriptor = os.open(self._node, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except InstallFailure:
            if failure is None:
                raise
        except OSError as error:
            if failure is None:
                raise write_failure("a file system could not be written", self._node, error) from error
        return False
