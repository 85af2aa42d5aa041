"""The ledger of obligations as people, programs and spreadsheets read it."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

from rich.table import Table
from rich.text import Text as Line

from crawler.domain.clock import SHANGHAI
from crawler.domain.wording import Language, Text
from monitor.obligations.days import china_day
from monitor.obligations.ledger import LedgerEntry
from monitor.obligations.workdays import unannounced_words
from monitor.summaries.spreadsheet import harmless
from monitor.summaries.words import KINDS, visible

SCHEMA = "gongkai.obligations/1"
_GAP = Text(
    "名录中未见其承接单位当年的编制义务，请核对名录", "no unit of the register reports in its place; please check"
)
_HEADINGS = (
    Text("年度", "year"),
    Text("单位", "unit"),
    Text("类别", "kind"),
    Text("法定期限", "by law"),
    Text("本地期限", "by local rule"),
    Text("应于", "due"),
    Text("还有", "left"),
    Text("依据或原因", "basis, or why not"),
)

_COLUMNS = (
    "id", "name", "kind", "level", "parent_id", "report_year", "obliged", "due_on", "due_basis", "legal_basis",
    "statutory_due", "local_due", "days_left", "working_days_left", "why_not", "reporter_id",
)  # fmt: skip


def to_record(entries: Sequence[LedgerEntry], as_of: datetime, language: Language) -> dict[str, Any]:
    """The object that `gongkai obligations --format json` prints."""
    today = china_day(as_of)
    return {
        "schema": SCHEMA,
        "as_of": as_of.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "notes": [note.to(language) for note in notes_on(entries, today)],
        "entries": [_record(entry, today, language) for entry in entries],
    }


def to_csv(entries: Iterable[LedgerEntry], as_of: datetime, language: Language) -> str:
    """One row per unit and year, safe to open in a spreadsheet; the headings are those of the records."""
    rows = [_record(entry, china_day(as_of), language) for entry in entries]
    out = StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: harmless(_plain(value)) for key, value in row.items()})
    return out.getvalue()


def to_table(entries: Iterable[LedgerEntry], as_of: datetime, language: Language) -> Table:
    """The entries below each other."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in _HEADINGS:
        table.add_column(heading.to(language), overflow="fold")
    for entry in entries:
        table.add_row(*(Line(visible(cell)) for cell in _cells(entry, china_day(as_of), language)))
    return table


def notes_on(entries: Iterable[LedgerEntry], today: date) -> tuple[Text, ...]:
    """What has to be said beside the working days that are counted."""
    counted = (entry.working_days_left(today) for entry in entries)
    note = unannounced_words(year for left in counted if left is not None for year in left.unannounced)
    return () if note is None else (note,)


def _record(entry: LedgerEntry, today: date, language: Language) -> dict[str, Any]:
    unit, owed, left = entry.unit, entry.obligation, entry.working_days_left(today)
    return {
        "id": unit.id,
        "name": unit.name,
        "kind": unit.kind.value,
        "level": unit.level.value,
        "parent_id": unit.parent_id,
        "report_year": entry.report_year,
        "obliged": owed is not None,
        "due_on": _day(owed.due_on) if owed else None,
        "due_basis": owed.due_basis.value if owed else None,
        "legal_basis": owed.legal_basis.to(language) if owed else None,
        "statutory_due": _day(owed.statutory_due) if owed else None,
        "local_due": _day(owed.local_due) if owed else None,
        "days_left": entry.days_left(today),
        "working_days_left": left.count if left is not None else None,
        "why_not": _why_not(entry, language) or None,
        "reporter_id": entry.reporter.id if entry.reporter else None,
    }


def _plain(value: object) -> object:
    """A truth as JSON writes it."""
    return str(value).lower() if isinstance(value, bool) else value


def _cells(entry: LedgerEntry, today: date, language: Language) -> tuple[str, ...]:
    owed = entry.obligation
    days = (owed.statutory_due, owed.local_due, owed.due_on) if owed else (None, None, None)
    return (
        str(entry.report_year),
        entry.unit.name,
        KINDS[entry.unit.kind].to(language),
        *(_day(day) or "—" for day in days),
        _left(entry, today, language),
        owed.legal_basis.to(language) if owed else _why_not(entry, language),
    )


def _left(entry: LedgerEntry, today: date, language: Language) -> str:
    days, working = entry.days_left(today), entry.working_days_left(today)
    if days is None or working is None:
        return "—"
    return Text("{}天（{}个工作日）", "{} days ({} working)").to(language).format(days, working.count)


def _why_not(entry: LedgerEntry, language: Language) -> str:
    """Why nothing is owed, with who reports instead; empty where something is owed."""
    if entry.exemption is None:
        return ""
    reason = Text("无需公布：{}", "not obliged: {}").to(language).format(entry.exemption.reason.to(language))
    if entry.is_gap:
        return f"{reason}{Text('；', '; ').to(language)}{_GAP.to(language)}"
    if entry.reporter is None or entry.reporter.id == entry.unit.id:
        return reason
    return Text("{}（{}）", "{} ({})").to(language).format(reason, entry.reporter.name)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
