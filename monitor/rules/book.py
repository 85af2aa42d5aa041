"""The rule book: which local rules hold for a unit and a year, and what they make of the catalogue."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from crawler.domain.finding import Severity
from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import Check
from monitor.checks.rules import CATALOGUE, Limits, Rules
from monitor.obligations.terms import LocalDue
from monitor.rules.model import Due, OwnCheck, Reach, Rule, RuleFile

_NOTHING = RuleFile()
_TOWNSHIPS = (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)


@dataclass(frozen=True, slots=True)
class Written:
    """A rule, the line of the file at which it begins, and its number among the rules."""

    rule: Rule
    line: int
    number: int


@dataclass(frozen=True, slots=True)
class Own:
    """A check of one's own as it is written, as the catalogue runs it, and the line at which it begins."""

    entry: OwnCheck
    check: Check
    line: int


_Place = tuple[str | None, UnitKind, Level, str | None, int]
_Combination = tuple[tuple[Written, ...], tuple[Own, ...]]


@dataclass(frozen=True, slots=True)
class _Made:
    """What some rules together come to."""

    rules: Rules
    digest: str


class RuleBook:
    """The local rules of a workspace. One without rules is the catalogue as it is written.

    `ancestors` gives the units above a unit, as the register has them.
    """

    def __init__(
        self,
        file: RuleFile = _NOTHING,
        written: tuple[Written, ...] = (),
        own: tuple[Own, ...] = (),
        ancestors: Callable[[Unit], tuple[Unit, ...]] = lambda _: (),
    ) -> None:
        self._file = file
        self.written = written
        self.own = own
        self._ancestors = ancestors
        self._named = frozenset(_named(written, own))
        self._combinations: dict[_Place, _Combination] = {}
        self._made: dict[tuple[object, ...], _Made] = {}

    @property
    def digest(self) -> str:
        """What the whole book says, as one word: comments and the order of keys make no difference."""
        return "" if self._file == _NOTHING else _digest(self._file.model_dump_json())

    def for_unit(self, unit: Unit, year: int) -> Rules:
        """What holds for a unit's report on a year."""
        return CATALOGUE if self._is_empty else self._made_for(unit, year).rules

    def digest_for(self, unit: Unit, year: int) -> str:
        """What holds for a unit's report on a year, as one word; empty where that is the catalogue alone."""
        return "" if self._is_empty else self._made_for(unit, year).digest

    def holding(self, unit: Unit, year: int) -> tuple[Written, ...]:
        """The rules that hold for a unit and a year, in the order of the file: of two, the later stands."""
        return self._combination(unit, year)[0]

    def own_for(self, unit: Unit, year: int) -> tuple[Own, ...]:
        """The checks of one's own that a unit's report on a year is put to."""
        return self._combination(unit, year)[1]

    def local_dues(self, unit: Unit, year: int) -> tuple[LocalDue, ...]:
        """The due dates that the rules set for a unit's report on a year."""
        return tuple(due for one in self.holding(unit, year) if (due := due_of(unit, year, one)) is not None)

    def _reaches(self, reach: Reach, unit: Unit) -> bool:
        """Whether a unit is among those that a rule is for."""
        return (
            (not reach.kind or unit.kind in reach.kind)
            and (not reach.level or unit.level in reach.level)
            and (not reach.unit or unit.id in reach.unit)
            and (not reach.area or any(one.id in reach.area for one in (unit, *self._ancestors(unit))))
        )

    @property
    def _is_empty(self) -> bool:
        return not self.written and not self.own

    def _made_for(self, unit: Unit, year: int) -> _Made:
        rules, own = self._combination(unit, year)
        key = (*(one.number for one in rules), *(one.check.id for one in own))
        if key not in self._made:
            self._made[key] = _made(rules, own)
        return self._made[key]

    def _combination(self, unit: Unit, year: int) -> _Combination:
        """What is alike for units of one kind and level below one parent is found out once."""
        place = (unit.parent_id, unit.kind, unit.level, unit.id if unit.id in self._named else None, year)
        if place not in self._combinations:
            rules = (one for one in self.written if one.rule.covers(year) and self._reaches(one.rule.reach, unit))
            asked = (one for one in self.own if one.entry.applies.covers(year))
            own = (one for one in asked if self._reaches(one.entry.applies, unit))
            self._combinations[place] = tuple(rules), tuple(own)
        return self._combinations[place]


@dataclass(slots=True)
class _Gathered:
    off: set[str] = field(default_factory=set)
    severities: dict[str, Severity] = field(default_factory=dict)
    limits: dict[str, Limits] = field(default_factory=dict)


def register_ancestors(register: Register) -> Callable[[Unit], tuple[Unit, ...]]:
    """The units above a unit, climbed for once a parent: whole countries are asked for unit by unit."""
    known: dict[str | None, tuple[Unit, ...]] = {}

    def ancestors(unit: Unit) -> tuple[Unit, ...]:
        if unit.parent_id not in known:
            known[unit.parent_id] = register.ancestors(unit)
        return known[unit.parent_id]

    return ancestors


def _named(written: Iterable[Written], own: Iterable[Own]) -> Iterator[str]:
    """The units that any rule names."""
    for reach in (*(one.rule.reach for one in written), *(one.entry.applies for one in own)):
        yield from (*reach.area, *reach.unit)


def _made(written: tuple[Written, ...], own: tuple[Own, ...]) -> _Made:
    told = [*(one.rule.model_dump_json() for one in written), *(one.entry.model_dump_json() for one in own)]
    rules = _rules(written, tuple(one.check for one in own))
    return _Made(rules, _digest("\n".join(told)) if told else "")


def _rules(written: tuple[Written, ...], own: tuple[Check, ...]) -> Rules:
    gathered = _Gathered()
    for one in written:
        gathered.off.update(one.rule.off)
        gathered.severities.update(one.rule.severity)
        for check, limits in one.rule.limits.items():
            gathered.limits[check] = {**gathered.limits.get(check, {}), **limits}
    return Rules(frozenset(gathered.off), gathered.severities, gathered.limits, own)


def due_of(unit: Unit, year: int, written: Written) -> LocalDue | None:
    """The due date that one rule sets for a unit's report on a year; None where it sets none."""
    day = None if written.rule.due is None else _day_for(unit.kind, written.rule.due)
    return None if day is None else LocalDue(date.fromisoformat(f"{year + 1}-{day}"), written.rule.why)


def _day_for(kind: UnitKind, due: Due) -> str | None:
    if kind is UnitKind.GOVERNMENT:
        return due.governments
    return due.townships if kind in _TOWNSHIPS else due.departments


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


NO_RULES = RuleBook()
"""The catalogue as it is written, everywhere."""
