"""Lists as files: what a spreadsheet makes of them, and what they cost."""

import asyncio
import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from types import SimpleNamespace

import pytest
from fastapi import HTTPException, Request
from openpyxl import load_workbook

from crawler.domain.wording import Language, Text
from monitor.web.exports import Column, export, format_asked

COLUMNS = (
    Column("name", Text("单位", "Unit"), lambda row: row[0]),
    Column("status", Text("状态", "Status"), lambda row: Text("按期", "on time")),
    Column("due_on", Text("期限", "Due"), lambda row: date(2025, 1, 31)),
    Column("seen_at", Text("采集时间", "Seen"), lambda row: datetime(2025, 4, 20, 1, tzinfo=UTC)),
    Column("days", Text("逾期天数", "Days late"), lambda row: row[1]),
)
ROWS = [("云溪县教育局", 3), ("=HYPERLINK(1)", None), ("＠SUM(1)\u202e", -2)]


def asked(query: str = "") -> Request:
    state = SimpleNamespace(workspace=SimpleNamespace(config=SimpleNamespace(language=Language.CHINESE)))
    scope = {"type": "http", "method": "GET", "path": "/areas", "headers": [], "query_string": query.encode()}
    return Request(scope | {"app": SimpleNamespace(state=state)})


def written(format: str, rows: object = ROWS, query: str = "") -> bytes:  # noqa: A002 - as the address has it
    answer = export(asked(query), format, "units-2024", COLUMNS, rows)

    async def body() -> bytes:
        return b"".join([part async for part in answer.body_iterator])  # type: ignore[misc]

    return asyncio.run(body())


def test_csv_opens_in_a_spreadsheet_and_holds_no_formula() -> None:
    text = written("csv")

    rows = list(csv.reader(StringIO(text.decode("utf-8-sig"))))
    assert text.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["单位", "状态", "期限", "采集时间", "逾期天数"]
    assert rows[1] == ["云溪县教育局", "按期", "2025-01-31", "2025-04-20 09:00", "3"]
    assert [row[0][0] for row in rows[2:]] == ["'", "'"]


def test_json_is_what_programs_read() -> None:
    records = json.loads(written("json", query="lang=en"))

    assert records[0] == {
        "name": "云溪县教育局",
        "status": "on time",
        "due_on": "2025-01-31",
        "seen_at": "2025-04-20T01:00:00+00:00",
        "days": 3,
    }
    assert json.loads(written("json", [])) == []


def test_xlsx_keeps_dates_as_dates_and_text_as_text() -> None:
    sheet = load_workbook(BytesIO(written("xlsx"))).worksheets[0]

    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[1] == ["云溪县教育局", "按期", datetime(2025, 1, 31), datetime(2025, 4, 20, 9), 3]  # noqa: DTZ001 - as spreadsheets have it
    assert [sheet.cell(row, 1).data_type for row in (2, 3, 4)] == ["s", "s", "s"]
    assert [sheet.cell(row, 1).quotePrefix for row in (3, 4)] == [True, True]
    assert cells[3][0] == "＠SUM(1)"


def test_rows_are_walked_as_the_file_is_sent() -> None:
    walked = list[int]()

    def rows() -> Iterator[tuple[str, int]]:
        for number in range(1000):
            walked.append(number)
            yield "云溪县教育局", number

    async def first_part() -> None:
        parts = export(asked(), "csv", "units-2024", COLUMNS, rows()).body_iterator
        await anext(aiter(parts))

    asyncio.run(first_part())

    assert 0 < len(walked) < 500


def test_a_format_that_there_is_not_is_refused() -> None:
    assert format_asked(asked()) is None
    assert format_asked(asked("format=xlsx")) == "xlsx"
    with pytest.raises(HTTPException, match="format"):
        format_asked(asked("format=exe"))
