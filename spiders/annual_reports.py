"""The spider: from a site's front page to the annual reports of all units that the site carries.

It walks towards the column of annual reports by the site's own navigation, most promising link first,
pages through the column, and follows what may be a report. What it finds it yields as captures; how
the walk went it yields, at its end, as the visit that a verdict on absence can rest on.
"""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.domain.capture import Capture, Trail
from crawler.domain.clock import clock_from, read_moment
from crawler.domain.evidence import Stray, Visit
from crawler.domain.register import Register, Site
from crawler.domain.titles import read_title
from crawler.fetch.rendering import NeedlessRequests, Render
from spiders.aim import Aim, Role
from spiders.answer import Answer
from spiders.causes import block_of_response, cause_of
from spiders.steps import follow
from spiders.walk import SiteWalk

Step = Iterator[Request | Capture | Visit | Stray]
logger = logging.getLogger(__name__)


class AnnualReportsSpider(scrapy.Spider):
    """Walks every site of the register, or those of the units asked for."""

    name = "annual_reports"
    register: Register
    allowed_hosts: frozenset[str]
    pages_per_site: int

    def __init__(self, units: str = "", year: str = "", now: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's
        super().__init__(**kwargs)
        self.wanted_units = frozenset(unit_id for unit_id in units.split(",") if unit_id)
        self.wanted_year = int(year) if year else None
        self.clock = clock_from(read_moment(now) if now else None)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let the workspace say how to crawl, before anything is built from the settings."""
        super().update_settings(settings)
        load_object(settings["GONGKAI_WORKSPACE_SETTINGS"])(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's
        """Take the register from the source that the settings name."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.register = load_object(crawler.settings["GONGKAI_REGISTER_SOURCE"])(crawler.settings)
        spider.allowed_hosts = spider.register.hosts()
        spider.pages_per_site = crawler.settings.getint("GONGKAI_PAGES_PER_SITE", 500)
        needless = NeedlessRequests(spider.allowed_hosts)
        crawler.settings.set("PLAYWRIGHT_ABORT_REQUEST", needless, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The front pages, and the columns that the register knows."""
        for site in self._sites():
            walk = SiteWalk(site, self.allowed_hosts, self.clock(), self.pages_per_site)
            trail = Trail(site.id)
            for url in site.column_urls:
                walk.columns[url] = None
            aims = [Aim(Role.LIST, url, trail, column=url) for url in site.column_urls]
            aims += [Aim(Role.START, url, trail) for url in site.start_urls]
            # All of a site's requests are counted before the first can end, or its walk would seem over.
            for request in tuple(self._requests(walk, aims)):
                yield request

    def answered(self, response: Response, walk: SiteWalk, aim: Aim) -> Step:
        """Take one answer for what it was asked for, and see whether the walk is over."""
        try:
            yield from self._take(Answer(response, aim, self.clock()), walk, aim)
        except Exception:
            walk.failed(aim.url, "our own fault: the spider crashed on it")
            raise
        finally:
            walk.answered()
        yield from self._go_on(walk)

    def not_answered(self, failure: Failure) -> Step:
        """Note a page that could not be had, and see whether the walk is over."""
        context = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy adds the request
        walk, aim = context["walk"], context["aim"]
        cause, blocked = cause_of(failure)
        yield from self._missed(walk, aim, cause, blocked=blocked)
        walk.answered()
        yield from self._go_on(walk)

    def _sites(self) -> tuple[Site, ...]:
        sites = self.register.sites()
        if not self.wanted_units:
            return sites
        return tuple(site for site in sites if any(unit.id in self.wanted_units for unit in site.units))

    def _take(self, answer: Answer, walk: SiteWalk, aim: Aim) -> Step:
        walk.pages += 1
        if block := block_of_response(answer.response):
            yield from self._missed(walk, aim, block, blocked=True)
        elif answer.was_sent_home:
            yield from self._missed(walk, aim, "redirected to the home page")
        elif answer.needs_browser(walk):
            yield self._request(walk, replace(aim, rendered=True))
        else:
            following = follow(answer, walk, aim, self.wanted_year)
            yield from following.captures
            yield from self._requests(walk, following.aims)

    def _missed(self, walk: SiteWalk, aim: Aim, cause: str, *, blocked: bool = False) -> Iterator[Stray]:
        """A missed report is a stray, for the list says that it is there; a missed list leaves the walk incomplete."""
        logger.info("%s: %s", aim.url, cause)
        if aim.role in (Role.ENTRY, Role.ATTACHMENT):
            title = read_title(aim.trail.link_text)
            yield Stray(walk.site.id, aim.url, title.report_year if title else None, cause, self.clock())
        elif blocked or aim.role is not Role.NAVIGATION:
            walk.failed(aim.url, cause, start=aim.role is Role.START, blocked=blocked)

    def _go_on(self, walk: SiteWalk) -> Step:
        """With nothing under way, follow the next lead; without one the walk is over."""
        if not walk.is_over:
            return
        lead = walk.next_lead()
        if lead is None:
            yield walk.visit(self.clock())
        else:
            url, depth = lead
            yield self._request(walk, Aim(Role.NAVIGATION, url, Trail(walk.site.id), depth=depth))

    def _requests(self, walk: SiteWalk, aims: Iterable[Aim]) -> Iterator[Request]:
        for aim in aims:
            if walk.may_ask(aim.url):
                yield self._request(walk, aim)

    def _request(self, walk: SiteWalk, aim: Aim) -> Request:
        walk.asked(aim.url)
        return Request(
            aim.url,
            callback=self.answered,
            errback=self.not_answered,
            cb_kwargs={"walk": walk, "aim": aim},
            meta={"render": Render()} if aim.rendered else {},
            dont_filter=True,  # the walk knows what it has asked for, and counts on every request to end
        )
