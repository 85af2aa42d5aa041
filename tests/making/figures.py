"""Figures for made reports: consistent or broken, in many notations, on official forms and on mixtures of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from random import Random

from crawler.domain.report import Address, CellState
from spiders.simulator.figures import Figure, plausible_figures
from spiders.simulator.forms import (
    APPLICANTS,
    DISPUTE_GROUPS,
    DISPUTE_RESULTS,
    FORM_2019,
    FORM_2021,
    TOTAL,
    Form,
)
from tests.making.truth import PrintedCell

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FORM_SHAPES: Mapping[str, Form] = {
    "form_2019": FORM_2019,
    "form_2021": FORM_2021,
    "new form, other handling in a single row": Form("form_2021", FORM_2021.blocks, FORM_2019.results),
    "new form, first block as in the old": Form(
        "form_2021", (FORM_2019.blocks[0], *FORM_2021.blocks[1:]), FORM_2021.results
    ),
    "old form, licences and sanctions as in the new": Form(
        "form_2019", (FORM_2019.blocks[0], *FORM_2021.blocks[1:3], *FORM_2019.blocks[3:]), FORM_2019.results
    ),
    "old form, procurement left out": Form("form_2019", FORM_2019.blocks[:4], FORM_2019.results),
}
"""Both official forms, and the mixtures that governments make of them; the key says which form leads."""


class Accounts(StrEnum):
    """What the figures are like."""

    PLAUSIBLE = "small and consistent"
    DENSE = "consistent, hardly a nought among them"
    BROKEN = "dense, with sums that are wrong in the original"
    SPARSE = "dense, with many cells left blank"
    VARIED = "dense, in every notation that governments use"


Figures = Mapping[Address, Figure]


def planted(random: Random, form: Form, accounts: Accounts) -> dict[Address, PrintedCell]:
    """What each cell of the form prints, in the order of the form."""
    figures = plausible(random, form) if accounts is Accounts.PLAUSIBLE else dense(random, form)
    if accounts is Accounts.BROKEN:
        figures = _with_wrong_sums(random, figures)
    texts = {Accounts.SPARSE: _often_blank, Accounts.VARIED: _varied}.get(accounts, _plain)
    return {address: texts(random, address, figures[address]) for address in addresses(form)}


def addresses(form: Form) -> Iterable[Address]:
    """The cells that a form or a mixture prints."""
    for block in form.blocks:
        yield from (Address("proactive", row, column) for row, _ in block.rows for column, _ in block.columns)
    for row in ("new_received", "carried_in", *(result.key for result in form.results), "carried_out"):
        yield from (Address("requests", row, column) for column in (*APPLICANTS, TOTAL))
    for group, _ in DISPUTE_GROUPS:
        yield from (Address("disputes", group, column) for column in (*(key for key, _ in DISPUTE_RESULTS), TOTAL))


def plausible(random: Random, form: Form) -> Figures:
    """Figures as the simulated governments have them; mixtures take table 2 from both forms."""
    scale = random.choice((8, 40, 300))
    other = FORM_2021 if form.key == "form_2019" else FORM_2019
    leading = Form(form.key, form.blocks, form.results)
    return {**plausible_figures(random, other, scale), **plausible_figures(random, leading, scale)}


def dense(random: Random, form: Form) -> Figures:
    """Figures that satisfy every sum of the form, large and small, with few noughts."""
    figures: dict[Address, Figure] = {}
    for address in addresses(form):
        if address.table == "proactive":
            figures[address] = _amount(random) if address.column == "amount_wan" else _count(random)
    for column in APPLICANTS:
        figures |= _balance(random, form, column)
    for group, _ in DISPUTE_GROUPS:
        figures |= {Address("disputes", group, key): _count(random) // 7 for key, _ in DISPUTE_RESULTS}
    return figures | _totals(figures, form)


def _balance(random: Random, form: Form, column: str) -> dict[Address, Figure]:
    """One applicant's column of table 3: what came in was handled or carried over."""
    parts: dict[str, Figure] = {row: _count(random) for row in form.parts}
    handled, carried_out = sum(parts.values()), _count(random)
    carried_in = random.randint(0, int(min(handled, 40)))
    rows = parts | {"total_handled": handled, "carried_out": carried_out, "carried_in": carried_in}
    rows["new_received"] = handled + carried_out - carried_in
    return {Address("requests", row, column): figure for row, figure in rows.items()}


