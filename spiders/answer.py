"""An answer to a request of the walk: its page, and what it is good for."""

from datetime import datetime
from functools import cached_property
from hashlib import sha256
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.domain.capture import Capture, CaptureKind
from crawler.domain.normalise import squeeze
from crawler.domain.titles import read_title
from crawler.fetch.charset import decode
from crawler.fetch.gone import EMPTINESS, gone_of
from crawler.fetch.tls import transport_of
from spiders.aim import Aim, Role
from spiders.attachments import files_of
from spiders.exhaustion import screen_of
from spiders.families import columns_behind, has_source, more_pages
from spiders.links import Promise, is_column, is_file, names_disclosure, navigation_score, promise_of
from spiders.page import Link, Page
from spiders.pictures import pictures_of
from spiders.walk import SiteWalk

HOME = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml"})
"""The paths of a site's front page."""

_USEFUL = frozenset({Promise.ENTRY, Promise.SUBLIST, Promise.UNIT})
_LISTS = frozenset({Role.LIST, Role.UNIT})
_NO_IMAGE = frozenset({b"", b"<", b"{"})
"""How a page, a message of a machine or nothing begins, whatever its server calls it."""


class Answer:
    """One answer, seen in the light of what it was asked for."""

    def __init__(self, response: Response, aim: Aim, at: datetime) -> None:
        self.response = response
        self.aim = aim
        self.at = at
        self._promises: tuple[tuple[Link, Promise], ...] | None = None

    @cached_property
    def page(self) -> Page:
        """The answer as a page of HTML."""
        return Page(self.response.url, decode(self.response.body, self._declared), self.aim.form)

    @property
    def _declared(self) -> str | None:
        header = self.response.headers.get("Content-Type")
        return None if header is None else header.decode("latin-1")

    @property
    def is_page(self) -> bool:
        """Whether the answer is a page; a file stands for itself."""
        if self.aim.role is Role.PICTURE:
            return False
        return isinstance(self.response, TextResponse) and not is_file(self.response.url)

    @property
    def was_sent_home(self) -> bool:
        """Whether the site answered for a list or a report with its front page."""
        if self.aim.role in (Role.START, Role.NAVIGATION):
            return False
        return urlsplit(self.aim.url).path not in HOME and urlsplit(self.response.url).path in HOME

    def capture(self, kind: CaptureKind) -> Capture:
        """The answer as it came."""
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in self.response.headers.items()
            for value in values
        )
        return Capture(
            url=self.response.url,
            kind=kind,
            body=self.response.body,
            fetched_at=self.at,
            trail=self.aim.trail,
            status=self.response.status,
            headers=headers,
            rendered=self.aim.rendered,
            carrier=self.aim.carrier,
            transport=transport_of(self.response),
        )

    def needs_browser(self, walk: SiteWalk) -> bool:
        """Whether a script is to draw the page, and nothing of what we came for stands there without it."""
        if self.aim.rendered or not self.is_page:
            return False
        if self.aim.role in _LISTS:
            if has_source(self.page) or walk.source_of(self.aim.url) is not None:
                return False
            return self.page.has_script and not self._lists_something(walk)
        return self.page.is_drawn_by_script and not self._is_useful(walk)

    def is_as_known(self, walk: SiteWalk) -> bool:
        """Whether a report that was asked for again still stands as it was, with no file that may have changed."""
        if self.aim.role is not Role.AGAIN or walk.memory.carries_files(self.aim.url):
            return False
        return walk.memory.is_unchanged(self.aim.url, self.response.body)

    def trouble(self, walk: SiteWalk) -> str | None:
        """Why a page that was asked for as a list, or as a known report, cannot be taken for one; None where it can."""
        if self.aim.role is Role.AGAIN:
            return self._says_it_is_none(walk) if self.is_page and not self.page.has_report else None
        if self.aim.role is Role.PICTURE:
            return "what came is no image" if self.response.body.lstrip()[:1] in _NO_IMAGE else None
        if self.aim.role not in _LISTS or not self.is_page or not self.aim.sure:
            return None
        if gone := self._says_it_is_none(walk):
            return gone
        if self._lists_something(walk) or self.page.has_report or has_source(self.page):
            return None
        if walk.source_of(self.aim.url) is not None:
            return None
        if self.page.loads_more:
            return "what a script is to show on it did not come"
        return None if self._is_named_as_asked() else "it does not look like the list that was linked"

    def unit_names(self, walk: SiteWalk) -> frozenset[str]:
        """The names under which the units of the site may stand in a list."""
        return frozenset(squeeze(name) for unit in walk.units for name in (unit.name, *unit.aliases) if name)

    def attachments(self) -> tuple[Link, ...]:
        """The files that a page without tables carries."""
        if self.page.has_report:
            return ()
        return files_of(self.page)

    def pictures(self) -> tuple[str, ...]:
        """The images on which a page's tables may be that stand neither on it nor in a file."""
        return () if self.page.has_report or self.attachments() else pictures_of(self.page)

    def shows_what_was_asked(self, walk: SiteWalk) -> bool:
        """Whether the page shows what a page of its part is opened for."""
        return self._lists_something(walk) if self.aim.role in _LISTS else self._is_useful(walk)

    def _is_useful(self, walk: SiteWalk) -> bool:
        if self.aim.role in (Role.START, Role.NAVIGATION):
            ways = any(is_column(link) or navigation_score(link) for link in self.page.links)
            return ways or bool(columns_behind(self.page))
        return self.page.has_report or bool(self.attachments())

    def promises(self, walk: SiteWalk) -> tuple[tuple[Link, Promise], ...]:
        """The links of a list that promise something, each with what it promises."""
        if self._promises is None:
            names = self.unit_names(walk)
            said = ((link, promise_of(link, names)) for link in self.page.links)
            self._promises = tuple((link, promise) for link, promise in said if promise is not None)
        return self._promises

    def shows_report(self, walk: SiteWalk) -> bool:
        """Whether what was asked for as a list is a report itself: a file, the tables, or the title and no other."""
        if not self.is_page or self.page.has_report:
            return True
        meta = (text for _, text in self.page.attributes("meta", "content"))
        said = (self.page.heading, *self.page.titles.split(" "), *meta)
        titles = (read_title(text) for text in said)
        is_titled = any(title is not None and title.report_year is not None for title in titles)
        return is_titled and all(promise is not Promise.ENTRY for _, promise in self.promises(walk))

    def lists_only_reports(self, walk: SiteWalk) -> bool:
        """Whether what was asked for as a report is a list of several, and nothing on it can be a report itself."""
        if not self.is_page or self.page.has_report or self.attachments() or self.pictures():
            return False
        rows = {link.url for link, promise in self.promises(walk) if promise is Promise.ENTRY and link.day is not None}
        return len(rows - {self.page.url}) > 1

    def lists_reports(self, walk: SiteWalk) -> bool:
        """Whether entries stand on the page itself, not in its frame nor where its script takes them from."""
        return any(promise is Promise.ENTRY for _, promise in self.promises(walk))

    def has_rows(self, walk: SiteWalk) -> bool:
        """Whether the page itself lists reports, or ways to them."""
        return any(promise in _USEFUL for _, promise in self.promises(walk))

    def digest_of_rows(self, walk: SiteWalk) -> str:
        """What the list shows of reports and announces of itself: another value says that it has changed."""
        rows = sorted(f"{promise} {link.url} {link.text}" for link, promise in self.promises(walk))
        screen = screen_of(self.page, self.aim.ask, ())
        return sha256("\n".join((*rows, f"{screen.pages_announced} {screen.rows_announced}")).encode()).hexdigest()

    def _lists_something(self, walk: SiteWalk) -> bool:
        """Whether entries stand on the page, or ways to them; a framework's empty root may yet hide entries."""
        if self.page.is_data:
            return bool(self.page.links)
        promises = {promise for _, promise in self.promises(walk)}
        if Promise.ENTRY in promises or self.page.has_report:
            return True
        if self.page.has_empty_root:
            return False
        return bool(promises & _USEFUL) or bool(more_pages(self.page))

    def _says_it_is_none(self, walk: SiteWalk) -> str | None:
        gone = gone_of(self.response.status, self.aim.url, self.response.url, self.page.html)
        elsewhere = has_source(self.page) or walk.source_of(self.aim.url) is not None
        return None if gone in EMPTINESS and elsewhere else gone

    def _is_named_as_asked(self) -> bool:
        titles, asked = squeeze(self.page.titles), squeeze(self.aim.text)
        return names_disclosure(titles) or (bool(asked) and asked in titles)
