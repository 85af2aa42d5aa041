"""Values that a page's scripts write out: objects and lists of JavaScript, read without running anything."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<mark>[{}\[\]:,])
    |(?P<number>-?\d+(?:\.\d+)?)(?![\w$])
    |(?P<key>[A-Za-z_$][\w$]*)(?=\s*:)
    |(?P<word>[A-Za-z_$][\w$]*)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_OPENING, _CLOSING = frozenset("{["), frozenset("}]")


def literal_at(text: str, start: int) -> Any:  # noqa: ANN401 - a literal is anything
    r"""What the object or list says that begins at `start`; None where it cannot be read as plain values.

    Names of variables are read as null.

    >>> literal_at("window._CONFIG={SID:'755',TREE:[{id:721,name:'\u5e74报',},],NOW:today};", 15)
    {'SID': '755', 'TREE': [{'id': 721, 'name': '年报'}], 'NOW': None}
    >>> literal_at("f({a: go()})", 2)
    """
    if text[start : start + 1] not in _OPENING:
        return None
    tokens = [*_tokens(text, start), ""]
    said = " ".join(here for here, after in pairwise(tokens) if here != "," or after not in _CLOSING)
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None


def scalars(value: object) -> tuple[tuple[str, str], ...]:
    """The texts and numbers of an object as a form posts them; nothing of what is no object.

    >>> scalars({"col": 1, "path": "/", "inner": {}, "go": None})
    (('col', '1'), ('path', '/'))
    """
    if not isinstance(value, dict):
        return ()
    return tuple((name, str(said)) for name, said in value.items() if isinstance(said, str | int | float))


def _tokens(text: str, start: int) -> Iterator[str]:
    """The tokens up to the end of what begins at `start`, as JSON writes them."""
    depth, position = 0, start
    while (token := _TOKEN.match(text, position)) is not None:
        position = token.end()
        said = _as_json(token)
        if said:
            yield said
        depth += (said in _OPENING) - (said in _CLOSING)
        if depth == 0:
            return


def _as_json(token: re.Match[str]) -> str:
    kind, said = token.lastgroup, token[0]
    if kind == "blank":
        return ""
    if kind == "string":
        return json.dumps(_ESCAPED.sub(_unescaped, said[1:-1]))
    if kind == "key":
        return json.dumps(said)
    if kind == "word":
        return said if said in ("true", "false") else "null"
    return said


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _NAMED.get(escape[3], escape[3])
