"""Copies files onto the disk and checks that they arrived there."""

import hashlib
import os

from .failure import InstallFailure
from .layout import MIB
from .partitions import write_failure

BUFFER_BYTES = 4 * MIB
UNSYNCED_BYTES_MAX = 64 * MIB  # so that progress tells what is on the disk, and memory stays free


def copy(source, target, progress):
    """Copies a file and returns its SHA-256 as it was read; synced. `progress` is told the bytes of each step."""
    digest = hashlib.sha256()
    buffer = memoryview(bytearray(BUFFER_BYTES))
    unsynced = 0
    with open_medium(source) as reader, open_target(target) as writer:
        while count := read_medium(reader, buffer, source):
            digest.update(buffer[:count])
            try:
                write_whole(writer, buffer[:count])
                unsynced += count
                if unsynced >= UNSYNCED_BYTES_MAX:
                    os.fdatasync(writer.fileno())
                    unsynced = 0
            except OSError as error:
                raise write_failure("the system could not be written", target, error) from error
            progress(count)
        try:
            os.fsync(writer.fileno())
        except OSError as error:
            raise write_failure("the system could not be written", target, error) from error
    return digest.hexdigest()


def open_medium(path):
    """A file of the medium, for reading from front to back."""
    try:
        file = open(path, "rb", buffering=0)
    except OSError as error:
        raise medium_failure(path, error) from error
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
    return file


def open_target(path):
    """A new file on the disk."""
    try:
        return open(path, "wb", buffering=0)
    except OSError as error:
        raise write_failure("the system could not be written", path, error) from error


def read_medium(reader, buffer, path):
    """Fills the buffer as far as the file goes."""
    try:
        return reader.readinto(buffer)
    except OSError as error:
        raise medium_failure(path, error) from error


def medium_failure(path, error):
    """The failure of a medium that cannot be read."""
    return InstallFailure("the medium could not be read", path, error.strerror or str(error),
                          "write the medium again, or try another one; this disk does not boot now")


def write_whole(writer, data):
    """Writes all of it: a raw file may take less at a time."""
    while data:
        data = data[writer.write(data):]


def check(path, digest, progress):
    """Reads a file back from the disk itself and compares it with what was read from the medium."""
    found = hashlib.sha256()
    try:
        for chunk in read_past_cache(path):
            found.update(chunk)
            progress(len(chunk))
    except OSError as error:
        raise InstallFailure("what was written could not be read back", path, error.strerror or str(error),
                             "the disk may be failing: try another one; this one does not boot now") from error
    if found.hexdigest() != digest:
        raise InstallFailure("the disk does not hold what was written to it", path,
                             f"SHA-256 read from the medium: {digest}\nSHA-256 on the disk:         {found.hexdigest()}",
                             "the disk or the memory is failing: try another one; this disk does not boot now")


def read_past_cache(path):
    """Yields a file's bytes from the device, not from memory, in views that the next one overwrites."""
    import mmap

    # Direct reads want aligned memory, which a mapping is.
    with mmap.mmap(-1, BUFFER_BYTES) as buffer:
        descriptor = open_direct(path)
        try:
            while True:
                view = memoryview(buffer)
                try:
                    count = os.readv(descriptor, [view])
                    if not count:
                        return
                    with view[:count] as chunk:
                        yield chunk
                finally:
                    view.release()
        finally:
            os.close(descriptor)


def open_direct(path):
    """Opened around the page cache, or with its pages dropped where the file system knows no direct reads."""
    try:
        return os.open(path, os.O_RDONLY | os.O_DIRECT | os.O_CLOEXEC)
    except OSError:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        return descriptor


def write_file(path, content, mode=0o644):
    """Writes a small file whole: beside, synced, renamed. Its folder is synced as well."""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        descriptor = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
        with open(descriptor, "wb", buffering=0) as file:
            os.fchmod(descriptor, mode)
            write_whole(file, memoryview(content))
            os.fsync(descriptor)
        os.rename(f"{path}.new", path)
        sync_folder(os.path.dirname(path))
    except OSError as error:
        raise write_failure("a file could not be written", path, error) from error


def sync_folder(path):
    """Makes the names in a folder last."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
