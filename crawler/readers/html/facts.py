"""What a page says of the article it carries: titles, the date of publication, the source."""

from collections.abc import Iterator

from crawler.domain.document import PageFacts
from crawler.readers.html.dates_shown import dates_shown
from crawler.readers.html.survey import Survey

_MOST_TITLES = 60
_TITLE_LENGTH = 300


def facts_of(page: Survey) -> PageFacts:
    """Titles and dates strongest first."""
    return PageFacts(
        titles=tuple(dict.fromkeys(_titles(page))),
        dated=dates_shown(page.metas, " ".join(page.texts)),
        source=page.metas.get("contentsource") or None,
    )


def _titles(page: Survey) -> Iterator[str]:
    if title := page.metas.get("articletitle"):
        yield title
    for tag in (*page.headings, *page.classed, *page.page_titles)[:_MOST_TITLES]:
        text = tag.get_text(" ", strip=True)
        if text and len(text) <= _TITLE_LENGTH:
            yield text
