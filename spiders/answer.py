"""An answer to a request of the walk: its page, and what it is good for."""

from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.domain.capture import Capture, CaptureKind
from crawler.domain.normalise import squeeze
from crawler.fetch.charset import decode
from spiders.aim import Aim, Role
from spiders.families import more_pages
from spiders.links import Promise, is_column, is_file, navigation_score, promise_of
from spiders.page import Link, Page
from spiders.walk import SiteWalk

_HOME = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml"})
_USEFUL = frozenset({Promise.ENTRY, Promise.SUBLIST, Promise.UNIT})
_ATTACHMENT_WORDS = ("报告", "年报", "附件", "全文", "下载")


class Answer:
    """One answer, seen in the light of what it was asked for."""

    def __init__(self, response: Response, aim: Aim, at: datetime) -> None:
        self.response = response
        self.aim = aim
        self.at = at

    @cached_property
    def page(self) -> Page:
        """The answer as a page of HTML."""
        return Page(self.response.url, decode(self.response.body))

    @property
    def is_page(self) -> bool:
        """Whether the answer is a page; a file stands for itself."""
        return isinstance(self.response, TextResponse) and not is_file(self.response.url)

    @property
    def was_sent_home(self) -> bool:
        """Whether the site answered for a list or a report with its front page."""
        if self.aim.role in (Role.START, Role.NAVIGATION):
            return False
        return urlsplit(self.aim.url).path not in _HOME and urlsplit(self.response.url).path in _HOME

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
        )

    def needs_browser(self, walk: SiteWalk) -> bool:
        """Whether a script is to draw the page, and nothing of what we came for stands there without it."""
        if self.aim.rendered or not self.is_page or not self.page.is_drawn_by_script:
            return False
        return not self._is_useful(walk)

    def attachments(self) -> tuple[Link, ...]:
        """The files that a page without tables carries."""
        if self.page.has_report:
            return ()
        return tuple(link for link in self.page.links if is_file(link.url) and _is_promising(link))

    def _is_useful(self, walk: SiteWalk) -> bool:
        if self.aim.role in (Role.START, Role.NAVIGATION):
            return any(is_column(link) or navigation_score(link) for link in self.page.links)
        if self.aim.role is Role.ENTRY:
            return self.page.has_report or bool(self.attachments())
        names = {squeeze(unit.name) for unit in walk.units}
        promises = {promise_of(link, names) for link in self.page.links}
        return self.page.has_report or bool(promises & _USEFUL) or bool(more_pages(self.page))


def _is_promising(link: Link) -> bool:
    return is_file(link.text) or any(word in link.text for word in _ATTACHMENT_WORDS)
