"""Labels that are not spelt as the form spells them, and are read all the same."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from crawler.flow import read_bytes

_HEADER = "第二十条第（一）项\t\t\t\n信息内容\t{}\t{}\t{}\n"
_ROWS = "规章\t0\t0\t0\n{}\t5\t0\t9\n"
_COLUMNS = ("本年制发件数", "本年废止件数", "现行有效件数")


def variants(columns: tuple[str, str, str], row: str) -> Mapping[str, str]:
    title = "云溪县民政局2023年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"
    printed = title + _HEADER.format(*columns) + _ROWS.format(row)
    return read_bytes(printed.encode(), "report.txt").report.variants


@pytest.mark.parametrize(
    ("columns", "row", "expected"),
    [
        pytest.param(_COLUMNS, "行政规范性文件", {}, id="the form's own"),
        pytest.param(_COLUMNS, "行政 规范性文件", {}, id="spaces"),
        pytest.param(_COLUMNS, "规范性文件", {"proactive.1.normative_documents": "规范性文件"}, id="a row"),
        pytest.param(
            ("本年制发件数", "本年度止件数", "现行有效件数"),
            "行政规范性文件",
            {"proactive.1.repealed": "本年度止件数"},
            id="a column",
        ),
    ],
)
def test_a_label_that_is_spelt_otherwise_is_remembered(
    columns: tuple[str, str, str], row: str, expected: Mapping[str, str]
) -> None:
    assert variants(columns, row) == expected


def test_a_real_report_with_a_slip_in_a_header_is_told(real_reports: Path) -> None:
    path = real_reports / "001_4e6b494957470ee7.txt"

    assert read_bytes(path.read_bytes(), path.name).report.variants == {"proactive.1.repealed": "本年度止件数"}
