"""YAML as plain texts that know their lines: a scalar is what the file prints, so 0370 and 01-28 stay as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

Path = tuple[str | int, ...]
"""Where a value stands: the keys and places that lead to it."""

_EMPTY = frozenset({"", "~", "null"})
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Yaml:
    """What a file holds, where each value of it begins, and what of it cannot be meant so."""

    data: object
    spots: Mapping[Path, Spot]
    problems: tuple[str, ...]

    def spot(self, path: Path) -> Spot:
        """Where a value begins; for one that is not there, where what should hold it does."""
        while path not in self.spots and path:
            path = path[:-1]
        return self.spots.get(path, Spot(1, 1))


def read_yaml(text: str) -> Yaml:
    """Read a text as YAML; raises yaml.YAMLError where it is none.

    >>> found = read_yaml("for: {area: 0370}")
    >>> found.data, found.spot(("for", "area")).column
    ({'for': {'area': '0370'}}, 13)
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    spots: dict[Path, Spot] = {}
    problems = tuple(_walk(root, (), spots, set())) if root is not None else ()
    return Yaml(None if problems else _plain(root), spots, problems)


def _walk(node: yaml.Node, path: Path, spots: dict[Path, Spot], seen: set[int]) -> Iterator[str]:
    """Note where everything stands; yields what YAML would quietly let pass."""
    line = node.start_mark.line + 1
    spots[path] = Spot(line, node.start_mark.column + 1)
    if id(node) in seen:
        yield f"line {line}: a value is written once, not referred to by an alias"
        return
    if len(path) > _DEEPEST:
        yield f"line {line}: nothing of a rule stands so deep"
        return
    seen.add(id(node))
    for step, inner in _inner(node):
        if (*path, step) in spots:
            yield f"line {inner.start_mark.line + 1}: {step} stands already in line {spots[*path, step].line}"
        else:
            yield from _walk(inner, (*path, step), spots, seen)


def _inner(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        yield from enumerate(node.value)


def _plain(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    if not isinstance(node, yaml.ScalarNode) or (node.style is None and node.value in _EMPTY):
        return None
    return str(node.value)
