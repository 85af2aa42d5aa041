"""Damaged labels: which of several known spellings one resembles, when only one comes near."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_SHORTEST, _LONG, _LONGEST = 6, 10, 60
_APART = 3
# Where these differ the meaning does, or the place in the form.
_TELLING = frozenset("不未无没非予禁上下本新旧前后首次年其他总合计增减一二三四五六七八九十0123456789")


def resembled(label: str, rows: Sequence[Sequence[str]]) -> int | None:
    """Which row a label resembles: a character or two from one of its spellings, far from all others; None if unplain.

    A short label resembles nothing, nor does any where there is but one row to compare, or where it differs
    in a character that tells rows apart.

    >>> rows = [["重复申请"], ["要求提供公开出版物"], ["无正当理由大量反复申请"]]
    >>> resembled("要求提洪公开出版物", rows), resembled("要求提供公开", rows), resembled("重夏申请", rows)
    (1, None, None)
    >>> resembled("有正当理由大量反复申请", rows), resembled("不要求提供公开出版物", rows)
    (None, None)
    """
    if not may_resemble(label) or len(rows) < 2:
        return None
    nearest = (min((distance(label, spelling), spelling) for spelling in spellings) for spellings in rows)
    ranked = sorted((near, at) for at, near in enumerate(nearest))
    ((best, spelling), at), ((second, _), _), *_ = ranked
    is_near = len(spelling) >= _SHORTEST and best <= 1 + (len(spelling) >= _LONG)
    is_plain = second - best >= _APART and not _TELLING & _differing(label, spelling)
    return at if is_near and is_plain else None


def may_resemble(label: str) -> bool:
    """Whether a label is of a length to resemble any."""
    return _SHORTEST <= len(label) <= _LONGEST


def distance(one: str, other: str) -> int:
    """How many characters must be put in, taken out or replaced to make one of the other.

    >>> distance("行政许可", "行政讦可"), distance("规章", "政府规章")
    (1, 2)
    """
    above = list(range(len(other) + 1))
    for row, character in enumerate(one, start=1):
        line = [row]
        for column, wanted in enumerate(other, start=1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (character != wanted)))
        above = line
    return above[-1]


def _differing(one: str, other: str) -> frozenset[str]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    parts = (one[a:b] + other[c:d] for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")
    return frozenset("".join(parts))
