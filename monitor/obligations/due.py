"""Who owes a report by when (条例 art. 49, and local notices), and why one that owes none does not."""

from dataclasses import dataclass
from datetime import date

from crawler.domain.dossier import DueBasis, Obligation
from crawler.domain.law import statutory_due
from crawler.domain.unit import Unit
from crawler.domain.wording import Text
from monitor.obligations.terms import BY_LAW_ALONE, LocalDue, Terms


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why a unit owes no report of its own; `reporter_id` is the unit that reports in its place, where one does."""

    reason: Text
    reporter_id: str | None = None


_COVERED = Text("其情况由其他单位的年度报告一并反映", "another unit's report covers it")
_NOT_NAMED = Text(
    "《政府信息公开条例》第四十九条未列明乡镇、街道等县级以下单位，且未设定按本地要求的期限",
    "article 49 does not name bodies below the county, and no local rule is configured",
)


def obligations_for(unit: Unit, report_year: int, terms: Terms = BY_LAW_ALONE) -> Obligation | None:
    """What a unit owes on one year of work; None where it owes nothing, or another unit reports for it."""
    owed = owed_by(unit, report_year, terms)
    return owed if isinstance(owed, Obligation) else None


def owed_by(unit: Unit, report_year: int, terms: Terms = BY_LAW_ALONE) -> Obligation | Exemption:
    """What a unit owes on one year of work, or why it owes nothing.

    The due day is part of the term, and no holiday moves it. A local date may come before
    the statutory one; it never relaxes it.
    """
    exempt = _exempt_by_register(unit, report_year)
    if exempt is not None:
        return exempt
    statutory = statutory_due(unit.kind, unit.level, report_year)
    local = terms.earliest(unit, report_year)
    if statutory is not None:
        return _owed_by_law(unit, report_year, statutory, local)
    local = local or _of_townships(report_year, terms)
    if local is None:
        return Exemption(_NOT_NAMED)
    return Obligation(unit, report_year, local.day, DueBasis.LOCAL, None, local.day, local.source)


def _owed_by_law(unit: Unit, report_year: int, statutory: date, local: LocalDue | None) -> Obligation:
    """The earlier of the two days counts; on the same day it is the law's."""
    if local is None:
        return Obligation(unit, report_year, statutory, DueBasis.STATUTORY, statutory)
    basis = DueBasis.LOCAL if local.day < statutory else DueBasis.STATUTORY
    return Obligation(unit, report_year, min(statutory, local.day), basis, statutory, local.day, local.source)


def _of_townships(report_year: int, terms: Terms) -> LocalDue | None:
    if terms.townships_due is None:
        return None
    month, day = terms.townships_due
    return LocalDue(date(report_year + 1, month, day))


def _exempt_by_register(unit: Unit, report_year: int) -> Exemption | None:
    """What the register says of a unit and year; what covers it comes first, for that holds in every year."""
    if unit.covered_by is not None:
        return Exemption(_COVERED, unit.covered_by)
    if unit.obliged_from is not None and report_year < unit.obliged_from:
        year = unit.obliged_from
        return Exemption(Text(f"自{year}年度起编制年度报告", f"it reports from the year {year} on"))
    if unit.obliged_to is None:
        return None
    if unit.successor_id is not None and report_year >= unit.obliged_to:
        return Exemption(_abolished(unit.obliged_to), unit.successor_id)
    if report_year > unit.obliged_to:
        year = unit.obliged_to
        return Exemption(Text(f"编制年度报告至{year}年度止", f"it reported until the year {year}"))
    return None


def _abolished(year: int) -> Text:
    return Text(f"{year}年机构改革后由承接单位编制", f"reorganised in {year}; its successor reports")
