"""The first bytes say what a document is, whatever it is called."""

import io
import struct
import zipfile

import pytest

from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.readers import READERS, read_document
from crawler.readers.medium import medium_of, why_unknown
from tests.making.rar import new_rar, old_rar

PAGE = "<html><body><p>云溪县2023年政府信息公开工作年度报告</p></body></html>"
SAVED_PAGE = (
    "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    '\ttype="text/html"; boundary="edge"\r\n\r\n--edge\r\nContent-Type: text/html; charset=utf-8\r\n'
    "Content-Transfer-Encoding: 8bit\r\n\r\n" + PAGE + "\r\n--edge\r\nContent-Type: image/png\r\n\r\n\r\n--edge--\r\n"
).encode()


def zipped(*names: str, comment: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, "<x/>")
    return written.getvalue()


def compound(*streams: str) -> bytes:
    """The smallest OLE compound file with these streams, all of them empty."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * 4 * 108
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 4 * 126
    nowhere = 0xFFFFFFFF
    entries = _entry("Root Entry", 5, nowhere, 1 if streams else nowhere)
    for number, name in enumerate(streams, start=1):
        entries += _entry(name, 2, number + 1 if number < len(streams) else nowhere, nowhere)
    return head + table + entries.ljust(512, b"\0")


def _entry(name: str, kind: int, right: int, child: int) -> bytes:
    said = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(said), kind, 1, 0xFFFFFFFF, right, child)
    return said.ljust(64, b"\0") + links + bytes(36 + 12)


@pytest.mark.parametrize(
    ("body", "medium"),
    [
        pytest.param(b"%PDF-1.4\n", Medium.PDF, id="PDF"),
        pytest.param(b"\r\n%PDF-1.4\n", Medium.PDF, id="PDF after blank lines"),
        pytest.param(b"\xef\xbb\xbfHTTP junk\x00\x01" * 30 + b"%PDF-1.4\n", Medium.PDF, id="PDF after junk"),
        pytest.param(b"<html><p>how to write %PDF-1.4</html>", Medium.HTML, id="a page about PDF"),
        pytest.param(PAGE.encode("gbk"), Medium.HTML, id="HTML in GBK"),
        pytest.param(PAGE.encode("utf-16"), Medium.HTML, id="HTML in UTF-16"),
        pytest.param(b"<html xmlns:w='urn:schemas-microsoft-com:office:word'><table>", Medium.HTML, id="HTML as .doc"),
        pytest.param(b"<?xml version='1.0'?><!DOCTYPE html><html><p>", Medium.HTML, id="XHTML"),
        pytest.param(SAVED_PAGE, Medium.HTML, id="MHTML"),
        pytest.param("规章\t1\n".encode("utf-16"), Medium.TEXT, id="text in UTF-16"),
        pytest.param(("政" * 10_000).encode(), Medium.TEXT, id="text cut in mid character by the sample"),
        pytest.param(b"\xff\xd8\xff\xe1Exif", Medium.IMAGE, id="JPEG"),
        pytest.param(b"\x89PNG\r\n\x1a\n", Medium.IMAGE, id="PNG"),
        pytest.param(b"GIF89a", Medium.IMAGE, id="GIF"),
        pytest.param(b"II*\x00", Medium.IMAGE, id="TIFF"),
        pytest.param(b"MM\x00*", Medium.IMAGE, id="TIFF of a Macintosh"),
        pytest.param(b"RIFF\n\x00\x00\x00WEBPVP8 ", Medium.IMAGE, id="WEBP"),
        pytest.param(b"BM\x36\x0a\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Medium.IMAGE, id="BMP"),
        pytest.param(b"BM is short for many things", Medium.TEXT, id="text that begins as BMP does"),
        pytest.param(b"{\\rtf1\\ansi", Medium.RTF, id="RTF"),
        pytest.param(zipped("[Content_Types].xml", "word/document.xml"), Medium.DOCX, id="DOCX"),
        pytest.param(zipped("xl/workbook.xml", "[Content_Types].xml"), Medium.XLSX, id="XLSX"),
        pytest.param(zipped("OFD.xml", "Doc_0/Document.xml"), Medium.OFD, id="OFD"),
        pytest.param(zipped("word/年报.docx", "xl/年报.xlsx"), Medium.ZIP, id="ZIP with folders of such names"),
        pytest.param(zipped("[Content_Types].xml", "ppt/presentation.xml"), Medium.ZIP, id="slides"),
        pytest.param(zipped("a.txt", comment=b"PK\x05\x06"), Medium.ZIP, id="ZIP with a comment"),
        pytest.param(zipped(), Medium.ZIP, id="empty ZIP"),
        pytest.param(b"PK\x03\x04 cut off", Medium.ZIP, id="ZIP cut off"),
        pytest.param(old_rar({b"a": b"b"}), Medium.RAR, id="RAR 4"),
        pytest.param(new_rar({"a": b"b"}), Medium.RAR, id="RAR 5"),
        pytest.param(compound("1Table", "WordDocument"), Medium.DOC, id="DOC"),
        pytest.param(compound("Workbook"), Medium.XLS, id="XLS"),
        pytest.param(compound("Book"), Medium.XLS, id="XLS of 1995"),
        pytest.param(b" \r\n", Medium.UNKNOWN, id="blanks"),
        pytest.param(bytes(range(256)), Medium.UNKNOWN, id="binary"),
    ],
)
def test_the_first_bytes_say_what_it_is(body: bytes, medium: Medium) -> None:
    assert medium_of(body) is medium


def test_a_docx_packed_whole_in_a_zip_does_not_make_that_a_docx() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("年报.docx", zipped("[Content_Types].xml", "word/document.xml"))

    assert medium_of(written.getvalue()) is Medium.ZIP


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "begins with"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (compound("EncryptedPackage", "EncryptionInfo"), "encrypted"),
        (compound("PowerPoint Document"), "powerpoint document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "holds nothing"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument>", "w:wordDocument"),
        (b"<?xml version='1.0' encoding='UTF-8'?>\n<pkg:package xmlns:pkg='x'><p>", "pkg:package"),
        (b"<?xml version='1.0'?><office:document><table>", "office:document"),
    ],
)
def test_what_is_of_no_medium_we_read_says_why(body: bytes, reason: str) -> None:
    assert medium_of(body) is Medium.UNKNOWN
    assert reason in why_unknown(body)
    with pytest.raises(NotReadable, match=reason):
        read_document(body, "a.bin")


def test_every_medium_but_archives_has_a_reader() -> None:
    assert set(READERS) == set(Medium) - {Medium.UNKNOWN, Medium.ZIP, Medium.RAR}


def test_an_archive_is_not_a_document() -> None:
    with pytest.raises(NotReadable, match="archive"):
        read_document(zipped("a.txt"), "a.zip")


@pytest.mark.slow
def test_a_page_saved_with_all_it_shows_is_read() -> None:
    document = read_document(SAVED_PAGE, "a.mht")

    assert [paragraph.text for paragraph in document.paragraphs()] == ["云溪县2023年政府信息公开工作年度报告"]
    assert document.medium is Medium.HTML


@pytest.mark.slow
def test_a_saved_page_without_a_page_is_refused() -> None:
    with pytest.raises(NotReadable, match="without a page"):
        read_document(SAVED_PAGE.replace(b"text/html; charset", b"text/css; charset"), "a.mht")
