"""Corrects what was read wrongly, and says which corrections no longer hold since the source shows other bytes."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from crawler.domain.correction import Correction
from crawler.domain.errors import NoReport, UnknownCorrection
from crawler.domain.report import Address, Cell, CellState
from monitor.jobs.evaluate import judge_again
from monitor.wiring import Workspace
from storage.unit_of_work import UnitOfWork

Said = tuple[CellState, Decimal | None]
"""What a person says that a cell prints."""

_LONGEST = 20
_MARKS = {"blank": CellState.BLANK, "/": CellState.NOT_APPLICABLE}


def said_of(text: str) -> Said:
    """What a person writes that a cell prints: a number, `blank` or `/`; raises ValueError for anything else.

    >>> said_of("12"), said_of(" blank ")[0].value
    ((<CellState.NUMBER: 'number'>, Decimal('12')), 'blank')
    """
    written = text.strip().lower()
    if written in _MARKS:
        return _MARKS[written], None
    try:
        number = Decimal(written)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is neither a number nor blank nor /") from error
    if not number.is_finite() or number < 0 or len(written) > _LONGEST:
        raise ValueError(f"no cell counts {text!r}")
    return CellState.NUMBER, number


def correct(
    work: UnitOfWork, unit_id: str, report_year: int, address: Address, said: Said, by: str, note: str, at: datetime
) -> tuple[Correction, Cell | None]:
    """Keep a correction of what is published now; returned with what we read there ourselves.

    Raises UnknownUnit and NoReport.
    """
    work.units.register().get(unit_id)
    read = work.reports.latest(unit_id, report_year)
    if read is None:
        raise NoReport(unit_id, report_year)
    state, value = said
    made = Correction(0, unit_id, report_year, read.digest, address, state, value, by, note, at)
    return replace(made, id=work.corrections.add(made)), read.report.cells.get(address)


def withdraw(work: UnitOfWork, correction_id: int, by: str, note: str, at: datetime) -> Correction:
    """Take a correction back; raises UnknownCorrection where none such is in force."""
    known = work.corrections.get(correction_id)
    if not known.in_force:
        raise UnknownCorrection(correction_id)
    withdrawn = replace(known, withdrawn_at=at, withdrawn_by=by, withdrawn_note=note)
    work.corrections.withdraw(withdrawn)
    return withdrawn


def judge_corrected(workspace: Workspace, work: UnitOfWork, report_year: int, unit_id: str, at: datetime) -> None:
    """Judge a unit by its figures as they are now, so that nothing is said of it by one that was read wrongly."""
    rules = workspace.rules
    judge_again(work, report_year, [unit_id], at, workspace.terms_under(rules), rules)


def lapsed(work: UnitOfWork, report_year: int | None = None, unit_id: str | None = None) -> tuple[Correction, ...]:
    """The corrections that nobody withdrew and that say nothing of what is published now."""
    made = (one for one in work.corrections.all(report_year, unit_id) if one.in_force)
    return tuple(one for one in made if not _holds(work, one))


def _holds(work: UnitOfWork, correction: Correction) -> bool:
    """Whether some address of the report still shows the bytes that were corrected."""
    here = correction.unit_id, correction.report_year
    latest = work.reports.latest(*here)
    return latest is not None and latest.digest == correction.digest
