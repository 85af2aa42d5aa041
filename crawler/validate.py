"""Do we trust our own reading? Adds doubts; never judges the report."""

from collections.abc import Iterator

from crawler.domain.extraction import Doubt
from crawler.domain.legibility import doubt_of_lost_cells
from crawler.domain.report import Report

_LAST_YEAR_WITHOUT_FORM = 2018


def doubts_about(report: Report) -> Iterator[Doubt]:
    """What is doubtful about a reading as a whole."""
    yield from _doubt_form(report)
    yield from _doubt_identity(report)
    yield from _doubt_unread(report)


def _doubt_form(report: Report) -> Iterator[Doubt]:
    if report.form is None:
        old = report.report_year is not None and report.report_year <= _LAST_YEAR_WITHOUT_FORM
        why = "the reports before 2019 have no form" if old else "its tables were not found, they may be images"
        yield Doubt("form_not_recognised", f"form not recognised: {why}")
        return
    for table in ("requests", "disputes"):
        if table not in report.blocks:
            yield Doubt("table_not_found", f"the table of {table} was not found; none of its cells was read")


def _doubt_identity(report: Report) -> Iterator[Doubt]:
    if report.report_year is None:
        yield Doubt("year_unknown", "neither title nor period says of which year the report is")


def _doubt_unread(report: Report) -> Iterator[Doubt]:
    doubt = doubt_of_lost_cells(report)
    if doubt is not None:
        yield doubt
