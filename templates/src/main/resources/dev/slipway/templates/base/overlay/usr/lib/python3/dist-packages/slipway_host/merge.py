"""Merges the site's user-data over the installer's, by the rules that the toolkit documents:

- mappings are merged key by key; of two single values of one type the later holds;
- lists of mappings are joined, lists of single values united in the order of their first appearance;
- null empties what is there, except below `stages`: the steps of all files run;
- values of different types cannot be merged.
"""

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from slipway_host import tree

_EMPTY = {tree.TEXT: ("", '"'), tree.FLAG: ("false", None), tree.WHOLE: ("0", None), tree.FLOAT: ("0.0", None)}


def merge(earlier, later):
    """One mapping of two. Raises NotUserData where values of different types meet."""
    return _mappings(earlier, later, "", True)


def _mappings(earlier, later, path, nulls):
    merged = {key.value: (key, value) for key, value in earlier.value}
    for key, value in later.value:
        if key.value not in merged:
            merged[key.value] = (key, value)
            continue
        here = "%s.%s" % (path, key.value) if path else key.value
        below = nulls and here != "stages"
        before, earlier_value = merged[key.value]
        merged[key.value] = (before, _values(earlier_value, value, here, below))
    return tree.mapping(list(merged.values()), earlier)


def _values(earlier, later, path, nulls):
    if tree.is_null(later):
        return _emptied(earlier) if nulls else earlier
    if tree.is_null(earlier):
        return later
    if isinstance(earlier, MappingNode) and isinstance(later, MappingNode):
        return _mappings(earlier, later, path, nulls)
    if isinstance(earlier, SequenceNode) and isinstance(later, SequenceNode):
        return _lists(earlier, later, path)
    if isinstance(earlier, ScalarNode) and isinstance(later, ScalarNode) and earlier.tag == later.tag:
        return later
    raise _clash(path)


def _emptied(node):
    if isinstance(node, MappingNode):
        return tree.mapping([])
    if isinstance(node, SequenceNode):
        return tree.sequence([])
    text, style = _EMPTY.get(node.tag, (None, None))
    return node if text is None else tree.scalar(node.tag, text, style)


def _lists(earlier, later, path):
    both = earlier.value + later.value
    if any(isinstance(item, MappingNode) for item in both) and any(isinstance(item, ScalarNode) for item in both):
        raise _clash(path)
    items = list(earlier.value)
    seen = {(item.tag, item.value) for item in earlier.value if isinstance(item, ScalarNode)}
    for item in later.value:
        if isinstance(item, ScalarNode):
            if (item.tag, item.value) in seen:
                continue
            seen.add((item.tag, item.value))
        items.append(item)
    return tree.sequence(items, earlier)


def _clash(path):
    return tree.NotUserData("the types of '%s' differ between the two files" % path)
