"""The spider: from a site's front page to the annual reports of all units that the site carries.

It walks towards the column of annual reports by the site's own navigation, most promising link first,
pages through the column, and follows what may be a report. What it finds it yields as captures; how
the walk went it yields, at its end, as the visit that a verdict on absence can rest on.
"""

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.domain.capture import Capture
from crawler.domain.clock import clock_from, read_moment
from crawler.domain.evidence import NotModified, Relisted, SearchOutcome, Stray, Visit
from crawler.domain.knowledge import Knowledge, Lesson
from crawler.domain.register import Register, Site
from crawler.domain.suspicion import Suspicion
from crawler.fetch.budget import SiteBudget, budget_of
from spiders.aim import Aim, Role
from spiders.answer import HOME, Answer
from spiders.causes import block_of_response, cause_of, stray_of
from spiders.hijacking import look_over
from spiders.memory import SiteMemory, last_walked
from spiders.requests import ANSWERED_AT, NOT_MODIFIED, request_for
from spiders.sources import learn_from_browser
from spiders.steps import follow, is_own_report
from spiders.troubles import SENT_HOME
from spiders.walk import SiteWalk

Step = Iterator[Request | Capture | Visit | Stray | NotModified | Relisted | Lesson | Suspicion]
logger = logging.getLogger(__name__)

_KEPT = frozenset({Role.ENTRY, Role.ATTACHMENT})
"""The parts of pages that are not fetched again while they are known well."""

_LOOKED_OVER = frozenset({Role.START, Role.NAVIGATION, Role.LIST})
"""The parts of pages on which strangers leave their marks."""


