"""Which row or column of a form a printed label names."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from crawler.domain.normalise import normalise
from crawler.forms import Block, Form, Row, all_forms
from crawler.forms.form import Column, Role
from crawler.parse.resemblance import may_resemble, resembled

_REMEMBERED = 1024


def find_row(label: str, rows: Iterable[Row]) -> Row | None:
    """The row that a normalised label names: whole, else by its longest keyword, else by resemblance."""
    if label.isascii():
        return None
    candidates = tuple(rows)
    for row in candidates:
        if label in row.labels:
            return row
    by_keyword = [(len(word), row) for row in candidates for word in row.keywords if word in label]
    if by_keyword:
        return max(by_keyword, key=lambda pair: pair[0])[1]
    return _resembling(label, candidates)


def find_column(label: str, columns: Iterable[Column]) -> Column | None:
    """The column that a normalised label names, written in full or cut short behind a known spelling."""
    if label.isascii():
        return None
    started = None
    for column in columns:
        if label in column.labels:
            return column
        if started is None and label.startswith(column.labels):
            started = column
    return started


def proactive_blocks(item: str) -> tuple[tuple[Form, Block], ...]:
    """The blocks of table 2 under one caption, in each form that has it."""
    return tuple((form, block) for form in all_forms() for block in form.proactive if block.caption == item)


@cache
def captions() -> tuple[str, ...]:
    """The captions of table 2 in all forms, each once."""
    return tuple(dict.fromkeys(block.caption for form in all_forms() for block in form.proactive))


def best_block(candidates: Sequence[tuple[Form, Block]], headers: Iterable[str]) -> tuple[Form, Block] | None:
    """The form whose columns the printed headers name best; None where they name none of any form.

    A header that another form knows only as a variant counts less than one that is a form's own.
    """
    printed = tuple(headers)

    def score(block: Block) -> tuple[int, int]:
        known = [column for column in block.columns if any(find_column(label, [column]) for label in printed)]
        own = [column for column in block.columns if column.labels[0] in printed]
        return (len(known) - abs(len(block.columns) - len(known)), len(own))

    best = max(candidates, key=lambda pair: score(pair[1]), default=None)
    return best if best is not None and score(best[1]) > (-len(best[1].columns), 0) else None


@cache
def requests_rows() -> tuple[Row, ...]:
    """The rows of table 3 in all forms, each once, in their order; the single row （六）其他处理 before its three."""
    old, new = (form.requests.rows for form in all_forms())
    only_old = tuple(row for row in old if row.key not in {other.key for other in new})
    first_new = next(index for index, row in enumerate(new) if row.key not in {other.key for other in old})
    return (*new[:first_new], *only_old, *new[first_new:])


@cache
def requests_groups() -> tuple[str, ...]:
    """The groups of results in table 3, normalised: no form gives them figures, and some reports sum them up."""
    rows = (row for form in all_forms() for row in form.requests.rows if row.role is Role.PART)
    return tuple(dict.fromkeys(normalise(row.group) for row in rows if row.group and row.group.startswith("（")))


_ENUMERATION = re.compile(r"^(?:\(.{1,3}\)|\d{1,2}\.)")


def _resembling(label: str, rows: Sequence[Row]) -> Row | None:
    """The one row whose label a damaged label resembles, where no other comes near."""
    if not may_resemble(label):
        return None
    at = _resembled(label, tuple([row.labels for row in rows]))
    return rows[at] if at is not None else None


@lru_cache(_REMEMBERED)
def _resembled(label: str, rows: tuple[tuple[str, ...], ...]) -> int | None:
    bare = [[_ENUMERATION.sub("", spelling) for spelling in spellings] for spellings in rows]
    return resembled(_ENUMERATION.sub("", label), bare)
