"""Decoding pages whose charset declarations cannot be trusted: every candidate is weighed by what it reads."""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""", re.I
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_REACH = 4096
_FOREIGN = frozenset({"iso8859-1", "cp1252", "cp932", "shift_jis", "euc_jp", "euc_kr", "cp949", "hz", "iso2022_jp"})
"""Encodings that are tried where they are declared."""

_ALWAYS = ("gb18030", "utf-8", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be")

# What every page of ours says, in both scripts, and what Chinese of any kind is full of.
_VOCABULARY = re.compile("政府|信息|公开|报告|年度|資訊|信息|公開|報告|工作|情况|情況|，|。")
_COMMON = re.compile("[的一是在不了有和人中大为為上国國年月日行机機关關市县縣区區局委会會]")
# What mojibake shows: the replacement character, private ones, controls, and letters with accents.
_BREAKAGE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ACCENTED = re.compile("[\xa1-\xff]")
_VOCABULARY_WEIGHT, _BREAKAGE_WEIGHT = 3, 10
_SAMPLE = 1_000_000
# So much that is valid UTF-8 is no accident; its last character may be cut.
_SHORTEST, _LONGEST_CHARACTER = 400, 3

_NUL_SHARE = 50
_TWICE = ("鏀垮簻", "淇℃伅")
"""政府 and 信息 as UTF-8 that was taken for GBK."""

_PLAIN = ("信息公开", "政府", "年度")


def decode(body: bytes, declared: str | None = None) -> str:
    """Decode a page by what it reads best as; what its header, `declared`, and its meta say adds a candidate only.

    A page of which a byte is broken or cut off is still of its charset: the replacement character shows where.

    >>> decode("政府信息公开".encode("gbk"), "text/html; charset=ISO-8859-1"), decode("政府信息公开".encode("utf-8"))
    ('政府信息公开', '政府信息公开')
    >>> decode("政府信息公开年度".encode("utf-8").decode("gb18030").encode("utf-8"))
    '政府信息公开年度'
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    if body.count(0) * _NUL_SHARE > len(body):
        return _weighed(body, declared)
    try:
        return _once(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        if error.start > _SHORTEST and error.start >= len(body) - _LONGEST_CHARACTER:
            return _once(body.decode("utf-8", errors="replace"))
    with suppress(UnicodeDecodeError):
        text = body.decode("gb18030")
        if any(word in text for word in _PLAIN):
            return text
    return _weighed(body, declared)


def _weighed(body: bytes, declared: str | None) -> str:
    sample = body[:_SAMPLE]
    candidates = tuple(dict.fromkeys(_candidates(body, declared)))
    best = max(candidates, key=lambda encoding: _sense(sample.decode(encoding, errors="replace")))
    return _once(body.decode(best, errors="replace"))


def _candidates(body: bytes, declared: str | None) -> Iterator[str]:
    """Encodings to try; of two that read alike the first is taken."""
    if 0 in body:
        yield from _WIDE
    yield from _ALWAYS
    yield from _foreign(_declared(body, declared))


def _declared(body: bytes, header: str | None) -> Iterator[str]:
    if header and (found := _HEADER.search(header)):
        yield found[1]
    if meta := _META.search(body[:_META_REACH]):
        yield (meta[1] or meta[2]).decode("ascii", errors="replace")


def _foreign(names: Iterable[str]) -> Iterator[str]:
    """The foreign encodings among declared names; those of Chinese are tried whatever is said."""
    for name in names:
        with suppress(LookupError):
            if (known := codecs.lookup(name).name) in _FOREIGN:
                yield known


def _sense(text: str) -> int:
    """How much a decoded text reads like Chinese."""
    hits = _VOCABULARY_WEIGHT * len(_VOCABULARY.findall(text)) + len(_COMMON.findall(text))
    return hits - _BREAKAGE_WEIGHT * len(_BREAKAGE.findall(text)) - len(_ACCENTED.findall(text))


def _once(text: str) -> str:
    """The text, or what it was before UTF-8 was taken for GBK and saved: only where that can be undone without loss."""
    if not any(word in text for word in _TWICE):
        return text
    try:
        undone = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return text
    return undone if _sense(undone) > _sense(text) else text
