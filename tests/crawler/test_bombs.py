"""Files made to bring a reader down end in a refusal, or in a document of some size, within seconds."""

import time
import zlib
from collections.abc import Callable

import pytest

from crawler.domain.document import Document
from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.flow import read_with_document
from tests.making import bare, bombs

pytestmark = pytest.mark.slow

SECONDS = 30
MOST_CELLS = 200_000

SPANS = b"<td rowspan=65535 colspan=1000>1</td>"
TEXT = b"BT /F 12 Tf 50 700 Td (2023) Tj ET"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>"
SHEET_DATA = b"<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>%s</t></is></c></row></sheetData>"
PARAGRAPH = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
OFD_TEXT = (
    b"<ofd:TextObject ID='3' Boundary='10 10 50 10' Font='1' Size='5'>"
    b"<ofd:TextCode X='0' Y='5'>%s</ofd:TextCode></ofd:TextObject>"
)


def packed_often(times: int) -> bytes:
    """A stream that unpacks to a stream that unpacks to a stream."""
    content = b" " * 200_000_000 + TEXT
    for _ in range(times):
        content = zlib.compress(content)
    return bare.stream(content, b"/Filter[%s]" % (b"/FlateDecode" * times))


def in_groups(depth: int) -> bytes:
    return b"{\\rtf1 " + b"{\\b " * depth + b"2023" + b"}" * depth + b"}"


def mail_in_mail(depth: int) -> bytes:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b%d\n\n--b%d\n"
    return b"".join(head % (level, level) for level in range(depth))


