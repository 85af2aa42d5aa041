"""Replays the store under other rules and the present code, and says what would change before anyone is told.

Nothing is written: neither findings nor the ledger of loosenings, neither revisions nor the archive.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding, Outcome
from crawler.domain.finding_life import State
from crawler.domain.register import Register
from crawler.domain.unit import Unit
from monitor.checks import run_checks
from monitor.dossiers import Dossiers
from monitor.findings.identity import by_fingerprint
from monitor.obligations import Terms
from monitor.rules import RuleBook
from monitor.rules.shifts import Baseline, Shift, shifts_of
from storage.findings import StoredFinding
from storage.unit_of_work import UnitOfWork

_ON_FILE = (State.OPEN, State.ACKNOWLEDGED, State.DISMISSED)


class Against(StrEnum):
    """What the trial is held against: the findings on file, or what the rules in force say of the store now."""

    STORE = "store"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Regime:
    """Rules and due dates by which the store is judged."""

    rules: RuleBook
    terms: Terms


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: the new regime, the one in force, and what the trial is held against.

    `read_again` gives each dossier as another reading has it.
    """

    new: Regime
    present: Regime
    against: Against = Against.STORE
    read_again: Callable[[Dossier], Dossier] = lambda dossier: dossier


@dataclass(frozen=True, slots=True)
class Backtest:
    """What the trial came to; `crashed` are checks of ours that failed on the way, by unit and year."""

    years: tuple[int, ...]
    dossiers: int
    shifts: tuple[Shift, ...]
    crashed: tuple[tuple[str, int, str], ...] = ()


@dataclass(slots=True)
class _Tally:
    dossiers: int = 0
    shifts: list[Shift] = field(default_factory=list)
    crashed: list[tuple[str, int, str]] = field(default_factory=list)


def backtest(
    work: UnitOfWork, years: Sequence[int], as_of: datetime, trial: Trial, area: str | None = None
) -> Backtest:
    """Judge every unit and year of the store anew, or those of one area; raises UnknownUnit."""
    register = work.units.register()
    units = tuple(register) if area is None else register.within(area)
    tally = _Tally()
    for year in years:
        before = _baselines(work, register, year, as_of, trial, units)
        dossiers = Dossiers(work, register, year, as_of, trial.new.terms)
        for unit in units:
            found = _judged(trial.read_again(dossiers.of(unit)), unit, year, trial.new.rules)
            tally.dossiers += 1
            tally.crashed += [(unit.id, year, one.check) for one in found if one.status is Outcome.RULE_ERROR]
            tally.shifts += shifts_of(unit, year, before(unit), _raised(found))
    return Backtest(tuple(years), tally.dossiers, tuple(tally.shifts), tuple(tally.crashed))


def _baselines(
    work: UnitOfWork, register: Register, year: int, as_of: datetime, trial: Trial, units: Collection[Unit]
) -> Callable[[Unit], Baseline]:
    """What stands of each unit: as it is on file, or as the present rules have it; both know the numbers on file."""
    on_file = dict(_on_file(work, year, {unit.id for unit in units}))
    if trial.against is Against.STORE:
        return lambda unit: on_file.get(unit.id, Baseline({}, {}))
    dossiers = Dossiers(work, register, year, as_of, trial.present.terms)

    def judged(unit: Unit) -> Baseline:
        found = _judged(dossiers.of(unit), unit, year, trial.present.rules)
        return Baseline(_raised(found), on_file[unit.id].ids if unit.id in on_file else {})

    return judged


def _on_file(work: UnitOfWork, year: int, unit_ids: Collection[str]) -> Iterator[tuple[str, Baseline]]:
    """The findings on file; of those that we cannot look at any more nothing would change, and crashes are none."""
    by_unit: dict[str, list[StoredFinding]] = {}
    for stored in work.findings.of_year(year, states=_ON_FILE):
        crashed = stored.finding.status is Outcome.RULE_ERROR
        if stored.unit_id in unit_ids and stored.unjudged_since is None and not crashed:
            by_unit.setdefault(stored.unit_id, []).append(stored)
    for unit_id, ones in by_unit.items():
        yield (
            unit_id,
            Baseline({one.fingerprint: one.finding for one in ones}, {one.fingerprint: one.id for one in ones}),
        )


def _judged(dossier: Dossier, unit: Unit, year: int, rules: RuleBook) -> tuple[Finding, ...]:
    return run_checks(dossier, rules.for_unit(unit, year))


def _raised(found: Sequence[Finding]) -> Mapping[str, Finding]:
    """As the store keeps findings: a check that crashed says nothing of a report."""
    crashed = Outcome.RULE_ERROR
    return {key: one for key, one in by_fingerprint(_not_passed(found)).items() if one.status is not crashed}


def _not_passed(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if not one.status.passed]


def other_terms(present: Terms, rules: RuleBook) -> Terms:
    """The due dates in force, with those of another rule book in the place of its own."""
    return replace(present, local_dues=rules.local_dues)
