"""All the dates of a source, each with where it stands."""

from datetime import UTC, date, datetime

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.evidence import DateBasis, Dated
from crawler.domain.report import Report
from crawler.flow import read_bytes, read_report

TITLE = "云溪县民政局2023年政府信息公开工作年度报告"
TEXT = f"<h1>{TITLE}</h1><p>一、总体情况</p><p>本年度公开信息3条。</p><p>云溪县民政局</p><p>2024年1月10日</p>"
ADDRESS = "http://www.yunxi.gov.cn/zfxxgk/202401/t20240119_1.html"


def read(html: str, url: str = ADDRESS) -> Report:
    return read_bytes(f"<!DOCTYPE html><html>{html}".encode(), url).report


def test_every_date_of_a_page_is_told_with_where_it_stands() -> None:
    report = read(f"<meta name=PubDate content='2024-01-20 10:00'><p>更新时间：2024-02-01</p>{TEXT}")

    assert report.dated == (
        Dated(DateBasis.PAGE, date(2024, 1, 20), "meta PubDate: 2024-01-20 10:00"),
        Dated(DateBasis.UPDATED, date(2024, 2, 1), "更新时间：2024-02-01"),
        Dated(DateBasis.SIGNED, date(2024, 1, 10), "2024年1月10日"),
        Dated(DateBasis.URL, date(2024, 1, 19), "20240119"),
    )
    assert (report.dates.page, report.dates.signed, report.dates.url) == (
        date(2024, 1, 20),
        date(2024, 1, 10),
        date(2024, 1, 19),
    )


def test_the_day_of_an_update_is_no_day_of_publication() -> None:
    assert read(f"<p>更新时间：2024-02-01</p>{TEXT}").dates.page is None


def test_an_attachment_has_the_dates_of_the_page_that_carries_it_and_says_so() -> None:
    trail, at = Trail("www.yunxi.gov.cn", link_text=TITLE), datetime(2024, 2, 3, tzinfo=UTC)
    page = Capture(ADDRESS, CaptureKind.REPORT, "<p>发布日期：2024-01-20</p>".encode(), at, trail)
    file = f"<!DOCTYPE html><html>{TEXT}".encode()

    report = read_report(
        Capture("http://www.yunxi.gov.cn/1.html", CaptureKind.ATTACHMENT, file, at, trail, carrier=page)
    ).report

    assert report.dated == (
        Dated(DateBasis.PAGE, date(2024, 1, 20), "发布日期：2024-01-20", ADDRESS),
        Dated(DateBasis.SIGNED, date(2024, 1, 10), "2024年1月10日"),
    )
    assert report.dates.page == date(2024, 1, 20)


def test_a_file_that_cannot_be_read_is_dated_by_its_page() -> None:
    trail, at = Trail("www.yunxi.gov.cn", link_text=TITLE), datetime(2024, 2, 3, tzinfo=UTC)
    page = Capture(ADDRESS, CaptureKind.REPORT, "<p>发布日期：2024-01-20</p>".encode(), at, trail)

    file = Capture("http://www.yunxi.gov.cn/1.bin", CaptureKind.ATTACHMENT, b"\x00\x01", at, trail, carrier=page)

    assert read_report(file).report.dated == (
        Dated(DateBasis.PAGE, date(2024, 1, 20), "发布日期：2024-01-20", ADDRESS),
    )