BOMBS: dict[str, Callable[[], bytes]] = {
    "HTML of nested tables": lambda: bare.page(b"<table><tr><td>1" * 5000),
    "HTML of nested divisions": lambda: bare.page(b"<div>" * 200_000),
    "HTML of nested bold text": lambda: bare.page(b"<b>1" * 100_000),
    "HTML with spans in one row": lambda: bare.page(b"<table><tr>" + SPANS * 300),
    "HTML with spans in every row": lambda: bare.page(b"<table>" + b"<tr>%s</tr>" % (SPANS * 3) * 300),
    "HTML of cells alone": lambda: bare.page(b"<td>" * 25_000_000),
    "HTML of cells in a table": lambda: bare.page(b"<table><tr>" + b"<td>1" * 12_000_000),
    "HTML of paragraphs": lambda: bare.page(b"<p>1" * 16_000_000),
    "HTML with one long attribute": lambda: bare.page(b"<p class='" + b"a " * 30_000_000 + b"'>1"),
    "HTML with entities": lambda: b"<!DOCTYPE html [<!ENTITY a 'ha'>]>" + bare.page(b"&a;" * 10_000_000),
    "text of one line": lambda: bare.TITLE.encode() + b"\n" + b"1" * 60_000_000,
    "text of tabs": lambda: bare.TITLE.encode() + b"\n" + b"\t" * 30_000_000,
    "text of lines": lambda: bare.TITLE.encode() + b"\n" + b"1\n" * 20_000_000,
    "MHTML in MHTML": lambda: mail_in_mail(100_000),
    "ZIP of blanks": lambda: bombs.swollen_zip("a.txt", 300_000_000),
    "ZIP in ZIP": lambda: bombs.deep_zip(5),
    "ZIP in ZIP, two levels": lambda: bombs.deep_zip(1),
    "ZIP of many files": lambda: bombs.crowded_zip(60_000),
    "DOCX with entities": lambda: bombs.laughing(bare.docx, PARAGRAPH),
    "DOCX of nested tables": lambda: bare.docx(b"<w:tbl><w:tr><w:tc>" * 100_000),
    "DOCX of nested tables, closed": lambda: bare.docx(
        b"<w:tbl><w:tr><w:tc>" * 20_000 + PARAGRAPH % b"1" + b"</w:tc></w:tr></w:tbl>" * 20_000
    ),
    "DOCX of some nested tables": lambda: bare.docx(
        b"<w:tbl><w:tr><w:tc>" * 80 + PARAGRAPH % b"1" + b"</w:tc></w:tr></w:tbl>" * 80
    ),
    "DOCX with a wide cell": lambda: bare.docx(
        b"<w:tbl>%s</w:tbl>"
        % (b"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr>" + PARAGRAPH % b"1" + b"</w:tc></w:tr>")
    ),
    "DOCX of paragraphs": lambda: bare.docx(PARAGRAPH % b"1" * 2_000_000),
    "DOCX of blanks": lambda: bombs.swollen_zip(
        "word/document.xml", 300_000_000, others={"[Content_Types].xml": b"<Types/>"}
    ),
    "XLSX with entities": lambda: bombs.laughing(bare.xlsx, SHEET_DATA),
    "XLSX that says to be huge": lambda: bare.xlsx(b"<dimension ref='A1:XFD1048576'/>" + SHEET_DATA % b"1"),
    "XLSX with a cell in the last corner": lambda: bare.xlsx(
        b"<sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"
    ),
    "XLSX that is one merged cell": lambda: bare.xlsx(
        SHEET_DATA % b"1" + b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
    ),
    "XLSX of merged cells": lambda: bare.xlsx(
        SHEET_DATA % b"1" + b"<mergeCells>" + b"<mergeCell ref='A1:XFD1048576'/>" * 500 + b"</mergeCells>"
    ),
    "XLSX of rows": lambda: bare.xlsx(
        b"<sheetData>" + b"<row><c t='inlineStr'><is><t>1</t></is></c></row>" * 1_000_000 + b"</sheetData>"
    ),
    "XLSX of blanks": lambda: bombs.swollen_zip(
        "xl/worksheets/sheet1.xml", 300_000_000, others={"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b""}
    ),
    "OFD with entities": lambda: bombs.laughing(bare.ofd, OFD_TEXT),
    "OFD of nested blocks": lambda: bare.ofd(
        b"<ofd:PageBlock ID='3'>" * 100_000 + OFD_TEXT % b"1" + b"</ofd:PageBlock>" * 100_000
    ),
    "OFD of some nested blocks": lambda: bare.ofd(
        b"<ofd:PageBlock ID='3'>" * 200 + OFD_TEXT % b"1" + b"</ofd:PageBlock>" * 200
    ),
    "OFD of texts": lambda: bare.ofd(OFD_TEXT % b"1" * 500_000),
    "OFD with a long run": lambda: bare.ofd(
        OFD_TEXT.replace(b"<ofd:TextCode", b"<ofd:TextCode DeltaX='g 2000000000 5'") % b"2023"
    ),
    "PNG of 50000 by 50000": lambda: bare.png(50_000, 50_000, 50_000),
    "PNG that says to be huge": lambda: bare.png(2_000_000_000, 2_000_000_000, 0),
    "PNG that is one line": lambda: bare.png(40_000_000, 1, 1),
    "TIFF that says to be huge": lambda: bare.tiff(60_000, 60_000),
    "PDF whose pages are their own children": lambda: bare.pdf(
        [CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 3>>"]
    ),
    "PDF of so many pages": lambda: bare.pdf(
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
            b"<</Type/Page/Parent 2 0 R>>",
        ]
    ),
    "PDF with a page a million times": lambda: bare.pdf(
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[%s]/Count 1000000>>" % (b"3 0 R " * 1_000_000),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            bare.stream(TEXT),
        ]
    ),
    "PDF with a form in itself": lambda: bare.pdf_page(
        bare.stream(TEXT + b" /A Do"),
        bare.stream(TEXT + b" /A Do /B Do", FORM),
        bare.stream(TEXT + b" /A Do /B Do", FORM),
        resources=b"/XObject<</A 5 0 R>>",
    ),
    "PDF with forms that laugh": lambda: bare.pdf_page(
        bare.stream(TEXT + b" /X5 Do"),
        *(
            bare.stream(
                b" /X%d Do" % (number + 1) * 10 if number < 17 else TEXT,
                b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X%d %d 0 R>>>>"
                % (number + 1, number + 1),
            )
            for number in range(5, 18)
        ),
        resources=b"/XObject<</X5 5 0 R>>",
    ),
    "PDF whose table goes on in itself": lambda: bare.pdf(
        [CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"], trailer=b"/Prev 109", start=109
    ),
    "PDF packed three times": lambda: bare.pdf_page(packed_often(3)),
    "PDF of paths": lambda: bare.pdf_page(bare.stream(TEXT + b" 10 10 m 500 10 l S" * 1_000_000)),
    "PDF of characters": lambda: bare.pdf_page(
        bare.stream(b"BT /F 12 Tf 50 700 Td " + b"(20232023) Tj " * 300_000 + b"ET")
    ),
    "PDF of a huge page": lambda: bare.pdf_page(bare.stream(TEXT), box=b"0 0 2000000000 2000000000"),
    "PDF of a huge page without text": lambda: bare.pdf_page(
        bare.stream(b"2000000000 0 0 2000000000 0 0 cm /I Do"),
        bare.stream(
            zlib.compress(bytes(1_000_000)),
            b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/FlateDecode",
        ),
        resources=b"/XObject<</I 5 0 R>>",
        box=b"0 0 2000000000 2000000000",
    ),
    "RTF of nested groups": lambda: in_groups(100_000),
    "OLE of nothing": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000_000,
    "OLE of zeros": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000_000),
}


def outcome(body: bytes) -> Document | str:
    """What is read, or the reason for nothing."""
    try:
        return read_with_document(body, f"{bare.TITLE}.bin")[0]
    except (NotReadable, NotAnAnnualReport) as error:
        return error.reason


@pytest.mark.parametrize("make", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_within_seconds(make: Callable[[], bytes]) -> None:
    body = make()

    began = time.monotonic()
    found = outcome(body)
    took = time.monotonic() - began

    assert took < SECONDS
    assert isinstance(found, str) or sum(len(row) for grid in found.grids() for row in grid.rows) <= MOST_CELLS
