"""Writes into the ledger which loosenings took effect, and which findings vanished or became milder by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.domain.unit import Unit
from monitor.dossiers import Dossiers
from monitor.obligations import Terms
from monitor.rules import RuleBook
from monitor.rules.loosening import affected_by, loosenings_of
from storage.rule_ledger import Affected, Loosening, Recorded
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Effective:
    """A loosening that reaches units of the register in the year in question."""

    loosening: Loosening
    units: tuple[Unit, ...]


def record_loosenings(work: UnitOfWork, report_year: int, as_of: datetime, rules: RuleBook, terms: Terms) -> None:
    """Note every loosening that is in effect for the first time, once, and the end of those that are no more."""
    known = {one.loosening.key: one for one in work.rule_ledger.in_effect(report_year)}
    if not known and not rules.written:
        return
    effective = _effective(work, report_year, rules)
    gone = [one for key, one in known.items() if key not in {found.loosening.key for found in effective}]
    new = [_over(found, gone) for found in effective if found.loosening.key not in known]
    affected = _affected(work, report_year, as_of, rules, terms, new) if new else {}
    for found in new:
        touched = affected.get(found.loosening.key, ())
        work.rule_ledger.record(report_year, found.loosening, len(found.units), touched, as_of)
    if gone:
        work.rule_ledger.end([one.id for one in gone], as_of)


def _effective(work: UnitOfWork, report_year: int, rules: RuleBook) -> list[_Effective]:
    reached: dict[int, list[Unit]] = {}
    for unit in work.units.register() if rules.written else ():
        for written in rules.holding(unit, report_year):
            reached.setdefault(written.number, []).append(unit)
    found = ((one.loosening, reached.get(one.written.number, [])) for one in loosenings_of(rules))
    return [_Effective(loosening, tuple(units)) for loosening, units in found if units]


def _over(found: _Effective, gone: Sequence[Recorded]) -> _Effective:
    """What a loosening takes the place of is what was before it, and not what the catalogue says."""
    new = found.loosening
    same = (one.loosening for one in gone)
    before = next((old for old in same if (old.check, old.what, old.reach) == (new.check, new.what, new.reach)), None)
    return found if before is None else replace(found, loosening=replace(new, old=before.new))


def _affected(
    work: UnitOfWork, report_year: int, as_of: datetime, rules: RuleBook, terms: Terms, new: Sequence[_Effective]
) -> Mapping[str, list[Affected]]:
    """What the new loosenings did, by the key of each; only the units that one of them reaches are judged for it."""
    by_unit: dict[str, list[Loosening]] = {}
    for found in new:
        for unit in found.units:
            by_unit.setdefault(unit.id, []).append(found.loosening)
    kept = {(one.unit_id, one.fingerprint): one.id for one in work.findings.open_findings(report_year)}
    register = work.units.register()
    dossiers = Dossiers(work, register, report_year, as_of, terms)
    affected: dict[str, list[Affected]] = {}
    for unit_id, loosenings in by_unit.items():
        unit = register.get(unit_id)
        touched = affected_by(loosenings, dossiers.of(unit), rules.for_unit(unit, report_year))
        for key, ones in touched.items():
            told = (replace(one, finding_id=kept.get((unit_id, one.fingerprint))) for one in ones)
            affected.setdefault(key, []).extend(told)
    return affected
