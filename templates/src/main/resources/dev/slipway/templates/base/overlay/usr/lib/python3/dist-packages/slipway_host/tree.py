"""YAML as a tree of nodes, which keeps how each value is written: a merged file says the same to every reader.

Values have the types of YAML 1.2 (YAML 1.2.2, chapter 10.3), as in the program that checks user-data on a desk.
"""

import re

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver

HEADER = b"#cloud-config"
BYTES_MAX = 1 << 20
NODES_MAX = 100_000
DEPTH_MAX = 100

NULL = "tag:yaml.org,2002:null"
TEXT = "tag:yaml.org,2002:str"
FLAG = "tag:yaml.org,2002:bool"
WHOLE = "tag:yaml.org,2002:int"
FLOAT = "tag:yaml.org,2002:float"
_MERGE = "<<"
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_OCTAL = re.compile(r"0o?[0-7]+\Z")


class NotUserData(Exception):
    """A text that cannot be used, with the reason for people. Quotes no value, which could be a secret."""


class _Resolver(BaseResolver):
    pass


for _tag, _pattern, _first in (
    (FLAG, r"(?:true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    (WHOLE, r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z", "-+0123456789"),
    (
        FLOAT,
        r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z",
        "-+0123456789.",
    ),
    (NULL, r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
):
    _Resolver.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))

if yaml.__with_libyaml__:

    class _Reader(yaml.cyaml.CParser, _Resolver):
        def __init__(self, text):
            yaml.cyaml.CParser.__init__(self, text)
            _Resolver.__init__(self)

else:

    class _Reader(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer, _Resolver):
        def __init__(self, text):
            yaml.reader.Reader.__init__(self, text)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)
            yaml.composer.Composer.__init__(self)
            _Resolver.__init__(self)


class _Writer(yaml.emitter.Emitter, yaml.serializer.Serializer, _Resolver):
    def __init__(self, stream, **settings):
        yaml.emitter.Emitter.__init__(self, stream, width=settings.get("width"), allow_unicode=True)
        yaml.serializer.Serializer.__init__(self, encoding=None)
        _Resolver.__init__(self)


def parse(data):
    """The mapping of a user-data file, without anchors and `<<`.

    Raises NotUserData for a text without its header, that is no YAML mapping, or that is beyond reason.
    """
    if len(data) > BYTES_MAX:
        raise NotUserData("it is larger than %d bytes" % BYTES_MAX)
    first = data.split(b"\n", 1)[0].rstrip()
    if first != HEADER:
        raise NotUserData("its first line is not %s" % HEADER.decode())
    try:
        root = _Reader(data.decode("utf-8")).get_single_node()
        root = mapping([]) if root is None else _Conversion().plain(root, 0)
    except UnicodeDecodeError:
        raise NotUserData("it is not UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = "line %d: " % (mark.line + 1) if mark else ""
        raise NotUserData("%s%s" % (where, error.problem or error.context)) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise NotUserData("it is no YAML") from None
    if not isinstance(root, MappingNode):
        raise NotUserData("it is no mapping")
    return root


class _Conversion:
    """Makes a tree of a graph: every alias becomes nodes of its own, every `<<` the keys that it stands for."""

    def __init__(self):
        self.count = 0

    def plain(self, node, depth):
        self.count += 1
        if self.count > NODES_MAX:
            raise NotUserData("with its aliases it has more than %d values" % NODES_MAX)
        if depth > DEPTH_MAX:
            raise NotUserData("more than %d levels are nested" % DEPTH_MAX)
        if isinstance(node, ScalarNode):
            return ScalarNode(node.tag, node.value, node.start_mark, node.end_mark, node.style)
        if isinstance(node, SequenceNode):
            return sequence([self.plain(item, depth + 1) for item in node.value], node)
        return mapping(self._entries(node, depth), node)

    def _entries(self, node, depth):
        entries = {}
        merged = []
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise NotUserData("line %d: a key is no single value" % (key.start_mark.line + 1))
            if key.value == _MERGE:
                merged.append(value)
                continue
            if key.value in entries:
                raise NotUserData("line %d: a key stands twice in one mapping" % (key.start_mark.line + 1))
            entries[key.value] = (self.plain(key, depth + 1), self.plain(value, depth + 1))
        for value in merged:
            for name, entry in self._merged(value, depth + 1).items():
                entries.setdefault(name, entry)
        return list(entries.values())

    def _merged(self, node, depth):
        if depth > DEPTH_MAX:
            raise NotUserData("more than %d levels are nested" % DEPTH_MAX)
        if isinstance(node, MappingNode):
            return {key.value: (key, value) for key, value in self._entries(node, depth)}
        found = {}
        for item in node.value if isinstance(node, SequenceNode) else []:
            for name, entry in self._merged(item, depth + 1).items():
                found.setdefault(name, entry)
        return found


def mapping(entries, like=None):
    """A mapping of pairs of nodes."""
    return MappingNode("tag:yaml.org,2002:map", entries, *_marks(like), flow_style=False)


def sequence(items, like=None):
    """A list of nodes."""
    return SequenceNode("tag:yaml.org,2002:seq", items, *_marks(like), flow_style=False)


def scalar(tag, text, style=None):
    """A single value."""
    return ScalarNode(tag, text, None, None, style)


def _marks(like):
    return (like.start_mark, like.end_mark) if like is not None else (None, None)


def find(node, *names):
    """The node at a path of keys; None where there is none."""
    for name in names:
        if not isinstance(node, MappingNode):
            return None
        node = next((value for key, value in node.value if key.value == name), None)
    return node


def is_null(node):
    """Whether nothing is said."""
    return isinstance(node, ScalarNode) and node.tag == NULL


def write(root):
    """A mapping as user-data."""
    text = yaml.serialize(root, Dumper=_Writer, width=1 << 30)
    return HEADER + b"\n" + text.encode("utf-8", "surrogatepass")


def value(node):
    """What a node means to the stages. A number keeps its text where that is not the usual one: `0644` is `"0644"`."""
    if isinstance(node, MappingNode):
        return {key.value: value(item) for key, item in node.value}
    if isinstance(node, SequenceNode):
        return [value(item) for item in node.value]
    if node.tag == NULL:
        return None
    if node.tag == FLAG:
        return node.value.lower() == "true"
    if node.tag == WHOLE and _PLAIN_NUMBER.match(node.value):
        return int(node.value)
    if node.tag.endswith(":binary"):
        import base64

        return base64.b64decode(node.value).decode("latin-1")
    return node.value


def permissions(number, otherwise):
    """Permissions as yip reads them: a number counts as it is, text and what begins with 0 is octal."""
    if number is None or number == "":
        return otherwise
    if isinstance(number, int):
        return number & 0o7777
    if _OCTAL.match(str(number).strip()) or str(number).strip().isdigit():
        return int(str(number).strip().replace("0o", "", 1), 8) & 0o7777
    raise ValueError("permissions are no octal number")
