"""What is an annual report and what is something else; and what ends as an error that names its source."""

import pytest

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Extraction
from crawler.flow import read_bytes

TITLE = "云溪县2023年政府信息公开工作年度报告"
PROSE = "<p>一、总体情况</p><p>本年度收到政府信息公开申请3件。</p><p>二、主动公开政府信息情况</p>"
EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def html(body: str, title: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def codes(extraction: Extraction) -> set[str]:
    return {doubt.code for doubt in extraction.doubts}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b" \r\n\t ", id="white space"),
        pytest.param(bytes(range(256)) * 20, id="binary"),
        pytest.param(b"PK\x03\x04" + bytes(range(200)), id="a zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(64), id="an image"),
        pytest.param(b"%PDF-1.7\nbroken", id="a PDF that does not open"),
        pytest.param(EMPTY_PDF, id="a PDF without text"),
    ],
)
def test_what_cannot_be_read_says_so_and_names_its_source(body: bytes) -> None:
    with pytest.raises(NotReadable, match=r"odd/name\.bin") as told:
        read_bytes(body, "odd/name.bin")

    assert told.value.reason


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            html("".join(f"<li>云溪县{year}年政府信息公开工作年度报告</li>" for year in range(2019, 2024))),
            id="a listing",
        ),
        pytest.param(
            html(
                "<h1>政府信息公开年报</h1><li>云溪县民政局2023年政府信息公开年报</li><li>云溪县教育局2023年政府信息公开年报</li>"
            ),
            id="a listing of units",
        ),
        pytest.param(
            html("<h1>关于做好2023年政府信息公开工作年度报告编制工作的通知</h1><p>各单位：</p>"), id="a notice"
        ),
        pytest.param(html("<h1>云溪县召开政府信息公开年度报告培训会</h1><p>会议要求。</p>"), id="a news article"),
        pytest.param(html("<h1>云溪县2023年政府网站工作年度报表</h1><table><tr><td>0</td></tr></table>"), id="a form"),
        pytest.param(html(""), id="an empty page"),
        pytest.param("今天天气很好。".encode(), id="other text"),
    ],
)
def test_other_pages_are_not_reports(body: bytes) -> None:
    with pytest.raises(NotAnAnnualReport, match=r"a\.gov\.cn/1\.html"):
        read_bytes(body, "http://a.gov.cn/1.html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("meta", ["utf-8", "gb2312", "iso-8859-1"])
def test_the_bytes_say_what_charset_they_are_in_whatever_the_meta_says(encoding: str, meta: str) -> None:
    page = f'<html><head><meta charset="{meta}"></head><body><h1>{TITLE}</h1>{PROSE}</body></html>'

    report = read_bytes(page.encode(encoding), "a.html").report

    assert (report.unit_name, report.report_year) == ("云溪县", 2023)


def test_a_report_without_tables_has_no_cells_and_says_why() -> None:
    extraction = read_bytes(html(f"<h1>{TITLE}</h1>{PROSE}<img src='table.png'>"), "a.html")

    assert not extraction.report.cells
    assert codes(extraction) == {"form_not_recognised", "picture_not_read"}


def test_a_report_from_before_the_forms_has_no_cells_never_noughts() -> None:
    old = "<h1>云溪县2016年政府信息公开工作年度报告</h1><table><tr><td>收到申请数</td><td>5</td></tr></table>"

    extraction = read_bytes(html(old), "a.html")

    assert (extraction.report.form, extraction.report.cells) == (None, {})
    assert codes(extraction) == {"form_not_recognised"}
    assert "before 2019" in extraction.doubts[0].message


def test_a_report_of_images_among_links_to_others_is_still_itself() -> None:
    links = "<a>上一篇：云溪县2022年政府信息公开工作年度报告</a>"

    assert read_bytes(html(f"<h1>{TITLE}</h1>{PROSE}{links}"), "a.html").report.report_year == 2023


@pytest.mark.parametrize(
    ("body", "unit_name"),
    [
        pytest.param(f"<p>{TITLE}</p>", "云溪县", id="one line"),
        pytest.param("<p>云溪县民政局</p><p>2023年政府信息公开工作年度报告</p>", "云溪县民政局", id="the body above"),
        pytest.param(
            "<p>云溪县民政局2023年</p><p>政府信息公开工作</p><p>年度报告</p>", "云溪县民政局", id="three lines"
        ),
        pytest.param("<p>2023年政府信息公开工作年度报告</p>", None, id="no body"),
    ],
)
def test_the_unit_is_read_from_title_or_letterhead(body: str, unit_name: str | None) -> None:
    assert read_bytes(html(body + PROSE), "a.html").report.unit_name == unit_name
