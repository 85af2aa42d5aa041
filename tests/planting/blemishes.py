"""What is untidy about a report, or lost in our reading of it, and wrong nowhere: no check may accuse for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from crawler.domain.extraction import Doubt
from crawler.domain.report import Address, Cell, CellState, Unsure
from crawler.forms import find_form
from monitor.examples.sound import Draft
from tests.planting.figures import APPLICANTS


@dataclass(frozen=True, slots=True)
class Blemish:
    """A change of a sound report, and the checks that may remark on it, though never as decided."""

    name: str
    change: Callable[[Random, Draft], Draft]
    remarked_by: frozenset[str]


def printed(draft: Draft) -> Mapping[Address, Cell]:
    """The cells of a made-up report: all of them are set."""
    return {address: cell for address, cell in draft.cells.items() if cell is not None}


def number(value: int | Decimal) -> Cell:
    """A cell that prints a figure."""
    return Cell(CellState.NUMBER, Decimal(value), str(value))


def with_cells(draft: Draft, cells: Mapping[Address, Cell | None]) -> Draft:
    """The draft with some cells changed."""
    return replace(draft, cells={**draft.cells, **cells})


def _noughts(draft: Draft, *tables: str) -> list[Address]:
    return [address for address, cell in printed(draft).items() if cell.value == 0 and address.table in tables]


def _with_blanks(random: Random, draft: Draft) -> Draft:
    share = random.choice((0.05, 0.3, 0.9))
    blank = [address for address in _noughts(draft, "proactive", "requests") if random.random() < share]
    return with_cells(draft, dict.fromkeys(blank, Cell(CellState.BLANK)))


def _with_dashes(random: Random, draft: Draft) -> Draft:
    dash = Cell(CellState.NOT_APPLICABLE, raw=random.choice(("/", "—", "不涉及")))
    dashed = [address for address in _noughts(draft, "proactive", "requests") if random.random() < 0.3]
    return with_cells(draft, dict.fromkeys(dashed, dash))


def _misread(random: Random, draft: Draft) -> Draft:
    """Cells of which the reader doubts the value, and is right to."""
    return with_cells(
        draft,
        {
            address: replace(_misheard(random, draft, address), unsure=Unsure.VALUE, confidence=0.4)
            for address in _some(random, draft)
        },
    )


def _doubted(random: Random, draft: Draft) -> Draft:
    """The same, where a doubt about the reading names them."""
    cells = tuple(_some(random, draft))
    doubt = Doubt("readings_disagree", "two readings of these cells disagree", cells)
    changed = with_cells(draft, {address: _misheard(random, draft, address) for address in cells})
    return replace(changed, doubts=(*draft.doubts, doubt))


def _columns_lost(random: Random, draft: Draft) -> Draft:
    """Rows of table 3 of which the source no longer says in which columns their figures stand."""
    cells = printed(draft)
    rows = {address.row for address, cell in cells.items() if address.table == "requests" and cell.value}
    lost: dict[Address, Cell | None] = {}
    for row in random.sample(sorted(rows), min(len(rows), 2)):
        places = [Address("requests", row, column) for column in APPLICANTS]
        moved = random.sample(places, len(places))
        lost |= {at: replace(cells[other], unsure=Unsure.COLUMN) for at, other in zip(places, moved, strict=True)}
    return with_cells(draft, lost)


def _unread(random: Random, draft: Draft) -> Draft:
    return with_cells(draft, dict.fromkeys(_some(random, draft), Cell(CellState.UNREAD)))


def _recognised(random: Random, draft: Draft) -> Draft:
    """Tables on images of a page, with some of their figures misread."""
    read = {address: replace(cell, confidence=0.9 + random.random() / 10) for address, cell in printed(draft).items()}
    return _misread(random, with_cells(draft, read))


def _with_sums(random: Random, draft: Draft) -> Draft:
    """A line for the sum of each group of results, which no form asks for."""
    form = find_form(draft.form)
    cells = printed(draft)
    sums: dict[Address, Cell] = {}
    for row in form.requests.rows if form is not None else ():
        if row.group is None or not row.group.startswith(("（三", "（四", "（五", "（六")):
            continue
        for column in (*APPLICANTS, "total"):
            at = Address("requests", row.group, column)
            value = cells[Address("requests", row.key, column)].value or 0
            sums[at] = number((sums[at].value or 0) + value if at in sums else value)
    return replace(draft, facts={**draft.facts, "subtotals": sums})


def _in_a_single_row(random: Random, draft: Draft) -> Draft:
    """（六）其他处理 as the one row that it is in the old form, though the report follows the new one."""
    rows = [address for address in printed(draft) if address.table == "requests" and address.row.startswith("other_")]
    single: dict[Address, Cell | None] = {}
    for column in (*APPLICANTS, "total") if rows else ():
        parts = [printed(draft)[address].value or 0 for address in rows if address.column == column]
        single[Address("requests", "other", column)] = number(sum(parts, Decimal(0)))
    return with_cells(draft, single | dict.fromkeys(rows))


def _some(random: Random, draft: Draft) -> list[Address]:
    return random.sample(sorted(printed(draft)), random.randint(1, 5))


def _misheard(random: Random, draft: Draft, address: Address) -> Cell:
    return number((printed(draft)[address].value or 0) + random.choice((1, 6, 70, 3000)))


_UNSURE = frozenset({"PQ-01", "PUB-10"})
BLEMISHES = (
    Blemish("blanks", _with_blanks, frozenset({"T2-02", "T3-06", "T3-11"})),
    Blemish("dashes", _with_dashes, frozenset({"T2-02", "T3-06", "T3-11"})),
    Blemish("misread", _misread, _UNSURE),
    Blemish("doubted", _doubted, _UNSURE),
    Blemish("columns lost", _columns_lost, _UNSURE),
    Blemish("unread", _unread, _UNSURE),
    Blemish("recognised", _recognised, _UNSURE),
    Blemish("sums of groups", _with_sums, frozenset()),
    Blemish("forms mixed", _in_a_single_row, frozenset()),
)
