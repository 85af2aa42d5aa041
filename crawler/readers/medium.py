"""What kind of document the bytes are. Names and Content-Type headers lie; the first bytes do not."""

import re
from codecs import getincrementaldecoder

from crawler.domain.extraction import Medium
from crawler.fetch.charset import decode
from crawler.readers.contents import compound_streams, zip_names

_MAGIC = (
    (re.compile(rb"\s*%PDF-"), Medium.PDF),
    (re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP", re.DOTALL), Medium.IMAGE),
    (re.compile(rb"BM.{4}\x00{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00{3}", re.DOTALL), Medium.IMAGE),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf"), Medium.RTF),
    (re.compile(rb"Rar!\x1a\x07(?:\x00|\x01\x00)"), Medium.RAR),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVED_PAGE = re.compile(
    rb"\s*(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n){0,40}?content-type:\s*multipart/related", re.IGNORECASE
)
_LATE_PDF = re.compile(rb"%PDF-\d")
_LATEST = 1024
_TAG = re.compile(r"<(?:!doctype|html|head|body|table|div|p|span|meta|!--)\b", re.IGNORECASE)
_XML = re.compile(r"\s*(?:<\?xml\b|<\?mso-application\b)")
_ROOT = re.compile(r"<(?!\?|!)([\w:.-]+)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_SAMPLE = 4096
_DECODED = 4 * _SAMPLE
_PAGE_ROOTS = frozenset({"html", "head", "body", "div", "table", "p", "span", "meta"})
_KNOWN = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; we open ZIP and RAR"),
    (b"\x1f\x8b", "a gzip archive; we open ZIP and RAR"),
)


def medium_of(body: bytes) -> Medium:
    r"""The medium of the bytes; UNKNOWN where they are empty or of none that we read.

    >>> medium_of(b"%PDF-1.7"), medium_of(b"<!DOCTYPE html><p>"), medium_of("2023年".encode("gbk"))
    (<Medium.PDF: 'pdf'>, <Medium.HTML: 'html'>, <Medium.TEXT: 'text'>)
    >>> medium_of(rb"{\rtf1\ansi"), medium_of(b"\xff\xd8\xff\xe0"), medium_of(b"Rar!\x1a\x07\x01\x00")
    (<Medium.RTF: 'rtf'>, <Medium.IMAGE: 'image'>, <Medium.RAR: 'rar'>)
    >>> medium_of(bytes(range(256))), medium_of(b"")
    (<Medium.UNKNOWN: 'unknown'>, <Medium.UNKNOWN: 'unknown'>)
    """
    if body.startswith(_ZIP):
        return _medium_of_zip(body)
    if body.startswith(_COMPOUND):
        return _medium_of_compound(body)
    magic = next((medium for pattern, medium in _MAGIC if pattern.match(body)), None)
    return magic or _medium_of_text(body)


def is_saved_page(body: bytes) -> bool:
    r"""Whether a page was saved with all it shows in one file, as a mail is (MHTML).

    >>> is_saved_page(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n")
    True
    """
    return _SAVED_PAGE.match(body[:_SAMPLE]) is not None


def why_unknown(body: bytes) -> str:
    """Why the bytes are of no medium that we read."""
    if not body.strip():
        return "it is empty"
    if body.startswith(_COMPOUND):
        return _why_compound(compound_streams(body))
    if (root := _foreign_root(_beginning(body))) is not None:
        return f"XML of no kind we read, with the root <{root}>"
    known = next((reason for magic, reason in _KNOWN if body.startswith(magic)), None)
    return known or f"of no medium we read, it begins with {body[:8]!r}"


def _medium_of_zip(body: bytes) -> Medium:
    names = zip_names(body)
    if "OFD.xml" in names:
        return Medium.OFD
    if "[Content_Types].xml" in names:
        for folder, medium in (("word/", Medium.DOCX), ("xl/", Medium.XLSX)):
            if any(name.startswith(folder) for name in names):
                return medium
    return Medium.ZIP


def _medium_of_compound(body: bytes) -> Medium:
    streams = compound_streams(body)
    if "worddocument" in streams:
        return Medium.DOC
    return Medium.XLS if {"workbook", "book"} & streams else Medium.UNKNOWN


def _why_compound(streams: frozenset[str]) -> str:
    if "encryptedpackage" in streams:
        return "it is encrypted, and opens with a password only"
    return f"an OLE file that is neither of Word nor of Excel: it holds {', '.join(sorted(streams)[:5]) or 'nothing'}"


def _medium_of_text(body: bytes) -> Medium:
    text = _beginning(body)
    if (late := _LATE_PDF.search(body[:_LATEST])) is not None and _TAG.search(text[: late.start()]) is None:
        return Medium.PDF
    if is_saved_page(body):
        return Medium.HTML
    if not text.strip() or _is_binary(body, text) or _foreign_root(text) is not None:
        return Medium.UNKNOWN
    return Medium.HTML if _TAG.search(text) else Medium.TEXT


def _beginning(body: bytes) -> str:
    """The first characters; in UTF-8, one that the cut goes through does not make the rest another charset."""
    sample = body[:_DECODED]
    try:
        return getincrementaldecoder("utf-8-sig")().decode(sample)[:_SAMPLE]
    except UnicodeDecodeError:
        return decode(sample)[:_SAMPLE]


def _foreign_root(text: str) -> str | None:
    """The root of an XML document that is no page, such as Word's XML of 2003 or a part of an office document."""
    if _XML.match(text) is None:
        return None
    root = _ROOT.search(text)
    return root[1] if root is not None and root[1].lower() not in _PAGE_ROOTS else None


def _is_binary(body: bytes, text: str) -> bool:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in body[:_SAMPLE] or len(_CONTROL.findall(text)) > _SAMPLE // 100
