import pathlib
import tempfile
import unittest

from slipway_host.install import medium
from slipway_host.install.failure import InstallFailure


class MediumTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def test_user_data_is_the_one_of_our_own_folder_first(self):
        self.assertIsNone(medium.user_data_of(self.folder))
        for name in ("config.yaml", "user-data", "nocloud/user-data", "slipway/user-data"):
            self.put(name, name.encode())
            self.assertEqual(name.encode(), medium.user_data_of(self.folder).content)

    def test_user_data_of_the_image_counts_where_the_medium_has_none(self):
        self.put("image.yaml", b"of the image")
        image = self.folder / "image.yaml"
        self.assertEqual(b"of the image", medium.user_data_of(self.folder / "medium", image).content)
        self.put("medium/slipway/user-data", b"of the medium")
        self.assertEqual(b"of the medium", medium.user_data_of(self.folder / "medium", image).content)

    def test_seed_is_what_lies_beside_the_user_data_and_says_something(self):
        self.put("slipway/user-data", b"#cloud-config\n")
        self.put("slipway/meta-data", b"instance-id: x\n")
        self.put("slipway/network-config", b"")
        self.put("network-config", b"version: 2\n")
        found = medium.user_data_of(self.folder)
        self.assertEqual({"meta-data": b"instance-id: x\n"}, medium.seed_of(found))
        self.put("slipway/network-config", b"version: 2\n")
        self.assertEqual(b"version: 2\n", medium.seed_of(found)["network-config"])
        self.put("slipway/network-config", b"#" * (medium.SEED_FILE_BYTES_MAX + 1))
        with self.assertRaisesRegex(InstallFailure, "network-config is too large"):
            medium.seed_of(found)

    def test_seed_of_a_file_that_is_no_user_data_of_cloud_init_is_empty(self):
        self.put("config.yaml", b"#cloud-config\n")
        self.put("network-config", b"version: 2\n")
        self.assertEqual({}, medium.seed_of(medium.user_data_of(self.folder)))

    def test_parse_of_broken_yaml_names_the_place(self):
        self.put("user-data", b"#cloud-config\ninstall:\n  poweroff: true\n reboot: [\n")
        with self.assertRaises(InstallFailure) as caught:
            medium.parse(medium.user_data_of(self.folder))
        self.assertEqual("the user-data is not valid YAML", caught.exception.what)
        self.assertRegex(caught.exception.where, r"/user-data:4:\d+$")

    def test_parse_of_what_is_no_mapping_or_no_text_is_refused(self):
        for content in (b"- a\n", b"text\n", b"a: \xff\n"):
            with self.subTest(content=content), self.assertRaises(InstallFailure):
                medium.parse(medium.UserData("user-data", content))

    def test_parse_of_comments_alone_is_empty(self):
        self.assertEqual({}, medium.parse(medium.UserData("user-data", b"#cloud-config\n")))

    def test_images_that_are_missing_or_empty_are_named(self):
        self.put("live/vmlinuz", b"k")
        with self.assertRaisesRegex(InstallFailure, "no live/initrd.img"):
            medium.images_of(self.folder)
        self.put("live/initrd.img", b"")
        with self.assertRaisesRegex(InstallFailure, "live/initrd.img is empty"):
            medium.images_of(self.folder)