def _totals(figures: Figures, form: Form) -> dict[Address, Figure]:
    rows = ("new_received", "carried_in", *(result.key for result in form.results), "carried_out")
    sums = {Address("requests", row, TOTAL): _sum(figures, "requests", row, APPLICANTS) for row in rows}
    results = [key for key, _ in DISPUTE_RESULTS]
    return sums | {
        Address("disputes", group, TOTAL): _sum(figures, "disputes", group, results) for group, _ in DISPUTE_GROUPS
    }


def _sum(figures: Figures, table: str, row: str, columns: Sequence[str]) -> Figure:
    return sum(figures[Address(table, row, column)] for column in columns)


def _with_wrong_sums(random: Random, figures: Figures) -> Figures:
    """Some cells of tables 3 and 4 one to nine too large: the sums of their rows and columns are wrong."""
    candidates = sorted(address for address in figures if address.table != "proactive")
    wrong = random.sample(candidates, len(candidates) // 12)
    return {**figures, **{address: figures[address] + random.randint(1, 9) for address in wrong}}


def _count(random: Random) -> int:
    return random.choice(
        (0, random.randint(1, 9), random.randint(1, 9), random.randint(10, 99), random.randint(100, 4000))
    )


def _amount(random: Random) -> Decimal:
    return Decimal(random.randint(1, 10**7)).scaleb(-random.choice((0, 2, 4)))


def _plain(random: Random, address: Address, figure: Figure) -> PrintedCell:
    return PrintedCell(str(figure), CellState.NUMBER, Decimal(figure))


def _often_blank(random: Random, address: Address, figure: Figure) -> PrintedCell:
    return PrintedCell("", CellState.BLANK) if random.random() < 0.5 else _plain(random, address, figure)


def _varied(random: Random, address: Address, figure: Figure) -> PrintedCell:
    money = address.column == "amount_wan"
    return random.choice(MONEY if money else COUNTS)(random, figure)


def _printed(text: str, figure: Figure) -> PrintedCell:
    return PrintedCell(text, CellState.NUMBER, Decimal(figure))


def _in_yuan(figure: Figure) -> PrintedCell:
    yuan = int(figure * 10_000)
    return _printed(f"{yuan}元", Decimal(yuan) / 10_000)


Notation = Callable[[Random, Figure], PrintedCell]
COUNTS: tuple[Notation, ...] = (
    *(lambda random, figure: _printed(str(figure), figure),) * 8,
    lambda random, figure: _printed(f"{figure:,}", figure),
    lambda random, figure: _printed(str(figure).translate(FULL_WIDTH), figure),
    lambda random, figure: _printed(f"+{figure}", figure),
    lambda random, figure: _printed(f"{figure}件", figure),
    lambda random, figure: PrintedCell(f"{figure + 20}余", CellState.NUMBER, Decimal(figure + 20), rounded=True),
    lambda random, figure: _printed(f"{figure + 20}（其中修订{random.randint(1, 19)}件）", figure + 20),
    lambda random, figure: PrintedCell("", CellState.BLANK),
    lambda random, figure: PrintedCell(random.choice(("/", "—", "——", "-", "无", "不涉及")), CellState.NOT_APPLICABLE),
)
"""How governments write a count; most often plainly."""

MONEY: tuple[Notation, ...] = (
    lambda random, figure: _printed(f"{figure}", figure),
    lambda random, figure: _printed(f"{figure}万元", figure),
    lambda random, figure: _printed(f"{figure:,}", figure),
    lambda random, figure: _in_yuan(figure),
    lambda random, figure: _printed(f"{figure:.4f}", figure),
    lambda random, figure: PrintedCell("", CellState.BLANK),
)
"""How governments write an amount, which the form wants in 万元."""
