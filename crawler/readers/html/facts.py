"""What a page says of the article it carries: titles, the date of publication, the source."""

import re
from collections.abc import Iterator

from crawler.domain.document import PageFacts
from crawler.readers.html.survey import Survey

_MOST_TITLES = 60
_TITLE_LENGTH = 300
_DAY = r"((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
_PUBLISHED = re.compile(
    rf"(?:发布|公开|发表|更新)(?:日期|时间)\s*[:：]?\s*{_DAY}|(?<![成生文])(?:时间|日期)\s*[:：]\s*{_DAY}"
)
_LABEL = re.compile(r"日期|时间")
_LABEL_REACH = 40


def facts_of(page: Survey) -> PageFacts:
    """Titles strongest first; the date that a meta gives, else the one behind its label."""
    return PageFacts(
        titles=tuple(dict.fromkeys(_titles(page))),
        published=page.metas.get("pubdate") or _labelled(" ".join(page.texts)),
        source=page.metas.get("contentsource") or None,
    )


def _titles(page: Survey) -> Iterator[str]:
    if title := page.metas.get("articletitle"):
        yield title
    for tag in (*page.headings, *page.classed, *page.page_titles)[:_MOST_TITLES]:
        text = tag.get_text(" ", strip=True)
        if text and len(text) <= _TITLE_LENGTH:
            yield text


def _labelled(text: str) -> str | None:
    """The first date behind a label of publication."""
    for label in _LABEL.finditer(text):
        found = _PUBLISHED.match(text, max(label.start() - 2, 0), label.end() + _LABEL_REACH)
        found = found or _PUBLISHED.match(text, label.start(), label.end() + _LABEL_REACH)
        if found is not None:
            return found[1] or found[2]
    return None
