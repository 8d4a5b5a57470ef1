import unittest

from slipway_host import merge, scratch, tree


class MergeTests(scratch.Scratch):
    """The rules as they are documented; that the toolkit's own merge gives the same is a test beside that one."""

    def merged(self, earlier, later):
        return tree.value(merge.merge(tree.parse(scratch.user_data(earlier)), tree.parse(scratch.user_data(later))))

    def test_the_rules(self):
        for earlier, later, expected in (
            ("a: {b: 1, c: 2}", "a: {c: 3, d: 4}", {"a": {"b": 1, "c": 3, "d": 4}}),
            ("a: x", "a: y1", {"a": "y1"}),
            ("a: [{b: 1}]", "a: [{b: 1}, {c: 2}]", {"a": [{"b": 1}, {"b": 1}, {"c": 2}]}),
            ("a: [x, w]", "a: [z, x, z]", {"a": ["x", "w", "z"]}),
            ("a: [1]", "a: ['1']", {"a": [1, "1"]}),
            ("a: []", "a: [{b: 1}]", {"a": [{"b": 1}]}),
            ("a: x", "a: null", {"a": ""}),
            ("a: 5", "a: ~", {"a": 0}),
            ("a: true", "a:", {"a": False}),
            ("a: [x]", "a: null", {"a": []}),
            ("a: {b: 1}", "a: null", {"a": {}}),
            ("a: null", "a: x", {"a": "x"}),
            ("a: x", "b: null", {"a": "x", "b": None}),
            ("stages: {boot: [{name: a}]}", "stages: {boot: [{name: b}]}", {"stages": {"boot": [{"name": "a"}, {"name": "b"}]}}),
            ("stages: {boot: [{name: a}]}", "stages: {boot: null}", {"stages": {"boot": [{"name": "a"}]}}),
            ("stages: {boot: [{name: a}]}", "stages: null", {"stages": {"boot": [{"name": "a"}]}}),
        ):
            with self.subTest(earlier=earlier, later=later):
                self.assertEqual(self.merged(earlier, later), expected)

    def test_types_that_clash_are_refused_by_their_key(self):
        for earlier, later in (("a: {b: {c: 1}}", "a: {b: x}"), ("a: {b: 5}", "a: {b: '5'}"), ("a: {b: [x]}", "a: {b: [{c: 1}]}")):
            with self.subTest(earlier=earlier, later=later), self.assertRaises(tree.NotUserData) as caught:
                self.merged(earlier, later)
            self.assertIn("'a.b'", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
