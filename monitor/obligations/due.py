"""Who owes a report by when (条例 art. 49, and local notices)."""

from datetime import date

from crawler.domain.dossier import DueBasis, Obligation
from crawler.domain.unit import Level, Unit, UnitKind

_LAST_YEAR_OF_OLD_LAW = 2018
_JANUARY_31 = (1, 31)
_MARCH_31 = (3, 31)


def obligations_for(unit: Unit, report_year: int) -> Obligation | None:
    """What a unit owes on one year of work; None where it owes nothing, or another unit reports for it.

    The due day is part of the term, and no holiday moves it (rules §5.1). A local date may come before
    the statutory one; it never relaxes it (rules §1.3).
    """
    if not _is_obliged(unit, report_year):
        return None
    local = unit.local_due_date(report_year)
    statutory = statutory_due(unit, report_year)
    if statutory is None:
        default = date(report_year + 1, *_JANUARY_31)
        return Obligation(unit, report_year, default if local is None else local, DueBasis.LOCAL)
    if local is not None and local < statutory:
        return Obligation(unit, report_year, local, DueBasis.LOCAL)
    return Obligation(unit, report_year, statutory, DueBasis.STATUTORY)


def statutory_due(unit: Unit, report_year: int) -> date | None:
    """The day that the 条例 sets; None for bodies below the county, which art. 49 does not name.

    Until the reports on 2018, art. 31 of the old text (国令第492号) gave every body 31 March.
    """
    if report_year <= _LAST_YEAR_OF_OLD_LAW:
        return date(report_year + 1, *_MARCH_31)
    if unit.level is Level.TOWNSHIP or unit.kind in (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT):
        return None
    return date(report_year + 1, *(_MARCH_31 if unit.kind is UnitKind.GOVERNMENT else _JANUARY_31))


def _is_obliged(unit: Unit, report_year: int) -> bool:
    return (
        unit.covered_by is None
        and (unit.obliged_from is None or unit.obliged_from <= report_year)
        and (unit.obliged_to is None or report_year <= unit.obliged_to)
    )
