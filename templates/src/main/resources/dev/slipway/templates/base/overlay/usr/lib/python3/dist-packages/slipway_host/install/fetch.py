"""What a machine that boots over the network fetches by itself; its address it has from the initial file system.

Whatever it waits for it says, as the person in front of it is often the one who can help.
"""

import os
import time

from .failure import InstallFailure

# What lies beside the root file system, and the argument with its digest. That one was checked when it was fetched.
BESIDE = {"vmlinuz": "slipway.kernel.sha256", "initrd.img": "slipway.initrd.sha256"}
BESIDE_BYTES_MAX = 1 << 30
CHUNK_BYTES = 1 << 20
STALLED_SECONDS = 30
PAUSE_SECONDS = 5
TELL_SECONDS = 10
AGENT = "slipway-install"


class Broken(Exception):
    """A transfer that came to nothing, in a few words. Another try may do better."""


def value_of(words, name):
    """The value of an argument, or nothing; the last one counts."""
    found = [word.partition("=")[2] for word in words if word.startswith(f"{name}=")]
    return found[-1] if found else ""


def fetch_images(words, places, screen):
    """Puts kernel and initial file system beside the root file system that was fetched, where they are not yet."""
    root = value_of(words, "fetch")
    if not root:
        return
    for name, argument in BESIDE.items():
        target = f"{places.medium}/live/{name}"
        if not os.path.exists(target):
            url = f"{root.rpartition('/')[0]}/{name}"
            patiently(f"live/{name}", url, places, screen,
                      lambda: download(url, target, BESIDE_BYTES_MAX))
            check(url, target, value_of(words, argument))


def fetch_user_data(words, places, screen):
    """Fetches the user-data, and what lies beside one of that name; returns its path, or nothing."""
    from . import medium

    url = value_of(words, "config_url")
    if not url:
        return ""
    folder = f"{places.run}/seed"
    os.makedirs(folder, mode=0o700, exist_ok=True)
    seed = url.endswith("/user-data")
    target = f"{folder}/{'user-data' if seed else 'config.yaml'}"
    patiently("the user-data", url, places, screen, lambda: download(url, target, medium.USER_DATA_BYTES_MAX))
    if seed:
        for name in medium.SEED_FILES:
            beside = f"{url.rpartition('/')[0]}/{name}"
            patiently(f"the {name}", beside, places, screen,
                      lambda: download(beside, f"{folder}/{name}", medium.SEED_FILE_BYTES_MAX, optional=True))
    return target


def patiently(what, url, places, screen, action):
    """Tries until it works or the time is over, and says what it waits for whenever the reason is another one."""
    deadline = time.monotonic() + places.network_wait_seconds
    said = ""
    while True:
        try:
            action()
        except Broken as error:
            if time.monotonic() >= deadline:
                raise InstallFailure(f"could not fetch {what}", shown(url), str(error),
                                     "see that the boot server runs and has this machine; then restart the machine"
                                     ) from error
            if str(error) != said:
                said = str(error)
                screen.message([f"Waiting for {what}: {said}.", f"It is asked for at {shown(url)} every"
                                f" {PAUSE_SECONDS} s, for at most {places.network_wait_seconds // 60} minutes."])
            time.sleep(min(PAUSE_SECONDS, max(0, deadline - time.monotonic())))
        else:
            if said:
                screen.message([])
            return


def download(url, target, bytes_max, optional=False):
    """Fetches a file whole, or not at all; one that is optional may not be there."""
    import http.client
    import urllib.error

    if url.partition("://")[0] not in ("http", "https"):
        raise InstallFailure("cannot fetch from such a URL", shown(url), "only http and https are understood",
                             "correct the kernel command line")
    try:
        with opened(url) as answer:
            write(answer, target, bytes_max, url)
    except urllib.error.HTTPError as error:
        if not optional or error.code != 404:
            raise Broken(f"the server answers HTTP {error.code}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Broken(reason(error)) from error


def opened(url, data=None, seconds=STALLED_SECONDS):
    """The answer to one question."""
    import urllib.request

    request = urllib.request.Request(url, data=data, headers={"User-Agent": AGENT})
    return urllib.request.urlopen(request, timeout=seconds)


def write(answer, target, bytes_max, url):
    """Writes what comes beside the target, and renames it when it is complete."""
    announced = int(answer.headers.get("Content-Length") or -1)
    length = 0
    descriptor = os.open(f"{target}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with open(descriptor, "wb") as file:
        while chunk := answer.read(CHUNK_BYTES):
            length += len(chunk)
            if length > bytes_max:
                raise InstallFailure("what was fetched is too large", shown(url), f"it has more than {bytes_max} bytes",
                                     "see what the boot server has there")
            file.write(chunk)
    if announced not in (-1, length):
        raise Broken(f"only {length} of {announced} bytes came")
    os.rename(f"{target}.new", target)


def check(url, path, digest):
    """Ends the installation where a file is not what the kernel command line says; an empty digest says nothing."""
    import hashlib

    if not digest:
        return
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            found.update(chunk)
    if found.hexdigest() != digest.lower():
        os.unlink(path)
        raise InstallFailure("a file of the system is not what it should be", shown(url),
                             f"SHA-256 announced: {digest}\nSHA-256 fetched:   {found.hexdigest()}",
                             "restart the machine to try again; if that does not help, the boot server has another file"
                             " than it says. Nothing was written to any disk")


def tell_installed(words, log):
    """Tells the boot server that it is done, once. That nobody listens is no reason to fail."""
    import http.client

    url = value_of(words, "slipway.installed")
    if not url:
        return
    try:
        with opened(url, b"", TELL_SECONDS):
            log.line("told the boot server that the machine is installed")
    except (OSError, http.client.HTTPException, ValueError) as error:
        log.line(f"could not tell the boot server that the machine is installed: {reason(error)}")


def reason(error):
    """Why something did not work, in one line."""
    cause = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return " ".join(str(cause).split()) or type(error).__name__


def shown(url):
    """The URL without what may be a secret in it: its server and the name of the file."""
    scheme, _, rest = url.partition("://")
    server, _, path = rest.partition("/")
    name = path.rpartition("/")[2].partition("?")[0]
    return f"{scheme}://{server.rpartition('@')[2]}/{'.../' if '/' in path else ''}{name}"
