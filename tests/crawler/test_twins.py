"""A page and the attachment that it carries are two readings of one report."""

from datetime import UTC, datetime

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.extraction import Doubt
from crawler.domain.report import Address
from crawler.flow import read_report

NOON = datetime(2024, 3, 1, 4, tzinfo=UTC)
VALID = Address("proactive", "rules", "valid")


def report(valid: int, year: int = 2023) -> bytes:
    return (
        f"<h1>云溪县{year}年政府信息公开工作年度报告</h1><p>一、总体情况</p><table>"
        "<tr><td colspan=4>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        f"<tr><td>规章</td><td>1</td><td>0</td><td>{valid}</td></tr></table>"
    ).encode()


def disagreements(attachment: bytes, page: bytes) -> list[Doubt]:
    carrier = Capture("http://a.gov.cn/1.html", CaptureKind.REPORT, page, NOON, Trail("a"))
    url = "http://a.gov.cn/1.doc.html"
    capture = Capture(url, CaptureKind.ATTACHMENT, attachment, NOON, Trail("a"), carrier=carrier)
    return [doubt for doubt in read_report(capture).doubts if doubt.code == "readings_disagree"]


def test_what_both_print_alike_is_not_doubted() -> None:
    assert disagreements(report(7), report(7)) == []


def test_a_cell_that_they_print_differently_is_doubted() -> None:
    (doubt,) = disagreements(report(7), report(1))

    assert doubt.cells == (VALID,)


def test_a_page_on_another_year_says_nothing_of_it() -> None:
    assert disagreements(report(7), report(1, year=2022)) == []


def test_a_page_without_tables_says_nothing_of_them() -> None:
    assert disagreements(report(7), "<p>附件下载</p>".encode()) == []
