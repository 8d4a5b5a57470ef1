"""The installation, step by step.

The order makes an interruption harmless. The disk is made unbootable before anything else and stays so until all that
it boots has been written, synced and read back; then come the EFI partition's loader, by a rename, and as the last write
the boot code for BIOS. Whatever happened before, the next run installs over it.
"""

import os
import uuid

from . import choice, fetch, images, layout, loaders, medium, menu, partitions, settings
from .failure import InstallFailure

TITLES = (
    "Look at the medium and the user-data",
    "Find the disk",
    "Erase the disk and partition it",
    "Make the file systems",
    "Copy the system",
    "Check the copy",
    "Store the user-data and the boot menu",
    "Make the disk bootable",
)
SEED_NAME = "90_custom."  # with the name of the file behind it
USER_DATA_NAME = "90_custom.yaml"  # where Kairos' installer puts it, and where the system looks


class Installation:
    """One run: what it found out so far, and its steps."""

    def __init__(self, places, screen, tools, mounts, log):
        self._places, self._screen, self._tools, self._mounts, self._log = places, screen, tools, mounts, log
        self.settings = None
        self._images = []
        self._user_data = None
        self._seed = {}
        self._loaders = None
        self._needed = 0
        self._disk = None
        self._layout = []
        self._nodes = {}
        self._uuids = {}
        self._made = set()
        self._words = []

    def run(self, live_words, asks):
        """All steps in their order."""
        self._words = live_words
        self._step(0, self._look)
        self._step(1, self._find_disk)
        if asks:
            self._ask()
        self._screen.fact("Disk", f"{self._disk.path}, {choice.size_text(self._disk.bytes)} {self._disk.model}")
        self._step(2, self._partition)
        self._step(3, self._make_filesystems)
        state = layout.STATE
        with self._mounted(state) as folder:
            digests = self._step(4, lambda: self._copy(folder))
            self._step(5, lambda: self._check(folder, digests))
            self._screen.begin(6)
            words = menu.kernel_words(live_words, self._named_uuids(), self.settings.arguments)
            images.write_file(f"{folder}/grub/grub.cfg", menu.menu(self._uuids[state], words).encode())
            images.sync_folder(folder)
        self._store_user_data()
        self.keep_log()
        self._screen.end()
        self._step(7, self._make_bootable)

    def _step(self, index, action):
        self._screen.begin(index)
        result = action()
        self._screen.end()
        return result

    def _look(self):
        fetch.fetch_images(self._words, self._places, self._screen)
        self._images = medium.images_of(self._places.medium)
        fetched = fetch.fetch_user_data(self._words, self._places, self._screen)
        self._user_data = medium.user_data_of(self._places.medium, self._places.image_user_data, fetched)
        self._seed = medium.seed_of(self._user_data) if self._user_data else {}
        if self._user_data:
            self._screen.fact("User-data", f"{self._user_data.path}, {len(self._user_data.content)} bytes")
        else:
            self._screen.fact("User-data", "none: installing without, nobody can log in")
        self.settings = settings.settings_of(medium.parse(self._user_data) if self._user_data else {})
        for line in self.settings.told:
            self._screen.note(f"note: {line}")
        self._loaders = loaders.loaders_of(self._places)
        self._needed = layout.bytes_needed(self.settings, self._images_bytes(), self._user_data_bytes())

    def _images_bytes(self):
        return sum(image.size for image in self._images)

    def _user_data_bytes(self):
        if not self._user_data:
            return 0
        return len(self._user_data.content) + sum(len(content) for content in self._seed.values())

    def _find_disk(self):
        self._mounts.clean_up()
        self._disk = choice.choose(self._places, self._tools, self.settings.device, self._needed)
        for line in choice.table(choice.disks_of(self._places), self._needed):
            self._log.line(line)

    def _ask(self):
        disks = choice.disks_of(self._places)
        possible = {disk.name: disk for disk in choice.installable(disks, self._needed)}
        answer = self._screen.ask(
            [*choice.table(disks, self._needed), "",
             f"Everything on the disk will be erased. To install to {self._disk.path}, type {self._disk.name} and press",
             "Enter; or type the name of another disk that can be installed to. Anything else installs nothing."],
            f"Disk to erase [{self._disk.name}]: ")
        typed = answer[0].removeprefix("/dev/") if answer else ""
        if typed not in possible:
            raise InstallFailure("nothing was installed", answer[1] if answer else "all consoles",
                                 "the name of the disk was not typed" if answer else "no console can be read from",
                                 "restart the machine to be asked again; nothing was written to any disk")
        self._disk = possible[typed]
        self._log.line(f"{typed} was typed on {answer[1]}")

    def _partition(self):
        self._layout = layout.plan(self._disk.bytes, self.settings, self._images_bytes(), self._user_data_bytes())
        partitions.make_unbootable(self._disk, self._layout)
        choice.settle(self._places, self._tools)
        self._nodes = partitions.partition(self._places, self._tools, self._disk, self._layout)
        partitions.leave_to_next_device(self._disk)

    def _make_filesystems(self):
        for part in self._layout:
            identity = str(uuid.uuid4())
            partitions.make_filesystem(self._tools, part, self._nodes[part.number], identity, self._disk.sector_bytes)
            self._uuids[part.number] = identity
            self._made.add(part.number)
        loaders.write_core(self._loaders, self._nodes[layout.BIOS])

    def _copy(self, folder):
        os.makedirs(f"{folder}/active", exist_ok=True)
        progress = self._progress()
        digests = {}
        for image in self._images:
            digests[image.name] = images.copy(image.path, f"{folder}/active/{image.name}", progress)
            self._log.line(f"{image.name}: {image.size} bytes, SHA-256 {digests[image.name]}")
        images.sync_folder(f"{folder}/active")
        return digests

    def _check(self, folder, digests):
        progress = self._progress()
        for image in self._images:
            images.check(f"{folder}/active/{image.name}", digests[image.name], progress)

    def _progress(self):
        total = max(1, self._images_bytes())
        done = 0

        def progress(count):
            nonlocal done
            done += count
            self._screen.percent(min(100, done * 100 // total))

        return progress

    def _store_user_data(self):
        with self._mounted(layout.OEM) as folder:
            os.chmod(folder, 0o700)
            if self._user_data:
                images.write_file(f"{folder}/{USER_DATA_NAME}", self._user_data.content, 0o600)
            for name, content in self._seed.items():
                images.write_file(f"{folder}/{SEED_NAME}{name}", content, 0o600)

    def _make_bootable(self):
        with self._mounted(layout.EFI) as folder:
            loaders.write_efi(self._loaders, folder, menu.efi_stub(self._uuids[layout.STATE]))
        loaders.write_boot_code(self._loaders, self._disk)

    def keep_log(self):
        """Puts the log onto the disk, and returns where it is; also after a failure, as far as there is a disk."""
        for number in (layout.PERSISTENT, layout.OEM):
            if number in self._made:
                with self._mounted(number) as folder:
                    images.write_file(f"{folder}/install.log", self._log.content(), 0o600)
                return f"install.log on the partition {self._part(number).name} ({self._nodes[number]})"
        return ""

    def _mounted(self, number):
        return self._mounts.mounted(self._part(number), self._nodes[number])

    def _part(self, number):
        return next(part for part in self._layout if part.number == number)

    def _named_uuids(self):
        return {"state": self._uuids[layout.STATE], "oem": self._uuids[layout.OEM],
                "persistent": self._uuids[layout.PERSISTENT]}
