"""Title, unit, year, period and signing date: what they are, where each was found, and when titles disagree."""

from datetime import date

import pytest

from crawler.domain.dates import find_period
from crawler.domain.extraction import Extraction
from crawler.domain.report import Report
from crawler.domain.titles import read_title
from crawler.flow import read_bytes

TITLE = "云溪县民政局2023年政府信息公开工作年度报告"
PROSE = "<p>一、总体情况</p><p>本年度公开信息3条。</p><p>二、主动公开政府信息情况</p>"
TABLE = "<table><tr><td>一、本年新收政府信息公开申请数量</td><td>0</td></tr></table>"
PERIOD = "<p>统计期限自{}年1月1日起至12月31日止。</p>"


def read(body: str, page_title: str = "", source: str = "a.html") -> Extraction:
    page = f"<!DOCTYPE html><html><head><title>{page_title}</title></head><body>{body}</body></html>"
    return read_bytes(page.encode(), source)


def report(body: str, page_title: str = "", source: str = "a.html") -> Report:
    return read(body, page_title, source).report


def disputed(extraction: Extraction) -> list[str]:
    return [doubt.message for doubt in extraction.doubts if doubt.code == "year_disputed"]


@pytest.mark.parametrize(
    ("body", "page_title", "source", "found_by"),
    [
        (f"<p>{TITLE}</p>{PROSE}", "", "a.html", ("text", "text", "text")),
        (PROSE, TITLE, "a.html", ("page", "page", "page")),
        (PROSE, "", f"{TITLE}.html", ("file_name", "file_name", "file_name")),
        (f"<p>云溪县民政局</p><p>{TITLE[6:]}</p>{PROSE}", "", "a.html", ("text", "letterhead", "text")),
        (f"<p>{TITLE[6:]}</p>{PROSE}", TITLE, "a.html", ("text", "page", "text")),
    ],
)
def test_what_a_report_is_says_where_it_was_found(
    body: str, page_title: str, source: str, found_by: tuple[str, str, str]
) -> None:
    found = report(body, page_title, source)

    assert (found.unit_name, found.report_year) == ("云溪县民政局", 2023)
    assert tuple(found.found_by[name] for name in ("title", "unit_name", "report_year")) == found_by


def test_without_a_title_of_a_year_the_period_gives_the_year_and_never_a_date_of_publication() -> None:
    head = "<p>政府信息公开工作年度报告</p>"

    dated = report(head + PERIOD.format(2023) + PROSE + TABLE)
    undated = report(head + "<p>发布日期：2024-01-20</p>" + PROSE + TABLE)

    assert (dated.report_year, dated.found_by) == (2023, {"title": "heading", "report_year": "period"})
    assert (undated.report_year, undated.found_by) == (None, {"title": "heading"})


def test_titles_that_disagree_on_the_year_are_doubted_and_the_text_is_believed() -> None:
    extraction = read(f"<p>{TITLE}</p>{PROSE}", TITLE.replace("2023", "2022"))

    assert extraction.report.report_year == 2023
    assert disputed(extraction) == ["titles differ on the year: the text says 2023, the page says 2022"]


def test_where_the_period_is_against_the_text_too_no_year_is_chosen() -> None:
    extraction = read(f"<p>{TITLE}</p>{PERIOD.format(2022)}{PROSE}", TITLE.replace("2023", "2022"))

    assert extraction.report.report_year is None
    assert "report_year" not in extraction.report.found_by
    assert "period 2022" in disputed(extraction)[0]


def test_a_period_of_another_year_alone_is_for_a_finding_and_no_doubt_of_ours() -> None:
    extraction = read(f"<p>{TITLE}</p>{PERIOD.format(2022)}{PROSE}", TITLE)

    assert (extraction.report.report_year, disputed(extraction)) == (2023, [])


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            "<p>云溪县民政局文件</p><p>云民发〔2024〕3号</p><p>云溪县民政局</p><p>2023年政府信息公开工作</p><p>年度报告</p>",
            id="number",
        ),
        pytest.param("<p>《云溪县民政局2023年政府信息公开工作年度报告》</p>", id="quotes"),
        pytest.param(f"<p>{TITLE}{TITLE}</p>", id="doubled"),
        pytest.param("<p>云 溪 县 民 政 局 2 0 2 3 年 政 府 信 息 公 开 工 作 年 度 报 告</p>", id="spaces"),
        pytest.param("<p>云溪县民政局</p><p>云民发〔2024〕3号</p><p>2023年政府信息公开工作年度报告</p>", id="between"),
        pytest.param("<p>云溪县民政局二O二三年政府信息公开工作年度报告</p>", id="look-alike noughts"),
    ],
)
def test_a_title_is_read_however_it_is_set(head: str) -> None:
    found = report(head + PROSE)

    assert (found.unit_name, found.report_year) == ("云溪县民政局", 2023)


