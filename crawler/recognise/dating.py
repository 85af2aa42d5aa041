"""The dates that a source shows of itself, each with its own meaning."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from crawler.domain.dates import arabic, find_dates, find_url_date, find_url_day
from crawler.domain.document import Document, PageFacts
from crawler.domain.evidence import DateBasis, Dated
from crawler.domain.normalise import squeeze
from crawler.domain.report import Dates

_ALONE = re.compile(r"\(?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\)?")
_SIGNED = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,26}(?:政府|办公室|办公厅|委员会|管委会|街道办事处|中心|[局厅委办处院站]))"
    r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日"
)
_TAIL, _HEAD = 8, 6
_SIGNATURE_LENGTH = 30
_STRONGEST_FIRST = tuple(DateBasis)


def dates_of(document: Document, url: str) -> Dates:
    """The page's own date of publication, the signing date in the text, and the day in the address."""
    signing = _signing(document)
    signed = signing[0] if signing is not None else None
    return Dates(page=page_date(document.facts), signed=signed, url=find_url_date(url))


def dated_by(document: Document, url: str) -> tuple[Dated, ...]:
    """All dates that a source shows of itself, strongest first, with where each stands."""
    signing, in_url = _signing(document), find_url_day(url)
    signed = (Dated(DateBasis.SIGNED, signing[0], signing[2]),) if signing is not None else ()
    return (*document.facts.dated, *signed, *((Dated(DateBasis.URL, *in_url),) if in_url is not None else ()))


def dated_with_carrier(dated: Sequence[Dated], facts: PageFacts, carrier_url: str) -> tuple[Dated, ...]:
    """The dates of an attachment, and those that the page which carries it shows."""
    around = (replace(shown, url=carrier_url) for shown in facts.dated)
    return tuple(sorted((*dated, *around), key=lambda shown: _STRONGEST_FIRST.index(shown.basis)))


def page_date(facts: PageFacts) -> date | None:
    """The publication date that the page gives in a meta or behind a label."""
    return next((shown.day for shown in facts.dated if shown.basis is DateBasis.PAGE), None)


def signature_of(document: Document) -> str | None:
    """The body that signs at the end, on the line above its date or in front of it."""
    lines = _squeezed(document)[-_TAIL:]
    for above, line in pairwise(lines):
        if _ALONE.fullmatch(arabic(line)) and len(above) <= _SIGNATURE_LENGTH and not above.endswith("。"):
            return above
    return next((signed["body"] for line in reversed(lines) if (signed := _SIGNED.fullmatch(arabic(line)))), None)


def signed_by(document: Document) -> str | None:
    """Where the signing date stands: a `signature` at the end, or under the `heading`; None where there is none."""
    found = _signing(document)
    return found[1] if found is not None else None


def _signing(document: Document) -> tuple[date, str, str] | None:
    """The signing date, where it stands, and its line.

    It stands alone on a line, at the end or under the title; or at the end behind the body that signs.
    """
    lines = [arabic(line) for line in _squeezed(document)]
    ends = [(line, "signature") for line in reversed(lines[-_TAIL:])]
    alone = next(((line, by) for line, by in (*ends, *_headed(lines)) if _ALONE.fullmatch(line)), None)
    line, by = alone or next(((line, by) for line, by in ends if _SIGNED.fullmatch(line)), ("", ""))
    days = find_dates(line)
    return (days[0], by, line) if days else None


def _headed(lines: list[str]) -> list[tuple[str, str]]:
    return [(line, "heading") for line in lines[:_HEAD]]


def _squeezed(document: Document) -> list[str]:
    return [squeeze(paragraph.text) for paragraph in document.paragraphs()]
