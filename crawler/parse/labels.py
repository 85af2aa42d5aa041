"""Which row or column of a form a printed label names."""

from collections.abc import Iterable, Sequence
from functools import cache

from crawler.forms import Block, Form, Row, all_forms
from crawler.forms.form import Column


def find_row(label: str, rows: Iterable[Row]) -> Row | None:
    """The row that a normalised label names: the whole label first, else its longest keyword."""
    candidates = tuple(rows)
    exact = next((row for row in candidates if label in row.labels), None)
    if exact is not None or not label:
        return exact
    by_keyword = [(len(word), row) for row in candidates for word in row.keywords if word in label]
    return max(by_keyword, key=lambda pair: pair[0], default=(0, None))[1]


def find_column(label: str, columns: Iterable[Column]) -> Column | None:
    """The column that a normalised label names, written in full or cut short behind a known spelling."""
    candidates = tuple(columns)
    exact = next((column for column in candidates if label in column.labels), None)
    if exact is not None:
        return exact
    started = (column for column in candidates if any(label.startswith(known) for known in column.labels))
    return next(started, None)


def proactive_blocks(item: str) -> tuple[tuple[Form, Block], ...]:
    """The blocks of table 2 under one caption, in each form that has it."""
    return tuple((form, block) for form in all_forms() for block in form.proactive if block.caption == item)


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
