"""A page with headings whose tables are images is read through those images."""

import base64
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.report import Address
from crawler.flow import read_bytes, read_report
from monitor.cli.provenance import pictures_beside

TITLE = "淮安市洪泽区2023年政府信息公开工作年度报告"
NOON = datetime(2024, 3, 1, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def picture(real_reports: Path) -> bytes:
    """The page of the real PDF with the end of table 3 and with table 4."""
    with pypdfium2.PdfDocument(real_reports / "hongze_district_2023.pdf") as pdf:
        image = pdf[3].render(scale=2).to_pil()
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def page(image: str) -> bytes:
    return f"<h1>{TITLE}</h1><p>三、收到和处理政府信息公开申请情况</p><img src='{image}'><p>六、其他</p>".encode()


@pytest.mark.slow
def test_an_image_within_the_page_is_read_with_how_sure_each_figure_is(picture: bytes) -> None:
    data = base64.b64encode(picture).decode()

    cells = read_bytes(page(f"data:image/png;base64,{data}"), "page.html").report.cells

    review = [cells[Address("disputes", "review", column)] for column in ("upheld", "corrected", "total")]
    assert [cell.value for cell in review] == [10, 1, 0]
    assert all(cell.confidence is not None for cell in cells.values())


@pytest.mark.slow
def test_an_image_beside_a_saved_page_is_read_and_none_elsewhere(picture: bytes, tmp_path: Path) -> None:
    saved = tmp_path / "saved" / "page.html"
    saved.parent.mkdir()
    (saved.parent / "表 1.png").write_bytes(picture)
    (tmp_path / "other.png").write_bytes(picture)

    beside = read_bytes(page("表%201.png"), "page.html", pictures_beside(saved))
    elsewhere = read_bytes(page("../other.png"), "page.html", pictures_beside(saved))

    assert beside.report.cell("disputes", "review", "upheld") is not None
    assert elsewhere.report.cells == {}
    assert "picture_not_read" in {doubt.code for doubt in elsewhere.doubts}


def test_a_page_whose_images_were_not_fetched_says_so() -> None:
    capture = Capture("http://a.gov.cn/1.html", CaptureKind.REPORT, page("1.png"), NOON, Trail("a"))

    extraction = read_report(capture)

    assert extraction.report.cells == {}
    assert {"picture_not_read", "form_not_recognised"} == {doubt.code for doubt in extraction.doubts}
