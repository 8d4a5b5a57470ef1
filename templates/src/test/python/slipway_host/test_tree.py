import unittest

from slipway_host import scratch, tree


class TreeTests(scratch.Scratch):
    def says(self, text):
        return tree.value(tree.parse(scratch.user_data(text)))

    def refusal(self, data):
        with self.assertRaises(tree.NotUserData) as caught:
            tree.parse(data)
        return str(caught.exception)

    def test_values_have_the_types_of_yaml_1_2(self):
        self.assertEqual(
            self.says("a: yes\nb: true\nc: 0644\nd: 12\ne: ~\nf: 1.50\ng: 2027-01-31\nh: '7'\n"),
            {"a": "yes", "b": True, "c": "0644", "d": 12, "e": None, "f": "1.50", "g": "2027-01-31", "h": "7"},
        )

    def test_aliases_and_merge_keys_are_written_out(self):
        text = "base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}\nsame: *b\n"
        expected = {"base": {"x": 1, "y": 2}, "other": {"y": 3, "x": 1}, "same": {"x": 1, "y": 2}}
        self.assertEqual(self.says(text), expected)
        written = tree.write(tree.parse(scratch.user_data(text)))
        self.assertNotIn(b"&", written)
        self.assertNotIn(b"<<", written)
        self.assertEqual(tree.value(tree.parse(written)), expected)

    def test_a_text_without_its_header_is_refused(self):
        self.assertIn("#cloud-config", self.refusal(b"a: 1\n"))
        self.assertIn("#cloud-config", self.refusal(b"# cloud-config\na: 1\n"))

    def test_windows_line_ends_are_taken(self):
        self.assertEqual(tree.value(tree.parse(b"#cloud-config\r\na: 1\r\n")), {"a": 1})

    def test_broken_yaml_is_refused_with_its_line_and_without_its_text(self):
        reason = self.refusal(scratch.user_data("a: 1\nedgeHostToken: [hunter2\n"))
        self.assertIn("line ", reason)
        self.assertNotIn("hunter2", reason)

    def test_other_refusals(self):
        for text, word in (("- a\n", "no mapping"), ("a: 1\na: 2\n", "twice"), ("? [a]\n: 1\n", "no single value")):
            self.assertIn(word, self.refusal(scratch.user_data(text)), text)
        self.assertIn("UTF-8", self.refusal(scratch.user_data("a: ") + b"\xff\n"))
        self.assertIn("larger", self.refusal(scratch.user_data("#" * (1 << 20))))

    def test_aliases_that_multiply_are_refused(self):
        levels = "a0: &a0 [x]\n"
        for level in range(1, 9):
            levels += "a%d: &a%d [%s]\n" % (level, level, ", ".join(["*a%d" % (level - 1)] * 10))
        self.assertIn("values", self.refusal(scratch.user_data(levels)))

    def test_nesting_beyond_reason_is_refused(self):
        self.assertIn("levels", self.refusal(scratch.user_data("a: " + "[" * 150 + "]" * 150)))

    def test_a_comment_alone_says_nothing(self):
        self.assertEqual(self.says("# nothing\n"), {})

    def test_permissions_are_read_as_yip_reads_them(self):
        for written, expected in ((0o644, 0o644), ("0644", 0o644), ("755", 0o755), ("0o600", 0o600), (None, 0o700)):
            self.assertEqual(tree.permissions(written, 0o700), expected, written)
        with self.assertRaises(ValueError):
            tree.permissions("rw-r--r--", 0o644)


if __name__ == "__main__":
    unittest.main()
