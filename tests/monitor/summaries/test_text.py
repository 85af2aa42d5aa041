import pytest
from rich.cells import cell_len

from crawler.domain.wording import Language
from monitor.summaries import Summary, SummaryFormat, render
from monitor.summaries.text import render_text


def chinese(summary: Summary) -> str:
    return render(summary, SummaryFormat.TEXT, Language.CHINESE)


def line_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(name))


def test_the_counts_come_first_with_the_cut_off_time(season: Summary) -> None:
    heading, _, counts = chinese(season).splitlines()[:3]

    assert heading == "2024年政府信息公开工作年度报告公布情况  截至 2025-04-20 09:00（北京时间）"
    assert counts == (
        "应公布 7 家：逾期未公布 2（其中按本地要求 1）；逾期公布 1；待复核 1；落款在期限内，公布日期未知 1；"
        "按期 1；无法核实（不计入未公布） 1"
    )


def test_lateness_is_said_in_days_and_dates_with_their_basis(season: Summary) -> None:
    line = line_of(chinese(season), "云溪县教育局")

    assert "2025-01-31" in line
    assert "逾期公布（逾期12天）" in line
    assert "2025-02-12 网页日期" in line


def test_a_local_rule_is_not_called_the_law(season: Summary) -> None:
    line = line_of(chinese(season), "柳河镇人民政府")

    assert "2025-01-31（本地）" in line
    assert "超过本地规定时限" in line
    assert "逾期" not in line


def test_findings_are_counted_with_the_gravest(season: Summary) -> None:
    text = chinese(season)

    assert "1项（较重）" in line_of(text, "云溪县人民政府")


def test_the_unverifiable_stand_apart_with_the_cause(season: Summary) -> None:
    before, _, after = chinese(season).partition("\n无法核实（不计入未公布）\n")

    assert "云溪县水利局" not in before
    assert "网站返回521（2025-04-18 02:10）" in after


def test_the_free_are_named_and_not_judged(season: Summary) -> None:
    assert "无需公布：云溪县招商服务中心" in chinese(season)


def test_columns_stay_in_line_under_wide_characters(season: Summary) -> None:
    text = chinese(season)

    starts = {
        cell_len(line[: line.index("2025-0")])
        for name in ("云溪县教育局", "柳河镇人民政府", "云溪县人民政府")
        for line in [line_of(text, name)]
    }
    assert len(starts) == 1


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_row_is_wider_than_the_paper(season: Summary, width: int) -> None:
    text = render_text(season, Language.CHINESE, width)

    rows = text.splitlines()[4:]
    assert all(cell_len(line) <= width for line in rows)


def test_what_sites_print_cannot_steer_the_terminal(season: Summary) -> None:
    assert "\x1b" not in chinese(season)


def test_a_season_without_units_is_said_too(nobody: Summary) -> None:
    assert "应公布 0 家" in chinese(nobody)


def test_the_same_in_english(season: Summary) -> None:
    text = render(season, SummaryFormat.TEXT, Language.ENGLISH)

    assert "7 obliged: overdue, not published 2 (1 by a local rule); late 1" in text
    assert "late by 12 days" in text
    assert "1 (high), 1 for review" in text
