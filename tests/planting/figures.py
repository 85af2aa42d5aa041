"""Figures of made-up reports: random, and true to every sum and bound that a check knows, from one year to the next."""

from collections.abc import Iterable
from decimal import Decimal
from random import Random

from crawler.domain.report import Address
from crawler.forms import Form
from crawler.forms.form import Role

Figure = int | Decimal
Figures = dict[Address, Figure]

APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_organisation")
GROUPS = ("review", "direct", "after_review")
ENDINGS = ("upheld", "corrected", "other", "pending")
_ITEMS = ("licensing", "other_services", "penalties", "coercive_measures", "fees")
_CARRIED_AT_MOST = Decimal("0.28")


def year_after(random: Random, form: Form, scale: int, before: Figures, *, makes_rules: bool) -> Figures:
    """One year's figures; what the year before carried over, counted and had in force, this one goes on from.

    `scale` is about the number of applications a year; 0 is a unit of which there is nothing to tell.
    """
    old = form.key == "form_2019"
    requests = _requests(random, form, scale, before)
    came = _came(requests, "total")
    proactive = _proactive_old if old else _proactive_new
    return {**proactive(random, scale, before, makes_rules=makes_rules), **requests, **_disputes(random, came)}


def summed(parts: Iterable[Figures]) -> Figures:
    """What a government reports for itself and all bodies below it."""
    total: Figures = {}
    for figures in parts:
        for address, figure in figures.items():
            total[address] = total.get(address, 0) + figure
    return total


def results_of(form: Form) -> tuple[str, ...]:
    """The rows of results of table 3, without those of groups."""
    return tuple(row.key for row in form.requests.rows if row.role is Role.PART)


def _came(figures: Figures, column: str) -> int:
    return int(sum(figures[Address("requests", row, column)] for row in ("new_received", "carried_in")))


def _requests(random: Random, form: Form, scale: int, before: Figures) -> Figures:
    results = results_of(form)
    weights = [random.choice((0, 0, 1, 3)) for _ in results]
    weights[0] = 8
    rows = ("new_received", "carried_in", *results, "total_handled", "carried_out")
    figures: Figures = {Address("requests", row, column): 0 for row in rows for column in (*APPLICANTS, "total")}
    for column in APPLICANTS:
        share = scale if column == "natural_person" else scale // 12
        received = random.randint(share - share // 4, share + share // 4)
        carried_in = int(before.get(Address("requests", "carried_out", column), 0))
        carried_out = random.randint(0, int((received + carried_in) * _CARRIED_AT_MOST))
        handled = received + carried_in - carried_out
        counts = dict(zip(results, _dealt(random, handled, weights), strict=True))
        counts |= {"new_received": received, "carried_in": carried_in, "total_handled": handled}
        counts["carried_out"] = carried_out
        for row, count in counts.items():
            figures[Address("requests", row, column)] = count
            figures[Address("requests", row, "total")] += count
    return figures


def _dealt(random: Random, count: int, weights: list[int]) -> list[int]:
    """So many applications, over the results by their weights."""
    dealt = [count * weight // (2 * sum(weights)) for weight in weights]
    for place in random.choices(range(len(weights)), weights, k=min(count - sum(dealt), 60)):
        dealt[place] += 1
    dealt[0] += count - sum(dealt)
    return dealt


def _disputes(random: Random, came: int) -> Figures:
    left = random.choice((0, random.randint(0, came // 4), random.randint(0, came // 8)))
    figures: Figures = {}
    for group in GROUPS:
        cases = left if group == "after_review" else random.randint(0, left)
        left -= cases
        corrected = random.randint(0, cases // 5)
        pending = random.randint(0, (cases - corrected) // 3)
        other = random.randint(0, (cases - corrected - pending) // 4)
        counts = (cases - corrected - pending - other, corrected, other, pending, cases)
        figures |= {
            Address("disputes", group, key): count for key, count in zip((*ENDINGS, "total"), counts, strict=True)
        }
    return figures


def _proactive_new(random: Random, scale: int, before: Figures, *, makes_rules: bool) -> Figures:
    figures: dict[str, Figure] = {}
    for row in ("rules", "normative_documents"):
        has = bool(scale) and (makes_rules or row != "rules")
        known = before.get(_proactive(row, "valid"), before.get(_proactive(row, "disclosed_total")))
        opening = int(known) if known is not None else random.randint(0, 20) * has
        made, repealed = random.randint(0, 4) * has, random.randint(0, min(opening, 3)) * has
        figures |= {f"{row}.made": made, f"{row}.repealed": repealed, f"{row}.valid": opening + made - repealed}
    figures |= {
        "licensing.decisions": random.choice((0, scale * random.randint(2, 90))),
        "penalties.decisions": random.choice((0, scale * random.randint(1, 30))),
        "coercive_measures.decisions": random.randint(0, 3) * bool(scale),
        "fees.amount_wan": _money(random, before, scale),
    }
    return {Address.parse(f"proactive.{cell}"): figure for cell, figure in figures.items()}


def _money(random: Random, before: Figures, scale: int) -> Decimal:
    known = before.get(_proactive("fees", "amount_wan"))
    amount = known * Decimal(random.randint(80, 130)) / 100 if known else Decimal(scale * random.randint(0, 40)) / 7
    return round(Decimal(amount), random.choice((0, 2, 4)))


def _proactive_old(random: Random, scale: int, before: Figures, *, makes_rules: bool) -> Figures:
    figures: dict[str, Figure] = {}
    for row in ("rules", "normative_documents"):
        has = bool(scale) and (makes_rules or row != "rules")
        made = random.randint(0, 4) * has
        known = before.get(_proactive(row, "disclosed_total"), random.randint(0, 15) * has)
        removed = random.randint(0, min(int(known), 2))
        figures |= {f"{row}.made": made, f"{row}.disclosed": made, f"{row}.disclosed_total": known + made - removed}
    for row in _ITEMS:
        items = int(before.get(_proactive(row, "prev_items"), random.randint(0, 20) * bool(scale)))
        items += int(before.get(_proactive(row, "delta"), 0))
        figures |= {f"{row}.prev_items": items, f"{row}.delta": random.randint(-min(items, 3), 3) * bool(scale)}
        if row != "fees":
            figures[f"{row}.decisions"] = scale * random.randint(0, 9)
    projects = random.choice((0, scale))
    figures["procurement.projects"] = projects
    figures["procurement.amount_wan"] = projects * Decimal(random.randint(150, 40_000)) / 100
    return {Address.parse(f"proactive.{cell}"): figure for cell, figure in figures.items()}


def _proactive(row: str, column: str) -> Address:
    return Address("proactive", row, column)
