"""Lists to take away, as CSV, XLSX or JSON: row by row, so that a long one takes no more memory than a short one."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from tempfile import TemporaryFile
from typing import Any, Generic, TypeVar

from fastapi import HTTPException, Request
from fastapi.responses import StreamingResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from crawler.domain.clock import SHANGHAI
from crawler.domain.wording import Language, Text
from monitor.summaries.legible import legible
from monitor.summaries.spreadsheet import begins_formula, harmless
from monitor.summaries.words import clock_time
from monitor.web.pages import language_of

Row = TypeVar("Row")
Value = str | int | float | bool | date | datetime | Text | None

_ROWS_AT_ONCE = 200
_BYTES_AT_ONCE = 64 * 1024
_LONGEST_CELL = 32_767
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a list: its name for programs, its heading for people, and what a row has in it."""

    key: str
    heading: Text
    value: Callable[[Row], Value]


def format_asked(request: Request) -> str | None:
    """The format that `?format=` asks for, None where the page itself is asked for; one we do not have is 422."""
    asked = request.query_params.get("format")
    if asked and asked not in _TYPES:
        raise HTTPException(422, f"format: one of {', '.join(_TYPES)}")
    return asked or None


def export(
    request: Request,
    format: str,  # noqa: A002 - what the address calls it
    name: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
) -> StreamingResponse:
    """A list as a file called `name`, in the reader's language; `rows` is walked while the answer is sent.

    So rows from the store come in parts, each read in a piece of work of its own: no transaction stays open.
    """
    language = language_of(request)
    write = {"csv": _csv, "xlsx": _xlsx, "json": _json}[format]
    headers = {"Content-Disposition": f'attachment; filename="gongkai-{name}.{format}"', "Cache-Control": "no-store"}
    return StreamingResponse(write(columns, rows, language), headers=headers, media_type=_TYPES[format])


def _csv(columns: Sequence[Column[Row]], rows: Iterable[Row], language: Language) -> Iterator[bytes]:
    """With a byte order mark, without which spreadsheets take Chinese for something else."""
    text = StringIO("\ufeff")
    text.seek(0, 2)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading.to(language) for column in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([harmless(_printed(column.value(row), language)) for column in columns])
        if number % _ROWS_AT_ONCE == 0:
            yield _emptied(text)
    yield _emptied(text)


def _json(columns: Sequence[Column[Row]], rows: Iterable[Row], language: Language) -> Iterator[bytes]:
    text, before = StringIO(), "[\n"
    for number, row in enumerate(rows, 1):
        record = {column.key: _plain(column.value(row), language) for column in columns}
        text.write(before + json.dumps(record, ensure_ascii=False))
        before = ",\n"
        if number % _ROWS_AT_ONCE == 0:
            yield _emptied(text)
    text.write("\n]\n" if before.startswith(",") else "[]\n")
    yield _emptied(text)


def _xlsx(columns: Sequence[Column[Row]], rows: Iterable[Row], language: Language) -> Iterator[bytes]:
    """A workbook is a ZIP file: it is written to the disk first, and sent from there."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("gongkai")
    sheet.freeze_panes = "A2"
    sheet.append([column.heading.to(language) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.value(row), language) for column in columns])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(_BYTES_AT_ONCE):
            yield part


def _cell(sheet: Any, value: Value, language: Language) -> Any:  # noqa: ANN401 - openpyxl's own
    """Text stays text: what a spreadsheet would take for a formula is marked as none."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).replace(tzinfo=None)
    if not isinstance(value, (str, Text)):
        return value
    text = legible(value if isinstance(value, str) else value.to(language))[:_LONGEST_CELL]
    if not begins_formula(text):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def _printed(value: Value, language: Language) -> object:
    if isinstance(value, datetime):
        return clock_time(value)
    return value.to(language) if isinstance(value, Text) else value


def _plain(value: Value, language: Language) -> object:
    if isinstance(value, Text):
        return value.to(language)
    return value.isoformat() if isinstance(value, date) else value


def _emptied(text: StringIO) -> bytes:
    written = text.getvalue().encode("utf-8", "replace")
    text.seek(0)
    text.truncate()
    return written
