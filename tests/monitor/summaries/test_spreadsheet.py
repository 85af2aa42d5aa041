import csv
from io import StringIO

import pytest

from crawler.domain.wording import Language
from monitor.summaries import Summary, SummaryFormat, render
from monitor.summaries.spreadsheet import COLUMNS, harmless


def rows(summary: Summary) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render(summary, SummaryFormat.CSV, Language.CHINESE))))


def test_there_is_one_row_per_unit(season: Summary) -> None:
    assert [row["id"] for row in rows(season)] == [row.unit.id for row in season.rows]


def test_a_row_says_what_the_record_says(season: Summary) -> None:
    late = rows(season)[1]

    assert late["report_year"] == "2024"
    assert late["as_of"] == "2025-04-20 09:00"
    assert (late["status"], late["status_text"], late["days_late"]) == ("late", "逾期公布（逾期12天）", "12")
    assert late["published_on"] == "2025-02-12"


def test_findings_and_evidence_stand_in_one_cell_each(season: Summary) -> None:
    government, _, missing = rows(season)[:3]

    assert government["findings"].startswith("T3-02 FAIL 表三“总计”列：2+0=2，0+0=0，相差2; T3-05 FAIL ")
    assert missing["evidence"].count("http://www.yunxi.gov.cn/zfxxgk/nb/") == 2


def test_unknown_is_empty_and_none_is_zero(season: Summary) -> None:
    missing = rows(season)[2]

    assert missing["days_late"] == ""
    assert missing["revisions"] == "0"


def test_there_is_no_byte_order_mark(season: Summary) -> None:
    assert render(season, SummaryFormat.CSV, Language.CHINESE).startswith("report_year,")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_what_a_register_or_site_names_is_guarded(season: Summary) -> None:
    assert rows(season)[7]["name"] == "'=cmd<script>局"


def test_a_season_without_units_has_headings(nobody: Summary) -> None:
    assert render(nobody, SummaryFormat.CSV, Language.CHINESE) == ",".join(COLUMNS) + "\n"
