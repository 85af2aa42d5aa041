"""The dates that a source shows of itself, each with its own meaning."""

import re
from datetime import date
from itertools import pairwise

from crawler.domain.dates import arabic, find_dates, find_url_date
from crawler.domain.document import Document, PageFacts
from crawler.domain.normalise import squeeze
from crawler.domain.report import Dates

_ALONE = re.compile(r"\(?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\)?")
_TAIL, _HEAD = 8, 6
_SIGNATURE_LENGTH = 30


def dates_of(document: Document, url: str) -> Dates:
    """The page's own date of publication, the signing date in the text, and the day in the address."""
    return Dates(page=page_date(document.facts), signed=_signed(document), url=find_url_date(url))


def page_date(facts: PageFacts) -> date | None:
    """The publication date that the page gives in a meta or behind a label."""
    found = find_dates(facts.published or "")
    return found[0] if found else None


def signature_of(document: Document) -> str | None:
    """The body that signs at the end, on the line above its date."""
    lines = [squeeze(paragraph.text) for paragraph in document.paragraphs()][-_TAIL:]
    for above, line in pairwise(lines):
        if _ALONE.fullmatch(arabic(line)) and len(above) <= _SIGNATURE_LENGTH and not above.endswith("。"):
            return above
    return None


def _signed(document: Document) -> date | None:
    """A date that stands alone on a line, at the end or under the title."""
    lines = [arabic(squeeze(paragraph.text)) for paragraph in document.paragraphs()]
    for line in (*reversed(lines[-_TAIL:]), *lines[:_HEAD]):
        if _ALONE.fullmatch(line):
            return next(iter(find_dates(line)), None)
    return None
