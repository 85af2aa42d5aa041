"""What earlier crawls of a site have taught, and what this one adds to it.

With it a site need not be found out anew each time: its column is known, pages that did not change are not
fetched, and a list whose front is unchanged is not turned through, unless something is owed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

from crawler.domain.clock import SHANGHAI
from crawler.domain.dead_links import GONE
from crawler.domain.knowledge import Json, Knowledge, KnownCapture, Lesson
from crawler.domain.titles import read_title
from crawler.domain.unit import Unit
from spiders.ask import Ask
from spiders.duplicates import canonical


class About(StrEnum):
    """What a lesson is about; it says what its key and its value are."""

    COLUMN = "column"
    """An address at which a column was found."""
    LIST = "list"
    """The front of a list, by the key of its ask: what its rows were."""
    DRAWN = "drawn"
    """The template of a page that only a browser could show."""
    SOURCE = "source"
    """The page of a list that a script draws: where the script takes the rows from."""
    THOROUGH = "thorough"
    """That the whole site was walked, for the reports of the year that is the key, or of all years."""
    UNITS = "units"
    """Which units, under which names, were looked for."""
    PICTURES = "pictures"
    """The address of a report that is printed on images: that its page is unchanged says nothing of them."""
    GONE = "gone"
    """The address of a report at which nothing stood any more, when that was first seen."""
    ICP = "icp"
    """The registration number that the site shows."""


_GOOD_FOR = {
    About.COLUMN: timedelta(days=400),
    About.LIST: timedelta(days=30),
    About.DRAWN: timedelta(days=30),
    About.SOURCE: timedelta(days=30),
    About.GONE: timedelta(days=14),
}
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_ALWAYS = timedelta(days=36500)
_WALKED_AGAIN = timedelta(days=7)
_WALKED_AGAIN_IF_OWED = timedelta(hours=36)
_LOOKED_AT_AGAIN = timedelta(days=3)
_OLD_LOOKED_AT_AGAIN = timedelta(days=60)


class SiteMemory:
    """The lessons of one site, and what of its pages is known; `report_year` is the year that is owed now."""

    def __init__(self, knowledge: Knowledge, units: Iterable[Unit], now: datetime, report_year: int | None) -> None:
        self._site_id = knowledge.site_id
        self._now = now
        self._held = knowledge.held
        self._units = tuple(units)
        self.report_year = report_year or now.astimezone(SHANGHAI).year - 1
        self._scope = str(report_year or "")
        self._told = {(lesson.kind, lesson.key): lesson for lesson in knowledge.lessons}
        self._new: dict[tuple[str, str], Lesson] = {}
        names = sha256("\n".join(sorted(unit.fingerprint for unit in self._units)).encode()).hexdigest()
        named = self._told.get((About.UNITS.value, ""))
        self._named_since = named.at if named is not None and named.value == names else now
        # Under other names other reports may be recognised: what was read then is to be read again.
        self._captures: Mapping[str, KnownCapture] = {
            url: known for url, known in knowledge.captures.items() if known.last_seen_at >= self._named_since
        }
        self._known_as = {canonical(url): url for url in self._captures}
        self._carriers = {one.carrier_url for one in self._captures.values()}
        if self._named_since == now:
            self.learn(About.UNITS, "", names)

    def recall(self, about: About, key: str) -> Json:
        """What was learned of a key, unless that is too long ago; None for nothing."""
        lesson = self._told.get((about.value, key))
        fresh = lesson is not None and self._now - lesson.at <= _GOOD_FOR.get(about, _ALWAYS)
        return lesson.value if lesson is not None and fresh else None

    def keys(self, about: About) -> tuple[str, ...]:
        """All of a kind that was learned, and is still good."""
        return tuple(key for kind, key in self._told if kind == about.value and self.recall(about, key) is not None)

    def learn(self, about: About, key: str, value: Json = True) -> None:
        """Keep something for the next crawl; None takes back what was learned."""
        self._new[about.value, key] = Lesson(self._site_id, about.value, key, value, self._now)

    def lessons(self) -> tuple[Lesson, ...]:
        """What this crawl adds."""
        return tuple(self._new.values())

    @property
    def owed(self) -> tuple[Unit, ...]:
        """The units that owe the report of the year and are not seen to have published it."""
        year = self.report_year
        obliged = (unit for unit in self._units if (unit.obliged_from or year) <= year <= (unit.obliged_to or year))
        return tuple(unit for unit in obliged if (unit.id, year) not in self._held)

    @property
    def is_light(self) -> bool:
        """Whether a look at the fronts of the known lists will do, for all was seen not long ago.

        That is a week ago where nothing is owed; else the day before, so that every second day can prove an absence.
        For two weeks it is the same where a report is gone, for that is to be proven, too.
        """
        limit = _WALKED_AGAIN_IF_OWED if self.owed or self.keys(About.GONE) else _WALKED_AGAIN
        recent = any(self._age_of_walk(scope) <= limit for scope in ("", self._scope))
        return recent and bool(self.keys(About.COLUMN))

    def _age_of_walk(self, scope: str) -> timedelta:
        lesson = self._told.get((About.THOROUGH.value, scope))
        counts = lesson is not None and lesson.value is not None and lesson.at >= self._named_since
        return self._now - lesson.at if lesson is not None and counts else timedelta.max

    def saw_all(self) -> None:
        """The whole site was walked, and seen in full."""
        self.learn(About.THOROUGH, self._scope)

    def lost_sight(self) -> None:
        """Something could not be seen: the next crawl walks the whole site again."""
        for scope in ("", self._scope):
            self.learn(About.THOROUGH, scope, None)

    def needs_asking(self, url: str, link_text: str = "") -> bool:
        """Whether what stands at an address is to be fetched: it is unknown, unread, or was not looked at for long.

        A page may be overwritten each year: what the link calls by another year than the one that is known there is
        fetched, and while something is owed, whatever the link gives no year.
        """
        known = self._captures.get(self.known_as(url))
        if known is None or known.is_stray:
            return True
        old = known.report_year != self.report_year
        title = read_title(link_text)
        said = title.report_year if title is not None else None
        if (said is None and old and self.owed) or said not in (None, known.report_year):
            return True
        return self._now - known.last_seen_at > (_OLD_LOOKED_AT_AGAIN if old else _LOOKED_AT_AGAIN)

    def known_reports(self) -> dict[str, KnownCapture]:
        """What is known of the reports on the year and the one before, by address: those of the year first."""
        years = (self.report_year, self.report_year - 1)
        return {
            url: known
            for year in years
            for url, known in self._captures.items()
            if known.report_year == year and not known.is_stray
        }

    def is_unchanged(self, url: str, body: bytes) -> bool:
        """Whether bytes are those that stood at an address when we saw it last."""
        known = self._captures.get(url)
        return known is not None and known.digest == sha256(body).hexdigest()

    def carries_files(self, url: str) -> bool:
        """Whether files were found on a page, which may change while the page does not."""
        return url in self._carriers

    def found_gone(self, url: str, cause: str) -> None:
        """A report could not be had: where nothing stands at its address any more, its site is looked at more often."""
        lesson = self._told.get((About.GONE.value, url))
        if cause in GONE and url in self._captures and (lesson is None or lesson.value is None):
            self.learn(About.GONE, url)

    def found_again(self, url: str) -> None:
        """Something stands at the address of a report, gone before or not."""
        if (About.GONE.value, url) in self._told:
            self.learn(About.GONE, url, None)

    def known_as(self, url: str) -> str:
        """The address at which an article is known, which may be another than the one that leads to it now."""
        return url if url in self._captures else self._known_as.get(canonical(url), url)

    def validators(self, url: str) -> dict[str, str]:
        """The headers that ask a server for a page only if it changed; none where files hang on the page.

        A page with an old report is asked for whole: it may be overwritten, and a server that lies would hide that.
        """
        known = self._captures.get(url)
        if known is None or known.is_stray or known.report_year != self.report_year:
            return {}
        if self.carries_files(url) or self.recall(About.PICTURES, url):
            return {}
        said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in said.items() if value}

    def is_drawn(self, url: str) -> bool:
        """Whether pages of this template were seen to need a browser."""
        return self.recall(About.DRAWN, template_of(url)) is True

    def source_of(self, url: str) -> Ask | None:
        """Where the script of a list page was seen to take its rows from."""
        said = self.recall(About.SOURCE, url)
        if not isinstance(said, Mapping) or not isinstance(said.get("url"), str):
            return None
        form = said.get("form")
        pairs = tuple(_pairs(form)) if form is not None else None
        return Ask(str(said["url"]), pairs)


def last_walked(knowledge: Knowledge | None) -> datetime:
    """When a walk of the site last came to its end; long ago where none did."""
    told = knowledge.lessons if knowledge is not None else ()
    return max((lesson.at for lesson in told if lesson.kind == About.UNITS.value), default=_NEVER)


def template_of(url: str) -> str:
    """What pages made from one template have in common in their addresses.

    >>> template_of("http://a.gov.cn/zwgk/202401/t20240126_5321.html?id=7")
    'a.gov.cn/zwgk/#/t#_#.html'
    """
    parts = urlsplit(url)
    return parts.netloc + re.sub(r"[0-9a-f]{16,}|\d+", "#", parts.path)


def _pairs(form: Json) -> Iterator[tuple[str, str]]:
    for pair in form if isinstance(form, list) else ():
        if isinstance(pair, list) and len(pair) == 2:
            yield str(pair[0]), str(pair[1])
