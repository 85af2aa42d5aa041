from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from crawler.domain.wording import Language
from monitor.documents import Facts, NoticeKind, build, render_lists
from monitor.summaries import Summary, render_workbook
from monitor.summaries.workbook import Column, Sheet, Value, write_workbook


def day(value: object) -> date:
    assert isinstance(value, datetime)
    return value.date()


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def cell_of(value: Value, summary: Summary) -> Cell:
    sheet = Sheet("一", (Column("值"),), ((value,),))
    return opened(write_workbook([sheet], summary.as_of))["一"]["A2"]


def test_the_list_of_problems_has_the_columns_that_offices_know(season: Summary, facts: Facts) -> None:
    sheet = opened(render_lists(build(NoticeKind.RECTIFICATION, season, facts), season.as_of))["问题清单"]
    rows = list(sheet.values)

    assert rows[0][0] == "关于做好2024年政府信息公开工作年度报告问题整改的通知"
    assert rows[3][:5] == ("序号", "单位", "报告年度", "问题类别", "具体表现（位置及数值）")
    assert rows[4][:4] == (1, "云溪县教育局", 2024, "未按时公布")
    assert day(rows[4][8]) == date(2025, 5, 9)
    assert sheet.freeze_panes == "A5"
    assert sheet.column_dimensions["E"].width == 60


def test_evidence_stands_on_a_sheet_of_its_own_with_whole_digests(season: Summary, facts: Facts) -> None:
    sheet = opened(render_lists(build(NoticeKind.OVERDUE, season, facts), season.as_of))["证据"]

    url, at, digest = list(sheet.values)[4][4:]

    assert (url, f"{at:%Y-%m-%d %H:%M}", digest) == ("http://www.yunxi.gov.cn/nb/", "2025-04-18 09:00", "5f" * 32)
    assert sheet["E5"].hyperlink.target == "http://www.yunxi.gov.cn/nb/"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"])
def test_no_cell_is_a_formula(text: str, season: Summary) -> None:
    cell = cell_of(text, season)

    assert cell.data_type == "s"
    assert cell.value == text.strip()
    assert cell.quotePrefix


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://a/" + "x" * 3000])
def test_only_web_addresses_that_a_spreadsheet_can_follow_are_links(url: str, season: Summary) -> None:
    assert cell_of(url, season).hyperlink is None
    assert cell_of("http://www.yunxi.gov.cn/", season).hyperlink is not None


def test_what_a_file_cannot_hold_does_not_break_it(season: Summary) -> None:
    assert cell_of("云\x00溪\ud800县" + "长" * 40_000, season).value.startswith("云溪\ufffd县长")


def test_the_summary_is_a_workbook_with_its_counts(season: Summary) -> None:
    book = opened(render_workbook(season, Language.CHINESE))
    counts = {row[0]: row[1] for row in book["统计"].values}

    assert book.sheetnames == ["统计", "各单位情况", "问题", "采集记录"]
    assert counts["应公布"] == season.totals["obliged"]
    assert counts["逾期未公布"] == 1
    late = list(book["各单位情况"].values)[2]
    assert (late[1], day(late[6]), late[8]) == ("云溪县教育局", date(2025, 2, 12), 12)


def test_a_season_without_units_is_a_workbook_too(season: Summary) -> None:
    book = opened(render_workbook(replace(season, rows=()), Language.ENGLISH))

    assert book.sheetnames == ["Counts", "Units", "Findings", "Evidence"]
