import hashlib
import http.server
import pathlib
import tempfile
import threading
import unittest

from slipway_host.install import fetch
from slipway_host.install.failure import InstallFailure
from slipway_host.install.places import Places

KERNEL, INITRD = b"kernel" * 1000, b"initrd" * 1000
USER_DATA = b"#cloud-config\ninstall: {poweroff: true}\n"


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers what the test says: a list for each path, of which the last one stays."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path))
        listed = self.server.answers.get(self.path, [404])
        answer = listed.pop(0) if len(listed) > 1 else listed[0]
        if isinstance(answer, int):
            self.send_error(answer)
            return
        content, announced = answer if isinstance(answer, tuple) else (answer, len(answer))
        self.send_response(200)
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *arguments):
        pass


class Said:
    """Takes what the installer says."""

    def __init__(self):
        self.lines = []

    def message(self, lines):
        self.lines += lines

    def line(self, text):
        self.lines.append(text)


class FetchTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "medium/live").mkdir(parents=True)
        self.places = Places(medium=str(self.folder / "medium"), run=str(self.folder / "run"), network_wait_seconds=0)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.answers, self.server.asked = {}, []
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.screen = Said()
        # Nothing waits for real: every pause is over at once.
        pause = fetch.PAUSE_SECONDS
        fetch.PAUSE_SECONDS = 0
        self.addCleanup(setattr, fetch, "PAUSE_SECONDS", pause)

    def images(self, *more):
        fetch.fetch_images([f"fetch={self.base}/m/live/filesystem.squashfs", *more], self.places, self.screen)

    def user_data(self, path="/c/secret/user-data"):
        return fetch.fetch_user_data([f"config_url={self.base}{path}"], self.places, self.screen)

    def live(self, name):
        return self.folder / "medium/live" / name

    def test_images_are_fetched_from_beside_the_root_file_system(self):
        self.server.answers = {"/m/live/vmlinuz": [KERNEL], "/m/live/initrd.img": [INITRD]}
        self.images("slipway.kernel.sha256=" + hashlib.sha256(KERNEL).hexdigest())
        self.assertEqual(KERNEL, self.live("vmlinuz").read_bytes())
        self.assertEqual(INITRD, self.live("initrd.img").read_bytes())
        self.images()
        self.assertEqual(2, len(self.server.asked), "what is there is not fetched again")

    def test_nothing_is_fetched_where_the_system_came_from_a_medium(self):
        fetch.fetch_images(["boot=live", "install-mode"], self.places, self.screen)
        self.assertEqual("", fetch.fetch_user_data(["boot=live"], self.places, self.screen))
        self.assertEqual([], self.server.asked)

    def test_image_that_was_changed_on_the_way_is_not_used(self):
        self.server.answers = {"/m/live/vmlinuz": [KERNEL[:-1] + b"L"], "/m/live/initrd.img": [INITRD]}
        with self.assertRaisesRegex(InstallFailure, "not what it should be") as caught:
            self.images("slipway.kernel.sha256=" + hashlib.sha256(KERNEL).hexdigest())
        self.assertIn(hashlib.sha256(KERNEL).hexdigest(), caught.exception.why)
        self.assertFalse(self.live("vmlinuz").exists())

    def test_image_that_comes_in_part_only_is_not_used(self):
        self.server.answers = {"/m/live/vmlinuz": [(KERNEL[:-5], len(KERNEL))]}
        with self.assertRaises(InstallFailure) as caught:
            self.images()
        self.assertEqual(f"only {len(KERNEL) - 5} of {len(KERNEL)} bytes came", caught.exception.why)
        self.assertFalse(self.live("vmlinuz").exists())

    def test_user_data_is_waited_for_and_the_reason_is_told_once(self):
        self.places.network_wait_seconds = 60
        self.server.answers = {"/c/secret/user-data": [404, 404, 503, USER_DATA]}
        path = self.user_data()
        self.assertEqual(USER_DATA, pathlib.Path(path).read_bytes())
        self.assertEqual(0o600, pathlib.Path(path).stat().st_mode & 0o777)
        self.assertEqual(["Waiting for the user-data: the server answers HTTP 404.",
                          "Waiting for the user-data: the server answers HTTP 503."],
                         [line for line in self.screen.lines if line.startswith("Waiting")])
        self.assertNotIn("secret", "".join(self.screen.lines))

    def test_user_data_that_does_not_come_is_a_failure_with_the_reason(self):
        with self.assertRaises(InstallFailure) as caught:
            self.user_data()
        self.assertEqual(("could not fetch the user-data", "the server answers HTTP 404"),
                         (caught.exception.what, caught.exception.why))
        self.server.shutdown()
        self.server.server_close()
        with self.assertRaises(InstallFailure) as caught:
            self.user_data()
        self.assertIn("refused", caught.exception.why)

    def test_seed_beside_the_user_data_is_fetched_where_there_is_one(self):
        self.server.answers = {"/c/secret/user-data": [USER_DATA], "/c/secret/network-config": [b"version: 2\n"]}
        folder = pathlib.Path(self.user_data()).parent
        self.assertEqual({"user-data", "network-config"}, {file.name for file in folder.iterdir()})

    def test_user_data_of_another_name_has_nothing_beside_it(self):
        self.server.answers = {"/c/secret/x.yaml": [USER_DATA]}
        self.assertEqual("config.yaml", pathlib.Path(self.user_data("/c/secret/x.yaml")).name)
        self.assertEqual(1, len(self.server.asked))

    def test_user_data_that_is_too_large_is_refused(self):
        self.server.answers = {"/c/secret/user-data": [b"#" * ((16 << 20) + 1)]}
        with self.assertRaisesRegex(InstallFailure, "too large"):
            self.user_data()

    def test_url_of_another_kind_is_refused_at_once(self):
        for url in ("file:///etc/shadow", "ftp://s/x", "x"):
            with self.subTest(url=url), self.assertRaisesRegex(InstallFailure, "cannot fetch from such a URL"):
                fetch.fetch_user_data([f"config_url={url}"], self.places, self.screen)

    def test_server_is_told_once_and_need_not_listen(self):
        words = [f"slipway.installed={self.base}/booted/secret"]
        fetch.tell_installed(words, self.screen)
        self.server.answers = {"/booted/secret": [b""]}
        fetch.tell_installed(words, self.screen)
        self.assertEqual([("POST", "/booted/secret")] * 2, self.server.asked)
        self.assertRegex(self.screen.lines[0], "^could not tell .*Not Found")
        self.assertRegex(self.screen.lines[1], "^told ")
        self.assertNotIn("secret", "".join(self.screen.lines))

    def test_shown_url_keeps_secrets(self):
        for url, shown in (("http://s:8080/c/0123/user-data", "http://s:8080/.../user-data"),
                           ("https://u:p@s/user-data?token=x", "https://s/user-data")):
            self.assertEqual(shown, fetch.shown(url))
