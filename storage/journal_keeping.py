"""The journal as a running crawl keeps it: requests and responses on one side, lines on the other."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, HtmlResponse, JsonResponse, Response, TextResponse, XmlResponse
from sqlalchemy import Engine

from crawler.domain.clock import Clock, clock_from
from crawler.domain.unit import host_of
from storage.closing import StoringOrClosing
from storage.configured import configured_database
from storage.journal import ROBOTS, Answered, Asked, Ended, Journal, Outcome

ANSWERED_AT = "answered_at"
"""Carried by every request that is answered: when the site gave that answer, by this process or one before it."""

_ASKED = "journal_asked"
_BESIDE = ("download_latency", "seen_data", "tls_reason")
"""What those who fetch tell the spider beside the answer, in the meta of the request."""

_KINDS = {kind.__name__: kind for kind in (Response, TextResponse, HtmlResponse, XmlResponse, JsonResponse)}
_TRIED_AGAIN = ("retry_times", "redirect_times", "rest_times")
_LONGEST_CAUSE = 500
_REDIRECTED_TOO_OFTEN = "max redirections reached"


class JournalKeeper:
    """Writes one line for each request that a crawl has made, in a transaction of its own."""

    def __init__(self, crawler: Crawler, engine: Engine, crawl_id: int) -> None:
        self._crawler = crawler
        self._engine = engine
        self._crawl_id = crawl_id
        self._connection = engine.connect()
        self._journal = Journal(self._connection)
        self._storing = StoringOrClosing(crawler)
        with self._transaction():
            self._answered_before = self._journal.answered(crawl_id)

    @classmethod
    def of(cls, crawler: Crawler) -> Self | None:
        """The keeper for the crawl that the settings name; None where they name none."""
        crawl_id = crawler.settings.getint("GONGKAI_CRAWL_ID")
        return cls(crawler, configured_database(crawler.settings), crawl_id) if crawl_id else None

    def asked(self, request: Request) -> Asked:
        """What a request was before it was tried again or sent elsewhere."""
        asked = request.meta.get(_ASKED)
        if not isinstance(asked, Asked):
            asked = request.meta[_ASKED] = _asked(request, self._now())
        return asked

    def known_answer(self, asked: Asked, request: Request) -> Response | None:
        """What the crawl was answered before it was killed; a walk asks for nothing twice by itself."""
        if (asked.site_id, asked.key) not in self._answered_before:
            return None
        with self._transaction():
            known = self._journal.answer(self._crawl_id, asked.site_id, asked.key)
        if known is None:
            return None
        self._count("answered_again")
        request.meta.update(known.beside, **{ANSWERED_AT: known.at})
        return _response(known, request)

    def answered(self, asked: Asked, request: Request, response: Response) -> None:
        """Note an answer, and keep it."""
        answer = _answer(response, request, self._now())
        request.meta[ANSWERED_AT] = answer.at
        ended = Ended(Outcome.ANSWERED, answer.at, _attempts(request), answer.status, len(answer.body))
        with self._transaction():
            self._journal.note(self._crawl_id, asked, ended, answer)
        self._count(Outcome.ANSWERED)

    def failed(self, asked: Asked, request: Request, error: Exception) -> None:
        """Note that there is no answer: not to be had, or not to be asked for. A crawl that is resumed tries again."""
        refused = isinstance(error, IgnoreRequest) and str(error) != _REDIRECTED_TOO_OFTEN
        outcome = Outcome.REFUSED if refused else Outcome.FAILED
        cause = f"{type(error).__name__}: {error}"[:_LONGEST_CAUSE]
        ended = Ended(outcome, self._now(), 0 if refused else _attempts(request), cause=cause)
        with self._transaction():
            self._journal.note(self._crawl_id, asked, ended)
        self._count(outcome)

    def close(self) -> None:
        """Close what was opened."""
        self._connection.close()
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._storing(), self._connection.begin():
            yield

    def _now(self) -> datetime:
        clock: Clock = getattr(self._crawler.spider, "clock", None) or clock_from(None)
        return clock()

    def _count(self, what: str) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"gongkai/requests/{what}")


def _asked(request: Request, at: datetime) -> Asked:
    told = request.meta.get("journal") or {"site": host_of(request.url), "role": ROBOTS, "why": ""}
    rendered = request.meta.get("render") is not None
    asked = "\n".join((request.method, request.url, hashlib.sha256(request.body).hexdigest(), str(rendered)))
    key = hashlib.sha256(asked.encode()).hexdigest()
    return Asked(told["site"], key, request.method, request.url, told["role"], told["why"], rendered, at)


def _attempts(request: Request) -> int:
    return 1 + sum(int(request.meta.get(name, 0)) for name in _TRIED_AGAIN)


def _answer(response: Response, request: Request, at: datetime) -> Answered:
    kind = next(one.__name__ for one in type(response).__mro__ if one.__name__ in _KINDS)
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    beside = {name: request.meta[name] for name in _BESIDE if name in request.meta}
    return Answered(kind, response.url, response.status, headers, response.body, at, tuple(response.flags), beside)


def _response(answer: Answered, request: Request) -> Response:
    headers = Headers()
    for name, value in answer.headers:
        headers.appendlist(name.encode("latin-1"), value.encode("latin-1"))
    return _KINDS[answer.kind](
        answer.url, status=answer.status, headers=headers, body=answer.body, request=request, flags=[*answer.flags]
    )