class AnnualReportsSpider(scrapy.Spider):
    """Walks every site of the register, or those of the units asked for."""

    name = "annual_reports"
    register: Register
    knowledge: Mapping[str, Knowledge]
    allowed_hosts: frozenset[str]
    budget: Callable[[], SiteBudget]
    may_render: bool

    def __init__(
        self,
        units: str = "",
        year: str = "",
        now: str = "",
        thorough: str = "",
        **kwargs: Any,  # noqa: ANN401 - Scrapy's
    ) -> None:
        super().__init__(**kwargs)
        self.wanted_units = frozenset(unit_id for unit_id in units.split(",") if unit_id)
        self.wanted_year = int(year) if year else None
        self.always_thorough = bool(thorough)
        self.clock = clock_from(read_moment(now) if now else None)
        self._walks: dict[str, SiteWalk] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let the workspace say how to crawl, before anything is built from the settings."""
        super().update_settings(settings)
        load_object(settings["GONGKAI_WORKSPACE_SETTINGS"])(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's
        """Take the register, and what is known of its sites, from the sources that the settings name."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.register = load_object(crawler.settings["GONGKAI_REGISTER_SOURCE"])(crawler.settings)
        spider.knowledge = load_object(crawler.settings["GONGKAI_KNOWLEDGE_SOURCE"])(crawler.settings)
        spider.allowed_hosts = spider.register.hosts()
        spider.budget = budget_of(crawler.settings)
        spider.may_render = crawler.settings.getbool("GONGKAI_BROWSER", True)
        crawler.signals.connect(spider.item_failed, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The front pages, and the columns that the register or an earlier crawl knows."""
        for site in self._sites():
            walk = self._walk(site)
            self._walks[site.id] = walk
            # All of a site's requests are counted before the first can end, or its walk would seem over.
            for request in tuple(self._requests(walk, (*walk.known_columns(), *walk.fronts()))):
                yield request

    def answered(self, response: Response, walk: SiteWalk, aim: Aim) -> Step:
        """Take one answer for what it was asked for, and see whether the walk is over."""
        crash: Exception | None = None
        try:
            yield from self._take(Answer(response, aim, self._answered_at(response)), walk, aim)
        except Exception as error:  # noqa: BLE001 - told to Scrapy once the walk has gone on without this page
            walk.failed(aim.url, "our own fault: the spider crashed on it")
            crash = error
        told = response.request.meta if response.request is not None else {}
        walk.answered(len(response.body), told.get("download_latency", 0.0))
        yield from self._go_on(walk)
        if crash is not None:
            raise crash

    def not_answered(self, failure: Failure) -> Step:
        """Note a page that could not be had, and see whether the walk is over."""
        context = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy adds the request
        walk, aim = context["walk"], context["aim"]
        cause, blocked = cause_of(failure)
        yield from self._missed(walk, aim, cause, blocked=blocked)
        walk.answered()
        yield from self._go_on(walk)

    def item_failed(self, item: object) -> None:
        """Something found could not be read or kept: the visit cannot say that it was not there."""
        if isinstance(item, Capture) and (walk := self._walks.get(item.trail.site_id)) is not None:
            walk.failed(item.url, "our own fault: what was found could not be kept")

    def _answered_at(self, response: Response) -> datetime:
        """When an answer came: a crawl that goes on after it was cut short is given answers of before."""
        told = response.request.meta if response.request is not None else {}
        at: datetime | None = told.get(ANSWERED_AT)
        return at or self.clock()

    def _sites(self) -> list[Site]:
        """The sites to walk, those that waited longest first: a crawl may run out of its time."""
        wanted = self.wanted_units
        asked = (site for site in self.register.sites() if not wanted or wanted & {unit.id for unit in site.units})
        return sorted(asked, key=lambda site: last_walked(self.knowledge.get(site.id)))

    def _walk(self, site: Site) -> SiteWalk:
        known = self.knowledge.get(site.id, Knowledge(site.id))
        memory = SiteMemory(known, site.units, self.clock(), self.wanted_year)
        thorough = self.always_thorough or not memory.is_light
        return SiteWalk(site, self.allowed_hosts, self.clock(), self.budget(), memory, thorough=thorough)

    def _take(self, answer: Answer, walk: SiteWalk, aim: Aim) -> Step:
        walk.pages += 1
        if answer.response.status == NOT_MODIFIED or answer.is_as_known(walk):
            yield NotModified(aim.url, answer.at)
        elif block := block_of_response(answer.response):
            yield from self._missed(walk, aim, block, blocked=True)
        elif answer.was_sent_home:
            yield from self._missed(walk, aim, SENT_HOME)
        elif (target := answer.page.moved_to if answer.is_page else None) and target != aim.url:
            yield from self._send_on(walk, aim, target)
        elif answer.needs_browser(walk):
            yield from self._render(walk, aim)
        elif trouble := answer.trouble(walk):
            yield from self._missed(walk, aim, trouble)
        else:
            yield from self._follow(answer, walk, aim)

    def _follow(self, answer: Answer, walk: SiteWalk, aim: Aim) -> Step:
        if answer.is_page and not walk.sighted.identified_by:
            walk.sighted.identify(f"{answer.page.titles} {answer.page.text}")
        if aim.role in _LOOKED_OVER and answer.is_page:
            yield from look_over(answer, walk)
        if aim.rendered:
            learn_from_browser(answer, walk)
        following = follow(answer, walk, aim, self.wanted_year)
        yield from following.captures
        yield from self._go(walk, following.aims)

    def _send_on(self, walk: SiteWalk, aim: Aim, target: str) -> Step:
        """A page sends its reader elsewhere; where that leads to is taken for the page, unless it is the front."""
        logger.info("%s: the page leads on to %s", aim.url, target)
        if aim.role is not Role.START and urlsplit(target).path in HOME and urlsplit(aim.url).path not in HOME:
            yield from self._missed(walk, aim, SENT_HOME)
        else:
            yield from self._go(walk, (replace(aim, url=target),))

    def _render(self, walk: SiteWalk, aim: Aim) -> Step:
        if self.may_render:
            yield self._request(walk, replace(aim, rendered=True))
        else:
            yield from self._missed(walk, aim, "needs a browser, which is switched off")

    def _visit(self, walk: SiteWalk) -> Step:
        """What the walk proves, and for whom: other years were not fetched, other names not recognised."""
        looked_for = tuple(unit.fingerprint for unit in walk.units)
        visit = replace(walk.visit(self.clock()), report_year=self.wanted_year, looked_for=looked_for)
        walk.end(visit)
        if relisted := walk.sighted.known_again(self.clock()):
            yield relisted
        # What cannot be kept from here on is held against the visit on its way to the store.
        self._walks.pop(walk.site.id, None)
        yield visit
        yield from walk.memory.lessons()

    def _missed(self, walk: SiteWalk, aim: Aim, cause: str, *, blocked: bool = False) -> Iterator[Stray]:
        """A missed report is a stray, if a list says that it is there; a missed list leaves the walk incomplete."""
        logger.info("%s: %s", aim.url, cause)
        if aim.role in (Role.ENTRY, Role.AGAIN) or is_own_report(aim):
            walk.missed_entry(aim.url, cause)
            yield from () if aim.role is Role.AGAIN else (stray_of(aim, cause, self.clock()),)
        elif aim.role is Role.SEARCH:
            walk.search = SearchOutcome.FAILED
        elif aim.role is Role.NAVIGATION and not blocked:
            walk.missed_way(aim.url, cause)
        elif aim.role is Role.PICTURE:
            walk.held.settle(aim.url)
        elif aim.role is not Role.ATTACHMENT:
            walk.missed_list(aim, cause, blocked=blocked)

    def _go_on(self, walk: SiteWalk) -> Step:
        """With nothing under way, go where the walk has not been; where there is nowhere left it is over."""
        yield from walk.held.let_go(all_over=walk.is_over)
        while walk.is_over:
            aims = walk.next_aims()
            if not aims:
                yield from self._visit(walk)
                return
            yield from self._go(walk, aims)

    def _go(self, walk: SiteWalk, aims: Iterable[Aim]) -> Step:
        """Ask for what may be asked for; what stands on a host we may not ask is missed."""
        for aim in dict.fromkeys(aims):
            if aim.role in _KEPT and not walk.memory.needs_asking(aim.url, aim.trail.link_text):
                walk.sighted.relisted(walk.memory.known_as(aim.url))
            elif walk.may_go(aim):
                yield self._request(walk, aim)
            elif not walk.knows_host(aim.url):
                yield from self._missed(walk, aim, "its host is not in the register")

    def _requests(self, walk: SiteWalk, aims: Iterable[Aim]) -> Iterator[Request]:
        for aim in aims:
            if walk.may_go(aim):
                yield self._request(walk, aim)

    def _request(self, walk: SiteWalk, aim: Aim) -> Request:
        walk.asked(aim)
        if self.may_render and aim.form is None and walk.memory.is_drawn(aim.url):
            aim = replace(aim, rendered=True)
        told = {"walk": walk, "aim": aim}
        return request_for(aim, walk).replace(callback=self.answered, errback=self.not_answered, cb_kwargs=told)
