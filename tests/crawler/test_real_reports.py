"""The real reports are read as a person reads them: the truth beside each was written by eye."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.domain.extraction import Extraction
from crawler.domain.report import Cell, CellState
from crawler.flow import read_bytes
from crawler.forms import all_forms

CASES = sorted((Path(__file__).parent.parent / "fixtures" / "reports").iterdir())
COLUMNS = {
    "requests": [column.key for column in all_forms()[0].requests.columns],
    "disputes": [column.key for column in all_forms()[0].disputes.columns],
}


@pytest.fixture(params=CASES, ids=lambda folder: folder.name)
def case(request: pytest.FixtureRequest, real_reports: Path) -> tuple[Mapping[str, Any], Extraction]:
    truth = yaml.safe_load((request.param / "truth.yaml").read_text("utf-8"))
    return truth, read_bytes((real_reports / truth["source"]).read_bytes(), truth["source"])


Case = tuple[Mapping[str, Any], Extraction]


def test_every_cell_has_its_true_value_and_state(case: Case) -> None:
    truth, extraction = case

    read = {str(address): _written(cell) for address, cell in extraction.report.cells.items()}

    assert read == dict(_true_cells(truth["cells"]))


def test_every_number_says_where_it_stands(case: Case) -> None:
    _, extraction = case

    numbers = [cell for cell in extraction.report.cells.values() if cell.state is CellState.NUMBER]

    assert numbers
    assert all(cell.where.line is not None or cell.where.page is not None for cell in numbers)


def test_title_unit_year_and_forms_are_as_printed(case: Case) -> None:
    truth, extraction = case
    report = extraction.report

    assert (report.title, report.unit_name, report.report_year) == (
        truth["title"],
        truth["unit_name"],
        truth["report_year"],
    )
    assert (report.form, dict(report.blocks)) == (truth["form"], truth["blocks"])


def test_dates_and_sections_are_as_printed(case: Case) -> None:
    truth, extraction = case
    report = extraction.report

    assert report.dates.signed == truth["signed"]
    assert report.dates.page is None
    assert report.period == (tuple(truth["period"]) if truth["period"] else None)
    assert [section.key for section in report.sections] == truth["sections"]


def test_doubts_are_those_a_reader_must_have(case: Case) -> None:
    truth, extraction = case

    assert sorted({doubt.code for doubt in extraction.doubts}) == sorted(truth["doubts"])


def _true_cells(cells: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for row, printed in cells.items():
        columns = COLUMNS.get(row.partition(".")[0], ())
        pairs = printed.items() if isinstance(printed, dict) else zip(columns, printed, strict=True)
        for column, value in pairs:
            yield f"{row}.{column}", str(value)


def _written(cell: Cell) -> str:
    """A cell in the notation of the truth: a number or _ for a blank, with ? where it is not certain."""
    states = {CellState.BLANK: "_", CellState.NUMBER: f"{Decimal(cell.value or 0).normalize():f}"}
    return states.get(cell.state, cell.state.value) + ("" if cell.certain else "?")


def test_the_truth_was_written_for_dates_too() -> None:
    signed = [yaml.safe_load((folder / "truth.yaml").read_text("utf-8"))["signed"] for folder in CASES]

    assert any(isinstance(day, date) for day in signed)
