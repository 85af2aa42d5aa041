"""The spider that looks once at each address of the register, and says what it finds there.

It keeps nothing and follows nothing: whether an address is good is for whoever filled in the register to see.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.domain.clock import clock_from, read_moment
from crawler.domain.probe import Probe, ProbeOutcome
from crawler.domain.register import Register
from crawler.domain.unit import host_of
from crawler.fetch.charset import decode
from crawler.fetch.egress import NOT_REGISTERED, NotAllowed
from crawler.fetch.gone import gone_of
from crawler.fetch.hijack import SignKind, suspicions_in
from spiders.causes import block_of_response, cause_of


class AddressCheckSpider(scrapy.Spider):
    """Asks for the front page and the column of each unit asked for."""

    name = "address_check"
    custom_settings: ClassVar[dict[str, Any]] = {"ITEM_PIPELINES": {}}  # type: ignore[misc]  # Scrapy's is settable
    register: Register
    allowed_hosts: frozenset[str]

    def __init__(self, units: str = "", now: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's
        super().__init__(**kwargs)
        self.wanted_units = frozenset(unit_id for unit_id in units.split(",") if unit_id)
        self.clock = clock_from(read_moment(now) if now else None)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let the workspace say how sites may be asked."""
        super().update_settings(settings)
        load_object(settings["GONGKAI_WORKSPACE_SETTINGS"])(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's
        """Take the register from the source that the settings name."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.register = load_object(crawler.settings["GONGKAI_REGISTER_SOURCE"])(crawler.settings)
        spider.allowed_hosts = spider.register.hosts()
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Each address once, however many units name it."""
        units = [unit for unit in self.register if not self.wanted_units or unit.id in self.wanted_units]
        urls = dict.fromkeys(url for unit in units for url in (unit.site_url, unit.column_url) if url)
        for url in urls:
            told = {"asked": url}
            yield Request(url, callback=self.answered, errback=self.not_answered, cb_kwargs=told, dont_filter=True)

    def answered(self, response: Response, asked: str) -> Iterator[Probe]:
        """What an answer is worth."""
        yield Probe(asked, *self._seen(response, asked), self.clock())

    def not_answered(self, failure: Failure) -> Iterator[Probe]:
        """Why nothing came that could be used."""
        asked: str = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]  # Scrapy adds the request
        error = failure.value
        if isinstance(error, NotAllowed) and error.reason == NOT_REGISTERED:
            yield Probe(asked, ProbeOutcome.ELSEWHERE, error.url, self.clock())
            return
        cause, blocked = cause_of(failure)
        outcome = ProbeOutcome.NO_ANSWER if cause.startswith("no answer") else ProbeOutcome.ERROR
        yield Probe(asked, ProbeOutcome.BLOCKED if blocked else outcome, cause, self.clock())

    def _seen(self, response: Response, asked: str) -> tuple[ProbeOutcome, str]:
        if block := block_of_response(response):
            return ProbeOutcome.BLOCKED, block
        if host_of(response.url) != host_of(asked):
            return ProbeOutcome.ELSEWHERE, response.url
        html = decode(response.body)
        found = suspicions_in(html, host_of(asked), response.url, None, self.clock())
        if tampered := next((one for one in found if one.kind != SignKind.FOREIGN_ICP), None):
            return ProbeOutcome.TAMPERED, tampered.detail
        if gone := gone_of(response.status, asked, response.url, html):
            return ProbeOutcome.ERROR, gone
        return ProbeOutcome.ANSWERS, response.url if response.url != asked else ""
