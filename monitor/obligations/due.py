"""Who owes a report by when (条例 art. 49, and local notices)."""

from datetime import date

from crawler.domain.dossier import DueBasis, Obligation
from crawler.domain.law import statutory_due
from crawler.domain.unit import Unit

_WHERE_NO_LAW_SAYS = (1, 31)


def obligations_for(unit: Unit, report_year: int) -> Obligation | None:
    """What a unit owes on one year of work; None where it owes nothing, or another unit reports for it.

    The due day is part of the term, and no holiday moves it. A local date may come before
    the statutory one; it never relaxes it.
    """
    if not _is_obliged(unit, report_year):
        return None
    local = unit.local_due_date(report_year)
    statutory = statutory_due(unit.kind, unit.level, report_year)
    if statutory is None:
        default = date(report_year + 1, *_WHERE_NO_LAW_SAYS)
        return Obligation(unit, report_year, default if local is None else local, DueBasis.LOCAL)
    if local is not None and local < statutory:
        return Obligation(unit, report_year, local, DueBasis.LOCAL)
    return Obligation(unit, report_year, statutory, DueBasis.STATUTORY)


def _is_obliged(unit: Unit, report_year: int) -> bool:
    return (
        unit.covered_by is None
        and (unit.obliged_from is None or unit.obliged_from <= report_year)
        and (unit.obliged_to is None or report_year <= unit.obliged_to)
    )
