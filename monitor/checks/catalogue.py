"""The catalogue of checks: how one is registered and how all are run.

Three decorators, by what the function looks at: `table_check` a report whose tables may be judged,
`extraction_check` such a report with the doubts about our reading, `dossier_check` everything.
"""

import logging
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address, Report
from crawler.domain.wording import Text
from monitor.checks.rules import CATALOGUE, Limits, Rules
from monitor.checks.scope import ANY, Scope
from monitor.checks.trust import trusted

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What a check saw: one outcome, passes included, and the cells it rests on.

    `message` may be a function that words it: what passed is worded only for those who ask to see it.
    `severity` replaces that of the check where one case is graver or lighter than the others;
    `root` names the check that explains this outcome; `quotes` are the passages of the source that it rests on.
    """

    outcome: Outcome
    message: Text | Callable[[], Text]
    cells: tuple[Address, ...] = ()
    severity: Severity | None = None
    root: str | None = None
    quotes: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """The message, worded now where it was not yet."""
        return self.message if isinstance(self.message, Text) else self.message()


Looks = Callable[..., Iterator[Discrepancy]]
"""Takes a dossier, an extraction or a report, and the limits of the check where it declares any."""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of the catalogue; `purpose` is the docstring of its function, `limits` the figures that may be set."""

    id: str
    severity: Severity
    title: Text
    purpose: str
    look: Callable[[Dossier, Limits], Iterator[Discrepancy]]
    scope: Scope = ANY
    limits: Limits = field(default_factory=dict)


FAMILIES = ("PUB", "FRM", "T2", "T2N", "T2O", "T2X", "T3", "T4", "NAR", "SIM", "ROL", "PQ")
_WITHOUT_REPORT = ("PUB-", "ROL-")
"""The checks that look beyond a report; where none was read, all others have nothing to say."""
_CHECKS: dict[str, Check] = {}
_NO_TABLES = Text("未取得可核对的表格，未作核对", "there are no tables that can be judged")
_OUT_OF_SCOPE = Text("该检查项不适用于此类报告", "the rule is not about such reports")
_CRASHED = Text("检查程序出错，未作判断", "the check itself failed; nothing was judged")


def all_checks() -> tuple[Check, ...]:
    """Every registered check, in the order of the catalogue."""
    return tuple(_CHECKS[check_id] for check_id in _in_order(tuple(_CHECKS)))


def run_checks(dossier: Dossier, rules: Rules = CATALOGUE, only: Container[str] | None = None) -> tuple[Finding, ...]:
    """What every check, or only some, says of a dossier, passes included; filter with `Outcome.passed`."""
    running = (check for check in _running(rules) if only is None or check.id in only)
    seen = ((check, one) for check in running for one in _run(check, dossier, rules))
    return tuple(_finding(check, one, rules) for check, one in seen)


def findings_of(dossier: Dossier, rules: Rules = CATALOGUE) -> tuple[Finding, ...]:
    """What there is to say of a dossier: as `run_checks`, without all that passed, and at a fraction of its cost."""
    read = dossier.extraction is not None
    running = (check for check in _running(rules) if read or check.id.startswith(_WITHOUT_REPORT))
    seen = ((check, one) for check in running for one in _run(check, dossier, rules))
    return tuple(_finding(check, one, rules) for check, one in seen if not one.outcome.passed)


def dossier_check(
    check_id: str, severity: Severity, title: Text, *, scope: Scope = ANY, limits: Mapping[str, str] | None = None
) -> Callable[[Looks], Looks]:
    """Register a function that looks at the whole dossier."""
    return _registering(check_id, severity, title, scope, limits, lambda dossier: dossier)


def extraction_check(
    check_id: str, severity: Severity, title: Text, *, scope: Scope = ANY, limits: Mapping[str, str] | None = None
) -> Callable[[Looks], Looks]:
    """Register a function that looks at tables and at the doubts about our reading of them."""
    return _registering(check_id, severity, title, scope, limits, lambda dossier: trusted(dossier.extraction))


def table_check(
    check_id: str, severity: Severity, title: Text, *, scope: Scope = ANY, limits: Mapping[str, str] | None = None
) -> Callable[[Looks], Looks]:
    """Register a function that looks at a report whose tables may be judged."""
    return _registering(check_id, severity, title, scope, limits, _trusted_report)


def not_applicable(zh: str, en: str) -> Discrepancy:
    """There is nothing here that the rule is about."""
    return Discrepancy(Outcome.NOT_APPLICABLE, Text(zh, en))


@lru_cache(maxsize=1)
def _in_order(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda check_id: (FAMILIES.index(check_id.partition("-")[0]), check_id)))


def _registering(
    check_id: str,
    severity: Severity,
    title: Text,
    scope: Scope,
    limits: Mapping[str, str] | None,
    look_at: Callable[[Dossier], object | None],
) -> Callable[[Looks], Looks]:
    figures = {name: Decimal(value) for name, value in (limits or {}).items()}

    def register(function: Looks) -> Looks:
        def look(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
            seen = look_at(dossier)
            if seen is None:
                yield Discrepancy(Outcome.NOT_APPLICABLE, _NO_TABLES)
            else:
                yield from function(seen, limits) if figures else function(seen)

        _add(Check(check_id, severity, title, function.__doc__ or "", look, scope, figures))
        return function

    return register


def _trusted_report(dossier: Dossier) -> Report | None:
    extraction = trusted(dossier.extraction)
    return None if extraction is None else extraction.report


def _add(check: Check) -> None:
    if check.id in _CHECKS:
        raise ValueError(f"the check {check.id} is registered twice")
    if check.id.partition("-")[0] not in FAMILIES:
        raise ValueError(f"the check {check.id} is of no family of the rules")
    if not check.purpose:
        raise ValueError(f"the check {check.id} has no docstring: it must say what it is for")
    _CHECKS[check.id] = check


def _running(rules: Rules) -> Iterator[Check]:
    return (check for check in (*all_checks(), *rules.own) if check.id not in rules.off)


def _run(check: Check, dossier: Dossier, rules: Rules) -> tuple[Discrepancy, ...]:
    """What one check sees; one that crashes is a fault of ours and says nothing of the report."""
    if not check.scope.covers(dossier):
        return (Discrepancy(Outcome.NOT_APPLICABLE, _OUT_OF_SCOPE),)
    try:
        return tuple(check.look(dossier, {**check.limits, **rules.limits.get(check.id, {})}))
    except Exception:
        logger.exception("the check %s crashed", check.id)
        return (Discrepancy(Outcome.RULE_ERROR, _CRASHED),)


def _finding(check: Check, seen: Discrepancy, rules: Rules) -> Finding:
    """A local severity replaces that of the check and of each of its cases."""
    severity = check.severity if seen.severity is None else seen.severity
    return Finding(
        check=check.id,
        status=seen.outcome,
        severity=rules.severities.get(check.id, severity),
        title=check.title,
        message=seen.words,
        cells=seen.cells,
        root=seen.root,
        quotes=seen.quotes,
    )
