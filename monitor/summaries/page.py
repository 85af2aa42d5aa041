"""The summary as one HTML file that needs nothing else: for a browser, a phone, a printer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from crawler.domain.dossier import Status
from crawler.domain.wording import Language, Text
from monitor.summaries import words
from monitor.summaries.page_words import PAGE_WORDS
from monitor.summaries.summary import BY_URGENCY, Summary, UnitRow
from monitor.summaries.text import findings_words
from monitor.summaries.tones import tone_of


@dataclass(frozen=True, slots=True)
class Group:
    """All rows of one status, under its words."""

    status: Status
    tone: str
    rows: tuple[UnitRow, ...]


def render_page(summary: Summary, language: Language) -> str:
    """The summary as a page. All that comes from outside is escaped; only web addresses become links."""
    groups = tuple(_groups(summary))
    return _template().render(
        summary=summary,
        listed=[group for group in groups if group.status is not Status.UNVERIFIABLE],
        unverifiable=[group for group in groups if group.status is Status.UNVERIFIABLE],
        counted=[group for group in groups if group.status is not Status.NOT_OBLIGED],
        language=language.value,
        say=_in(language),
        findings_words=lambda row: findings_words(row, language),
        written=lambda day: words.long_date(day, language),
    )


def is_web_address(url: str) -> bool:
    """Whether an address may become a link.

    >>> is_web_address("http://yunxi.gov.cn/"), is_web_address("javascript:alert(1)"), is_web_address("http://[")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _groups(summary: Summary) -> Iterator[Group]:
    for status in BY_URGENCY:
        if rows := summary.having(status):
            yield Group(status, tone_of(status), rows)


def _in(language: Language) -> Callable[[Text | str], str]:
    """Says a text, or a named text of the page, in one language."""

    def say(text: Text | str) -> str:
        return (PAGE_WORDS[text] if isinstance(text, str) else text).to(language)

    return say


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("monitor.summaries"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["words"] = words
    environment.tests["web_address"] = is_web_address
    return environment.get_template("summary.html.j2")
