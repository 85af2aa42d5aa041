"""What holds for one unit and year otherwise than in the catalogue, and on whose word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.domain.unit import Unit
from monitor.checks import all_checks
from monitor.rules.book import RuleBook, Written, due_of
from monitor.rules.loosening import OFF, SEVERITY

DUE = "due"
OWN = "own check"


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that a local rule sets. `check` is "" for a due date, `catalogue` for what the catalogue lacks."""

    check: str
    what: str
    catalogue: str
    here: str
    by: str
    why: str
    source: str


def holding_for(book: RuleBook, unit: Unit, year: int) -> tuple[Holding, ...]:
    """All that local rules set for a unit's report on a year; where several set one thing, what stands in the end."""
    found: dict[tuple[str, str], Holding] = {}
    for written in book.holding(unit, year):
        found |= {(one.check, one.what): one for one in _set_by(written)}
    return (*_dues(book, unit, year), *(found[key] for key in sorted(found)), *_own(book, unit, year))


def _set_by(written: Written) -> Iterator[Holding]:
    checks = {check.id: check for check in all_checks()}
    rule = written.rule
    draft = Holding("", "", "", "", rule.by, rule.why, f"line {written.line}")
    for check, limits in rule.limits.items():
        for name, figure in limits.items():
            usual = f"{checks[check].limits[name]:f}"
            yield replace(draft, check=check, what=name, catalogue=usual, here=f"{figure:f}")
    for check, severity in rule.severity.items():
        usual = checks[check].severity.value
        yield replace(draft, check=check, what=SEVERITY, catalogue=usual, here=severity.value)
    for check, reason in rule.off.items():
        yield replace(draft, check=check, what=OFF, catalogue="on", here=OFF, why=f"{rule.why}：{reason}")


def _dues(book: RuleBook, unit: Unit, year: int) -> Iterator[Holding]:
    """Every due date: the earliest counts, unless the law or the register is earlier still."""
    for written in book.holding(unit, year):
        due, rule = due_of(unit, year, written), written.rule
        if due is not None:
            yield Holding("", DUE, "", due.day.isoformat(), rule.by, rule.why, f"line {written.line}")


def _own(book: RuleBook, unit: Unit, year: int) -> Iterator[Holding]:
    for own in book.own_for(unit, year):
        entry = own.entry
        yield Holding(entry.id, OWN, "", entry.equation, entry.by, entry.basis, f"line {own.line}")