def test_a_title_in_an_index_of_the_page_does_not_name_its_own_label() -> None:
    title = read_title("名 称：云溪县民政局2023年政府信息公开工作年度报告")

    assert title is not None
    assert title.unit_name == "云溪县民政局"


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2023年1月1日起至2023年12月31日止",
        "自2023年1月1日至12月31日",
        "2023年1月1日—2023年12月31日",
        "2023年1月1日——12月31日",
        "2023.1.1-2023.12.31",
        "2023-01-01至2023-12-31",
        "自2023年1月1日起,至2023年12月31日止",
        "二〇二三年一月一日至二〇二三年十二月三十一日",
        "统计期限为2023年1月1日至2023年12月31日,上年为2022年1月1日至2022年12月31日",
    ],
)
def test_a_statistical_period_is_read_in_its_many_shapes(text: str) -> None:
    assert find_period(text) == (date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "活动自2023年3月1日至3月31日开展",
        "公示期限为2023年3月1日至3月31日",
        "据统计,2023年3月1日至5月31日公开信息5条",
        "2022年1月1日至2022年12月31日,2023年1月1日至2023年12月31日",
        "2023年1月1日至2022年12月31日",
        "2023年1月至12月",
        "对2018年1月1日至2021年12月31日期间的批复补录上网",
        "对2022年1月1日至2022年12月31日印发的文件进行清理",
    ],
)
def test_another_span_of_time_is_not_the_statistical_period(text: str) -> None:
    assert find_period(text) is None


def test_a_body_that_began_within_the_year_states_its_own_period() -> None:
    assert find_period("数据统计期限为2023年3月15日至2023年12月31日") == (date(2023, 3, 15), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("tail", "signed", "signature"),
    [
        ("<p>云溪县民政局</p><p>2024年1月20日</p>", date(2024, 1, 20), "云溪县民政局"),
        ("<p>云溪县民政局</p><p>二〇二四年一月二十日</p>", date(2024, 1, 20), "云溪县民政局"),
        ("<p>云溪县民政局　　2024年1月20日</p>", date(2024, 1, 20), "云溪县民政局"),
        ("<p>云溪县民政局</p><p>2024年1月</p>", None, None),
        ("<p>云溪县民政局2024年1月20日印发</p>", None, None),
        ("<p>已于2024年1月20日公布。</p>", None, None),
        ("<p>页面生成时间：2024-01-20</p>", None, None),
    ],
)
def test_a_signing_date_is_a_day_that_a_body_signs(tail: str, signed: date | None, signature: str | None) -> None:
    found = report(f"<p>{TITLE}</p>{PROSE}{tail}")

    assert (found.dates.signed, found.signature, found.dates.page) == (signed, signature, None)
    assert found.found_by.get("signed") == ("signature" if signed else None)


def test_a_free_text_report_from_before_the_forms_has_sections_and_no_cells() -> None:
    old = (
        "<h1>云溪县2015年政府信息公开工作年度报告</h1><p>一、概述</p><p>公开信息5条。</p><p>二、主动公开政府信息的情况</p>"
        "<p>三、依申请公开政府信息和不予公开政府信息的情况</p><p>未收到政府信息公开申请。</p>"
        "<p>四、政府信息公开的收费及减免情况</p><p>未收取费用。</p>"
    )

    extraction = read(old)

    assert [one.key for one in extraction.report.sections] == ["s1_overview", "s2_proactive", "s3_requests", None]
    assert (extraction.report.form, extraction.report.cells) == (None, {})
    assert {doubt.code for doubt in extraction.doubts} == {"form_not_recognised"}
