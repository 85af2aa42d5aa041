"""The summary as CSV: one row per unit, safe to open in a spreadsheet."""

import csv
from io import StringIO
from typing import Any

from crawler.domain.finding import Finding
from crawler.domain.wording import Language
from monitor.summaries.records import unit_record
from monitor.summaries.summary import Summary, UnitRow
from monitor.summaries.words import clock_time, status_words

COLUMNS = (
    "report_year",
    "as_of",
    "id",
    "name",
    "kind",
    "level",
    "parent_id",
    "status",
    "status_text",
    "due_on",
    "due_basis",
    "published_on",
    "published_basis",
    "days_late",
    "report_url",
    "form",
    "revisions",
    "findings",
    "evidence",
)

# A spreadsheet takes these for the beginning of a formula, in full width too where it is set to Chinese or Japanese;
# and what sites print stands in our cells.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_spreadsheet(summary: Summary, language: Language) -> str:
    """The summary as CSV in UTF-8 without a byte order mark; the headings are those of the records."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in summary.rows:
        writer.writerow({key: harmless(value) for key, value in _cells(summary, row, language).items()})
    return text.getvalue()


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, or for a command.

    >>> begins_formula("=1+1"), begins_formula("1+1=2")
    (True, False)
    """
    return text.startswith(_FORMULA)


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless(0), harmless(None)
    ("'=HYPERLINK(1)", '0', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if begins_formula(text) else text


def _cells(summary: Summary, row: UnitRow, language: Language) -> dict[str, Any]:
    return unit_record(row, language) | {
        "report_year": summary.report_year,
        "as_of": clock_time(summary.as_of),
        "status_text": status_words(row.standing).to(language),
        "findings": "; ".join(_finding(finding, language) for finding in row.findings),
        "evidence": "; ".join(
            f"{clock_time(seen.at)} {seen.url} {seen.what.to(language)}" for seen in row.standing.evidence
        ),
    }


def _finding(finding: Finding, language: Language) -> str:
    return f"{finding.check} {finding.status.value} {finding.message.to(language)}"
