"""What kind of document the bytes are. Names and Content-Type headers lie; the first bytes do not."""

import re

from crawler.domain.extraction import Medium
from crawler.fetch.charset import decode

_TAG = re.compile(r"<(?:!doctype|html|head|body|table|div|p|span|meta|!--)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_SAMPLE = 4096


def medium_of(body: bytes) -> Medium:
    """The medium of the bytes; UNKNOWN where they are empty or of none that we read.

    >>> medium_of(b"%PDF-1.7"), medium_of(b"<!DOCTYPE html><p>"), medium_of("2023年".encode("gbk"))
    (<Medium.PDF: 'pdf'>, <Medium.HTML: 'html'>, <Medium.TEXT: 'text'>)
    >>> medium_of(bytes(range(256))), medium_of(b"")
    (<Medium.UNKNOWN: 'unknown'>, <Medium.UNKNOWN: 'unknown'>)
    """
    start = body[:_SAMPLE]
    if start.lstrip()[:5] == b"%PDF-":
        return Medium.PDF
    if not body.strip() or _is_binary(body):
        return Medium.UNKNOWN
    return Medium.HTML if _TAG.search(decode(body)[:_SAMPLE]) else Medium.TEXT


def _is_binary(body: bytes) -> bool:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in body[:_SAMPLE] or len(_CONTROL.findall(decode(body)[:_SAMPLE])) > _SAMPLE // 100
