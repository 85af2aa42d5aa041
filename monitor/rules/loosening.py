"""What of a rule book may make a check milder: each such change by itself, and what it did to a unit's findings."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding, Outcome, Severity
from monitor.checks import Check, all_checks, run_checks
from monitor.checks.rules import CATALOGUE, Rules
from monitor.findings.identity import by_fingerprint
from monitor.rules.book import RuleBook, Written
from monitor.rules.model import Rule
from storage.rule_ledger import Affected, Effect, Loosening

OFF = "off"
SEVERITY = "severity"
_ON = "on"
_GRAVEST_FIRST = tuple(Severity)
_FIRMEST_FIRST = (Outcome.FAIL, Outcome.WARN, Outcome.UNDETERMINED, Outcome.INFO)


@dataclass(frozen=True, slots=True)
class Loosened:
    """A loosening and the rule that it is part of."""

    written: Written
    loosening: Loosening


def loosenings_of(book: RuleBook) -> tuple[Loosened, ...]:
    """Every change of a book that may make a check milder, in the order of the file, each once.

    Whether a greater figure is milder or stricter only the check knows, so every changed figure counts. A severity
    that is no graver than that of the check does too, since it may stand before a graver case of it.
    """
    checks = {check.id: check for check in all_checks()}
    found = (Loosened(one, change) for one in book.written for change in _changes(one, checks))
    return tuple({one.loosening.key: one for one in found}.values())


def reach_in_words(rule: Rule) -> str:
    """For whom a rule is, and for which report years.

    >>> from monitor.rules.model import Reach
    >>> reach_in_words(Rule.model_construct(reach=Reach(area="3709"), since=2022, until=None))
    'area 3709; reports on 2022 and later'
    """
    named = rule.reach.model_dump(mode="json")
    parts = [f"{key} {', '.join(named[key])}" for key in ("area", "unit", "kind", "level") if named[key]]
    if rule.since is not None and rule.until is not None:
        parts.append(f"reports on {rule.since} to {rule.until}")
    elif rule.since is not None or rule.until is not None:
        parts.append(
            f"reports on {rule.since} and later" if rule.until is None else f"reports on {rule.until} and earlier"
        )
    return "; ".join(parts) or "all units"


def affected_by(loosened: Collection[Loosening], dossier: Dossier, rules: Rules) -> dict[str, tuple[Affected, ...]]:
    """What the catalogue raises of a dossier and the rules do not, or as less grave, by the key of each loosening."""
    checks = {loosening.check for loosening in loosened}
    before, after = (_raised(dossier, _narrowed(rules_, checks)) for rules_ in (CATALOGUE, rules))
    unit_id = "" if dossier.unit is None else dossier.unit.id
    found = tuple(_affected(unit_id, before, after))
    return {loosening.key: tuple(_due_to(loosening, found)) for loosening in loosened}


def _changes(written: Written, checks: Mapping[str, Check]) -> Iterator[Loosening]:
    rule = written.rule
    draft = Loosening("", "", "", "", reach_in_words(rule), rule.by, rule.why, f"line {written.line}")
    for check, limits in rule.limits.items():
        for name, figure in limits.items():
            if figure != checks[check].limits[name]:
                old, new = f"{checks[check].limits[name]:f}", f"{figure:f}"
                yield replace(draft, check=check, what=name, old=old, new=new)
    for check, severity in rule.severity.items():
        own = checks[check].severity
        if _GRAVEST_FIRST.index(severity) >= _GRAVEST_FIRST.index(own) and severity is not Severity.CRITICAL:
            yield replace(draft, check=check, what=SEVERITY, old=own.value, new=severity.value)
    for check, reason in rule.off.items():
        yield replace(draft, check=check, what=OFF, old=_ON, new=OFF, why=f"{rule.why}：{reason}")


def _narrowed(rules: Rules, checks: Collection[str]) -> Rules:
    """The rules for these checks alone."""
    others = {check.id for check in all_checks()} - set(checks)
    return Rules(rules.off | others, rules.severities, rules.limits)


def _raised(dossier: Dossier, rules: Rules) -> dict[str, Finding]:
    found = run_checks(dossier, rules)
    return by_fingerprint(one for one in found if not one.status.passed and one.status is not Outcome.RULE_ERROR)


def _affected(
    unit_id: str, before: Mapping[str, Finding], after: Mapping[str, Finding]
) -> Iterator[tuple[str, Affected]]:
    """The findings that were touched, each with its check."""
    for fingerprint, finding in before.items():
        now = after.get(fingerprint)
        if now is None or _is_milder(now, finding):
            effect = Effect.VANISHED if now is None else Effect.LOWERED
            yield finding.check, Affected(unit_id, effect, fingerprint, finding.message, None, finding.cells)


def _is_milder(now: Finding, before: Finding) -> bool:
    graver = _GRAVEST_FIRST.index(before.severity) < _GRAVEST_FIRST.index(now.severity)
    return graver or _FIRMEST_FIRST.index(before.status) < _FIRMEST_FIRST.index(now.status)


def _due_to(loosening: Loosening, found: Iterable[tuple[str, Affected]]) -> Iterator[Affected]:
    """A severity takes no finding away, and a check that does not run lowers none."""
    never = {SEVERITY: Effect.VANISHED, OFF: Effect.LOWERED}.get(loosening.what)
    return (one for check, one in found if check == loosening.check and one.effect is not never)
