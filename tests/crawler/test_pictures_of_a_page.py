"""The images that were fetched with a page reach its reader, by whatever address the page gives them."""

from datetime import UTC, datetime

import pytest

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.flow import read_report

NOON = datetime(2025, 3, 1, 4, tzinfo=UTC)
PAGE = "http://www.yunxi.gov.cn/nb/2025/t1.html"
TITLE = "云溪县教育局2024年政府信息公开工作年度报告"


def doubts(html: str, url: str) -> list[str]:
    """What is doubted of a page whose one image has the file of a text: it is no image, where it is found at all."""
    picture = Capture(url, CaptureKind.PICTURE, b"no image", NOON, Trail("a"))
    page = f"<head>{html}</head><h1>{TITLE}</h1>".encode()
    extraction = read_report(Capture(PAGE, CaptureKind.REPORT, page, NOON, Trail("a"), pictures=(picture,)))
    return [doubt.message for doubt in extraction.doubts if doubt.code == "picture_not_read"]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        pytest.param('<img src="1.png">', "http://www.yunxi.gov.cn/nb/2025/1.png", id="relative"),
        pytest.param('<img src="../1.png">', "http://www.yunxi.gov.cn/nb/1.png", id="above"),
        pytest.param('<img src="/表 1.png">', "http://www.yunxi.gov.cn/表 1.png", id="in Chinese"),
        pytest.param('<img src="//img.gov.cn/1.png#a">', "http://img.gov.cn/1.png", id="elsewhere"),
        pytest.param(
            '<base target="_blank" href="/f/"><img src="1.png">', "http://www.yunxi.gov.cn/f/1.png", id="base"
        ),
        pytest.param('<img src="/s.gif" data-src="1.png">', "http://www.yunxi.gov.cn/nb/2025/1.png", id="shown later"),
    ],
)
def test_an_image_is_found_by_its_address(html: str, url: str) -> None:
    (message,) = doubts(html, url)

    assert message.endswith("not an image")


def test_an_image_that_did_not_come_is_told() -> None:
    (message,) = doubts('<img src="http://[bad">', "http://www.yunxi.gov.cn/1.png")

    assert message.endswith("its file is not there")
