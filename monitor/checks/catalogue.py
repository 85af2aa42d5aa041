"""The catalogue of checks: how one is registered and how all are run.

Three decorators, by what the function looks at: `table_check` a report whose tables may be judged,
`extraction_check` such a report with the doubts about our reading, `dossier_check` everything.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.report import Address, Report
from crawler.domain.wording import Text
from monitor.checks.trust import trusted

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What a check saw: one outcome, passes included, and the cells it rests on.

    `severity` replaces that of the check where one case is graver or lighter than the others;
    `root` names the check that explains this outcome.
    """

    outcome: Outcome
    message: Text
    cells: tuple[Address, ...] = ()
    severity: Severity | None = None
    root: str | None = None


Looks = Callable[[Dossier], Iterator[Discrepancy]]
OnTables = Callable[[Report], Iterator[Discrepancy]]
OnExtraction = Callable[[Extraction], Iterator[Discrepancy]]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of the catalogue; `purpose` is the docstring of its function."""

    id: str
    severity: Severity
    title: Text
    purpose: str
    look: Looks


_FAMILIES = ("PUB", "FRM", "T2", "T2O", "T3", "T4", "NAR")
_CHECKS: dict[str, Check] = {}
_NO_TABLES = Text("未取得可核对的表格，未作核对", "there are no tables that can be judged")
_CRASHED = Text("检查程序出错，未作判断", "the check itself failed; nothing was judged")


def all_checks() -> tuple[Check, ...]:
    """Every registered check, in the order of the catalogue."""
    return tuple(sorted(_CHECKS.values(), key=lambda check: (_FAMILIES.index(check.id.partition("-")[0]), check.id)))


def run_checks(dossier: Dossier) -> tuple[Finding, ...]:
    """What every check says of a dossier, passes included; filter with `Outcome.passed`."""
    return tuple(finding for check in all_checks() for finding in _run(check, dossier))


def dossier_check(check_id: str, severity: Severity, title: Text) -> Callable[[Looks], Looks]:
    """Register a function that looks at the whole dossier."""

    def register(function: Looks) -> Looks:
        _add(check_id, severity, title, function.__doc__, function)
        return function

    return register


def extraction_check(check_id: str, severity: Severity, title: Text) -> Callable[[OnExtraction], OnExtraction]:
    """Register a function that looks at tables and at the doubts about our reading of them."""

    def register(function: OnExtraction) -> OnExtraction:
        _add(check_id, severity, title, function.__doc__, _where_trusted(function))
        return function

    return register


def table_check(check_id: str, severity: Severity, title: Text) -> Callable[[OnTables], OnTables]:
    """Register a function that looks at a report whose tables may be judged."""

    def register(function: OnTables) -> OnTables:
        look = _where_trusted(lambda extraction: function(extraction.report))
        _add(check_id, severity, title, function.__doc__, look)
        return function

    return register


def not_applicable(zh: str, en: str) -> Discrepancy:
    """There is nothing here that the rule is about."""
    return Discrepancy(Outcome.NOT_APPLICABLE, Text(zh, en))


def _add(check_id: str, severity: Severity, title: Text, purpose: str | None, look: Looks) -> None:
    if check_id in _CHECKS:
        raise ValueError(f"the check {check_id} is registered twice")
    if check_id.partition("-")[0] not in _FAMILIES:
        raise ValueError(f"the check {check_id} is of no family of the rules")
    if not purpose:
        raise ValueError(f"the check {check_id} has no docstring: it must say what it is for")
    _CHECKS[check_id] = Check(check_id, severity, title, purpose, look)


def _where_trusted(function: OnExtraction) -> Looks:
    def look(dossier: Dossier) -> Iterator[Discrepancy]:
        extraction = trusted(dossier.extraction)
        if extraction is None:
            yield Discrepancy(Outcome.NOT_APPLICABLE, _NO_TABLES)
        else:
            yield from function(extraction)

    return look


def _run(check: Check, dossier: Dossier) -> tuple[Finding, ...]:
    """The findings of one check; one that crashes is a fault of ours and says nothing of the report."""
    try:
        seen = tuple(check.look(dossier))
    except Exception:
        logger.exception("the check %s crashed", check.id)
        seen = (Discrepancy(Outcome.RULE_ERROR, _CRASHED),)
    return tuple(_finding(check, discrepancy) for discrepancy in seen)


def _finding(check: Check, seen: Discrepancy) -> Finding:
    return Finding(
        check=check.id,
        status=seen.outcome,
        severity=check.severity if seen.severity is None else seen.severity,
        title=check.title,
        message=seen.message,
        cells=seen.cells,
        root=seen.root,
    )
