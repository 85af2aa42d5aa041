"""Plausible figures: seeded, consistent within a report and from one year to the next, and ways to spoil them."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from random import Random

from crawler.domain.report import Address
from spiders.simulator.forms import APPLICANTS, DISPUTE_GROUPS, DISPUTE_RESULTS, NATURAL, TOTAL, Form, form_for

Figure = int | Decimal
Figures = Mapping[Address, Figure]

_LIKELY_RESULTS = ("granted",) * 8 + (
    "partial",
    "partial",
    "denied_third_party",
    "denied_process_information",
    "unable_not_held",
    "unable_not_held",
    "unable_needs_creation",
    "not_processed_petition",
)


def seeded(seed: str | int) -> Random:
    """A source of figures that are plausible, not secret: the same for the same seed."""
    return Random(seed)  # noqa: S311


def plausible_series(random: Random, years: Iterable[int], scale: int) -> dict[int, Figures]:
    """The figures of one unit for consecutive years: what one year carries over, the next takes on.

    `scale` is about the number of applications a year.
    """
    series: dict[int, Figures] = {}
    previous: Figures = {}
    for year in years:
        series[year] = previous = plausible_figures(random, form_for(year), scale, previous)
    return series


def plausible_figures(random: Random, form: Form, scale: int, previous: Figures | None = None) -> Figures:
    """One year's figures that satisfy every identity of the form and follow on from the previous year's."""
    before = previous or {}
    proactive = _proactive_2019 if form.key == "form_2019" else _proactive_2021
    requests = _requests(random, form, scale, before)
    received = requests[Address("requests", "new_received", TOTAL)]
    return {**proactive(random, scale, before), **requests, **_disputes(random, int(received) // 20)}


def combined(parts: Iterable[Figures]) -> Figures:
    """What a government reports for itself and all below it: the sum, cell by cell."""
    total: dict[Address, Figure] = {}
    for figures in parts:
        for address, figure in figures.items():
            total[address] = total.get(address, 0) + figure
    return total


def with_broken_balance(figures: Figures, surplus: int = 2) -> Figures:
    """Break the 勾稽关系 of table 3: more came in than was handled or carried over.

    Only the first identity fails, for natural persons and in total: rows still add up, and so do the results.
    """
    broken = {Address("requests", "new_received", column): surplus for column in (NATURAL, TOTAL)}
    return combined((figures, broken))


def with_reviews(figures: Figures, upheld: int) -> Figures:
    """Add reviews that upheld the decision."""
    added = {Address("disputes", "review", column): upheld for column in ("upheld", TOTAL)}
    return combined((figures, added))


def _requests(random: Random, form: Form, scale: int, before: Figures) -> dict[Address, Figure]:
    rows = ("new_received", "carried_in", *form.parts, "total_handled", "carried_out")
    cells: dict[Address, Figure] = {
        Address("requests", row, column): 0 for row in rows for column in (*APPLICANTS, TOTAL)
    }
    for column, received in _received(random, scale):
        carried_in = int(before.get(Address("requests", "carried_out", column), 0))
        carried_out = random.randint(0, (received + carried_in) // 7)
        handled = received + carried_in - carried_out
        counts = {
            "new_received": received,
            "carried_in": carried_in,
            "total_handled": handled,
            "carried_out": carried_out,
        }
        for row in random.choices(_LIKELY_RESULTS, k=handled):
            counts[row] = counts.get(row, 0) + 1
        for row, count in counts.items():
            cells[Address("requests", row, column)] = count
            cells[Address("requests", row, TOTAL)] += count
    return cells


def _received(random: Random, scale: int) -> Iterator[tuple[str, int]]:
    for column in APPLICANTS:
        if column == NATURAL:
            yield column, random.randint(scale - scale // 5, scale + scale // 5)
        else:
            yield column, random.randint(0, scale // 12)


def _disputes(random: Random, at_most: int) -> dict[Address, Figure]:
    cells: dict[Address, Figure] = {}
    for group, _ in DISPUTE_GROUPS:
        most = 0 if group == "after_review" else at_most
        counts = [random.randint(0, most) if key in ("upheld", "corrected") else 0 for key, _ in DISPUTE_RESULTS]
        cells |= {
            Address("disputes", group, key): count for (key, _), count in zip(DISPUTE_RESULTS, counts, strict=True)
        }
        cells[Address("disputes", group, TOTAL)] = sum(counts)
    return cells


def _proactive_2019(random: Random, scale: int, before: Figures) -> dict[Address, Figure]:
    made = random.randint(0, 3)
    stock = before.get(Address("proactive", "normative_documents", "disclosed_total"), random.randint(5, 15))
    cells: dict[str, Figure] = dict.fromkeys(("rules.made", "rules.disclosed", "rules.disclosed_total"), 0)
    cells |= {
        "normative_documents.made": made,
        "normative_documents.disclosed": made,
        "normative_documents.disclosed_total": stock + made,
        "procurement.projects": scale,
        "procurement.amount_wan": scale * Decimal(random.randint(1500, 4000)) / 100,
    }
    for row in ("licensing", "other_services", "penalties", "coercive_measures", "fees"):
        items = before.get(Address("proactive", row, "prev_items"), random.randint(5, 30))
        cells[f"{row}.prev_items"] = items + before.get(Address("proactive", row, "delta"), 0)
        cells[f"{row}.delta"] = random.randint(0, 3)
        if row != "fees":
            cells[f"{row}.decisions"] = scale * random.randint(2, 9)
    return _addressed("proactive", cells)


def _proactive_2021(random: Random, scale: int, before: Figures) -> dict[Address, Figure]:
    row = "normative_documents"
    opening = before.get(
        Address("proactive", row, "valid"), before.get(Address("proactive", row, "disclosed_total"), 12)
    )
    made, repealed = random.randint(0, 3), random.randint(0, min(2, int(opening)))
    return _addressed(
        "proactive",
        {
            "rules.made": 0,
            "rules.repealed": 0,
            "rules.valid": 0,
            f"{row}.made": made,
            f"{row}.repealed": repealed,
            f"{row}.valid": opening + made - repealed,
            "licensing.decisions": scale * random.randint(4, 9),
            "penalties.decisions": scale * random.randint(1, 4),
            "coercive_measures.decisions": random.randint(0, 3),
            "fees.amount_wan": scale * Decimal(random.randint(100, 140)) / 100,
        },
    )


def _addressed(table: str, cells: Mapping[str, Figure]) -> dict[Address, Figure]:
    return {Address.parse(f"{table}.{cell}"): figure for cell, figure in cells.items()}
