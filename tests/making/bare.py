"""The least that a file of a medium may be, around content of any kind: for files that are broken on purpose."""

import struct
import zlib
from collections.abc import Mapping, Sequence

from tests.making.zipped import zipped

TITLE = "云溪县2023年政府信息公开工作年度报告"

_MAIN = "http://schemas.openxmlformats.org"
_TYPES = f"<Types xmlns='{_MAIN}/package/2006/content-types'>".encode()
_RELATIONS = f"<Relationships xmlns='{_MAIN}/package/2006/relationships'>".encode()
_KIND = f"{_MAIN}/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
_WORD = f"xmlns:w='{_MAIN}/wordprocessingml/2006/main'".encode()
_SHEET = f"xmlns='{_MAIN}/spreadsheetml/2006/main'".encode()
_OFD = b"xmlns:ofd='http://www.ofdspec.org/2016'"


def page(inside: bytes) -> bytes:
    """A page of HTML with the title of a report."""
    return f"<!DOCTYPE html><html><body><h1>{TITLE}</h1>".encode() + inside


def docx(body: bytes, before: bytes = b"") -> bytes:
    """A Word document with this body."""
    document = _DECLARATION + before + b"<w:document %s><w:body>%s</w:body></w:document>" % (_WORD, body)
    return _package("word/document.xml", f"{_OFFICE}.wordprocessingml.document.main+xml", document)


def xlsx(sheet: bytes, before: bytes = b"") -> bytes:
    """A workbook with one sheet of this content."""
    book = b"<workbook %s xmlns:r='%s'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>"
    relation = b"<Relationship Id='r1' Type='%s/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
    more = {
        "xl/_rels/workbook.xml.rels": _DECLARATION + _RELATIONS + relation % _KIND.encode(),
        "xl/worksheets/sheet1.xml": _DECLARATION + before + b"<worksheet %s>%s</worksheet>" % (_SHEET, sheet),
    }
    types = f"{_OFFICE}.spreadsheetml.sheet.main+xml"
    return _package("xl/workbook.xml", types, _DECLARATION + book % (_SHEET, _KIND.encode()), more)


def _package(part: str, kind: str, content: bytes, more: Mapping[str, bytes] = {}) -> bytes:
    default = b"<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
    sheet = f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{_OFFICE}.spreadsheetml.worksheet+xml'/>"
    override = f"<Override PartName='/{part}' ContentType='{kind}'/>{sheet if more else ''}</Types>"
    relation = f"<Relationship Id='r1' Type='{_KIND}/officeDocument' Target='{part}'/></Relationships>"
    return zipped(
        {
            "[Content_Types].xml": _DECLARATION + _TYPES + default + override.encode(),
            "_rels/.rels": _DECLARATION + _RELATIONS + relation.encode(),
            part: content,
            **more,
        }
    )


def ofd(page_content: bytes, before: bytes = b"") -> bytes:
    """An OFD document with one page of this content."""
    body = b"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    area = (
        b"<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    )
    pages = b"<ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages>"
    content = b"<ofd:Page %s><ofd:Content><ofd:Layer ID='2'>%s</ofd:Layer></ofd:Content></ofd:Page>"
    return zipped(
        {
            "OFD.xml": _DECLARATION + b"<ofd:OFD %s>%s</ofd:OFD>" % (_OFD, body),
            "Doc_0/Document.xml": _DECLARATION + b"<ofd:Document %s>%s%s</ofd:Document>" % (_OFD, area, pages),
            "Doc_0/Pages/Page_0/Content.xml": _DECLARATION + before + content % (_OFD, page_content),
        }
    )


def png(width: int, height: int, rows: int) -> bytes:
    """A blank image in black and white that says to be so large, and holds so many of its rows."""
    pixels = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(pixels.compress(row) for _ in range(rows)) + pixels.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in pieces
    )


def tiff(width: int, height: int) -> bytes:
    """An image that says to be so large, and holds nothing."""
    tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 1))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def pdf(objects: Sequence[bytes], trailer: bytes = b"", start: int | None = None) -> bytes:
    """A PDF of these objects, the first its catalogue; `start` is where it says that its table is."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    end += b"trailer\n<</Root 1 0 R/Size %d%s>>\n" % (len(objects) + 1, trailer)
    return body + end + b"startxref\n%d\n%%%%EOF" % (len(body) if start is None else start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream of a PDF."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def pdf_page(content: bytes, *more: bytes, resources: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    """A PDF of one page; `content` is its stream, further objects begin at number 5."""
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    leaf = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[%s]/Resources<<%s%s>>>>" % (box, font, resources)
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, leaf, content, *more])
