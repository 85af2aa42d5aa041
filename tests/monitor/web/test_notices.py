"""Documents as an office gets them: over the pages, and printed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pdfplumber
import pytest
from docx import Document
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from crawler.domain.errors import NothingToTell
from monitor.access.roles import Role
from monitor.documents import NoticeKind, build, render_document, shipped_template
from monitor.documents.facts import Facts
from monitor.documents.printing import print_documents
from monitor.jobs.notices import Asked, write_notice
from monitor.jobs.summarise import summary_of
from monitor.wiring import Workspace
from spiders.simulator.sample import AS_OF
from storage.unit_of_work import unit_of_work

pytestmark = pytest.mark.slow

Reader = Callable[..., TestClient]

NOW = AS_OF + timedelta(hours=2)
CITY, COUNTY, OTHER = "990100", "990121", "990122"
MM = 72 / 25.4
LONG = "云溪县经济技术开发区管理委员会（云溪县高新技术产业园区管理委员会）社会事务和综合行政执法局"


def test_the_documents_of_an_area_are_offered_and_can_be_taken_away(reader: Reader) -> None:
    pages = reader(Role.VIEWER, COUNTY)

    offered = pages.get(f"/areas/{COUNTY}/notices")
    letter = pages.get(f"/areas/{COUNTY}/notices/overdue.docx", params={"issuer": "云溪县政务公开办公室"})
    lists = pages.get(f"/areas/{COUNTY}/notices/rectification.xlsx")

    assert offered.status_code == 200
    assert offered.text.count("<form") >= len(NoticeKind)
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(letter.content)).paragraphs)
    assert "云溪县司法局：" in text
    assert "云溪县政务公开办公室" in text
    assert "filename*=UTF-8''%E9%80%BE" in letter.headers["content-disposition"]
    assert "问题清单" in load_workbook(BytesIO(lists.content)).sheetnames


def test_nobody_gets_documents_of_an_area_that_is_not_theirs(reader: Reader) -> None:
    pages = reader(Role.VIEWER, OTHER)

    for path in ("notices", "notices/overdue.docx", "notices/overdue.xlsx"):
        assert pages.get(f"/areas/{COUNTY}/{path}").status_code == 404
    assert pages.get(f"/areas/{OTHER}/notices/letter.docx").status_code == 404
    assert pages.get(f"/areas/{OTHER}/notices/circular.docx?reply_by=soon").status_code == 400
    assert reader(None).get(f"/areas/{COUNTY}/notices/overdue.docx").status_code in (303, 401)


def test_a_document_about_nobody_is_declined_with_the_reason(reader: Reader) -> None:
    declined = reader(Role.VIEWER).get(f"/areas/{COUNTY}/notices/reminder.docx")

    assert declined.status_code == 409
    assert "没有应当写入“到期提醒”的单位" in declined.text


def drafts(workspace: Workspace) -> Mapping[str, bytes]:
    """Each document of the sample city; and of a city with many units, under names as long as they come."""
    asked = Asked(NoticeKind.OVERDUE, CITY, 2024, NOW, "青岚市人民政府办公室", "李四 010-00000000", date(2025, 5, 9))
    kinds = (NoticeKind.OVERDUE, NoticeKind.RECTIFICATION, NoticeKind.CIRCULAR)
    notices = {kind.value: (kind, write_notice(workspace, replace(asked, kind=kind))) for kind in kinds}
    with pytest.raises(NothingToTell):
        write_notice(workspace, replace(asked, kind=NoticeKind.REMINDER))
    before = replace(asked, kind=NoticeKind.REMINDER, report_year=2025, as_of=datetime(2026, 1, 20, tzinfo=UTC))
    notices["reminder"] = (NoticeKind.REMINDER, write_notice(workspace, before))
    with unit_of_work(workspace.database) as work:
        summary = summary_of(work, 2024, NOW, None, workspace.terms, workspace.rules)
    rows = tuple(
        replace(row, standing=replace(row.standing, unit=replace(row.unit, id=f"{row.unit.id}-{turn}", name=LONG)))
        for turn in range(4)
        for row in summary.rows
    )
    many = build(NoticeKind.OVERDUE, replace(summary, rows=rows), Facts(LONG, LONG, LONG * 2))
    notices["overdue among many"] = (NoticeKind.OVERDUE, many)
    return {name: render_document(notice, shipped_template(kind)) for name, (kind, notice) in notices.items()}


def test_printed_nothing_overflows_and_every_character_has_its_shape(workspace: Workspace) -> None:
    written = drafts(workspace)

    for name, pdf in print_documents(written).items():
        with pdfplumber.open(BytesIO(pdf)) as printed:
            # The last page is the one that a table runs off; of many alike the first and the last stand for all.
            for page in (*printed.pages[:3], printed.pages[-1]):
                assert_on_paper(name, page)
            text = "".join(page.extract_text() for page in printed.pages[:4])
            assert "请在发文前人工复核" in text
            assert "—1—" in re.sub(r"\s", "", text)


def assert_on_paper(name: str, page: pdfplumber.page.Page) -> None:
    """A4, everything within the margins, no box for a character that the typeface lacks, nothing cut by its cell."""
    across = page.width > page.height
    size = (297, 210) if across else (210, 297)
    assert (round(page.width / MM), round(page.height / MM)) == size, name
    left, right = (35, 37) if across else (28, 26)
    for word in page.extract_words():
        assert word["x0"] >= (left - 1) * MM, (name, word["text"])
        # A comma or a full stop may hang over the edge, by the width of a character.
        assert word["x1"] <= page.width - (right - 6) * MM, (name, word["text"])
        assert word["bottom"] <= page.height - 20 * MM, (name, word["text"])
    assert {
        font for font in fonts_of_chinese(page) if "CJK" not in font and "Sim" not in font and "Song" not in font
    } == set()
    assert not [char for char in page.chars if char["text"] in ("\ufffd", "\x00") or char["text"].startswith("(cid:")]
    for table in page.find_tables():
        assert table.bbox[3] <= page.height - 24 * MM, name


def fonts_of_chinese(page: pdfplumber.page.Page) -> set[str]:
    return {char["fontname"] for char in page.chars if "\u4e00" <= char["text"] <= "\u9fff"}
