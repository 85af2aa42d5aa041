"""The journal of a crawl: every request it made, why, and how that ended; and, until it is over, every answer.

A crawl that is killed takes the answers from here when it is resumed, and asks only for what is missing.
"""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Row, delete, func, select
from sqlalchemy.sql.dml import ReturningInsert

from storage.journal_tables import answers, crawl_visits, requests
from storage.upsert import insert_into, insert_of

ROBOTS = "robots"
"""The role of a request for robots.txt, which no walk has asked for."""

_LONGEST_TEXT = 2 * 1024 * 1024
_LONGEST_FILE = 20 * 1024 * 1024
_FAST = 1


class Outcome(StrEnum):
    """How a request ended: every one ends in exactly one of these ways."""

    ANSWERED = "answered"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a crawl: what was asked of which site, for what, and what said that it is worth asking."""

    site_id: str
    key: str
    method: str
    url: str
    role: str
    why: str
    rendered: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """How a request ended, after all tries and redirects. `cause` says why there is no answer."""

    outcome: Outcome
    ended_at: datetime
    attempts: int
    status: int | None = None
    bytes: int | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it came, to be given once more. `kind` is the class of the response, `at` when it came.

    `flags` and `beside` are what was found out in fetching it, and told with it.
    """

    kind: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    at: datetime
    flags: tuple[str, ...] = ()
    beside: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def is_text(self) -> bool:
        """Whether it is a page and no file."""
        return self.kind != "Response"

    @property
    def is_kept(self) -> bool:
        """Whether it is small enough to be kept for a crawl that is resumed."""
        return len(self.body) <= (_LONGEST_TEXT if self.is_text else _LONGEST_FILE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    asked: Asked
    ended: Ended


class Journal:
    """All requests of all crawls; a crawl's id is that of its run."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, crawl_id: int, asked: Asked, ended: Ended, answer: Answered | None = None) -> None:
        """Note how a request ended. One that failed may be asked again, and then its line says how that ended."""
        noting, keeping = _statements(self._connection.dialect.name)
        values = {"crawl_id": crawl_id, **_columns(asked), **_columns(ended)}
        request_id = self._connection.execute(noting, values).scalar_one()
        if answer is not None and answer.is_kept:
            self._connection.execute(keeping, {"request_id": request_id, **_packed(answer)})

    def answer(self, crawl_id: int, site_id: str, key: str) -> Answered | None:
        """What a crawl has been answered already, if that is still kept."""
        query = (
            select(answers.c.kind, answers.c.head, answers.c.body, requests.c.status, requests.c.ended_at)
            .join_from(requests, answers, answers.c.request_id == requests.c.id)
            .where(requests.c.crawl_id == crawl_id, requests.c.site_id == site_id, requests.c.key == key)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _unpacked(row)

    def answered(self, crawl_id: int) -> frozenset[tuple[str, str]]:
        """Which requests of a crawl can be answered from here: the site and the key of each."""
        query = select(requests.c.site_id, requests.c.key).join_from(answers, requests)
        found = self._connection.execute(query.where(requests.c.crawl_id == crawl_id))
        return frozenset((row.site_id, row.key) for row in found)

    def totals(self, crawl_id: int, site_id: str) -> Mapping[Outcome, int]:
        """How many requests of a walk ended in which way; their sum is the number of requests the walk has made."""
        query = (
            select(requests.c.outcome, func.count())
            .where(requests.c.crawl_id == crawl_id, requests.c.site_id == site_id, requests.c.role != ROBOTS)
            .group_by(requests.c.outcome)
        )
        return Counter({Outcome(outcome): number for outcome, number in self._connection.execute(query)})

    def sites(self, crawl_id: int) -> frozenset[str]:
        """The sites that a crawl walked, or began to walk."""
        query = select(requests.c.site_id).where(requests.c.crawl_id == crawl_id, requests.c.role != ROBOTS).distinct()
        return frozenset(self._connection.execute(query).scalars())

    def entries(self, crawl_id: int, site_id: str | None = None) -> tuple[Entry, ...]:
        """The lines of a crawl, or of one site in it, in the order of asking."""
        query = select(requests).where(requests.c.crawl_id == crawl_id)
        if site_id is not None:
            query = query.where(requests.c.site_id == site_id)
        rows = self._connection.execute(query.order_by(requests.c.asked_at, requests.c.id))
        return tuple(_entry(row) for row in rows)

    def began(self, crawl_id: int, site_id: str) -> datetime | None:
        """When a crawl first asked anything of a site: a walk that is resumed began then."""
        query = select(func.min(requests.c.asked_at)).where(
            requests.c.crawl_id == crawl_id, requests.c.site_id == site_id
        )
        first: datetime | None = self._connection.execute(query).scalar_one()
        return first

    def told(self, crawl_id: int) -> Mapping[str, int]:
        """The visits that a crawl has made already: the id of each by its site."""
        query = select(crawl_visits.c.site_id, crawl_visits.c.visit_id).where(crawl_visits.c.crawl_id == crawl_id)
        return {row.site_id: row.visit_id for row in self._connection.execute(query)}

    def tell(self, crawl_id: int, site_id: str, visit_id: int) -> None:
        """Note the visit in which the walk of a site ended; a later one takes its place."""
        statement = insert_into(self._connection, crawl_visits).values(
            crawl_id=crawl_id, site_id=site_id, visit_id=visit_id
        )
        latest = {"visit_id": statement.excluded.visit_id}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["crawl_id", "site_id"], set_=latest))

    def forget_answers(self, crawl_id: int) -> None:
        """Drop the answers of a crawl that is over: what was worth keeping is in the archive."""
        over = select(requests.c.id).where(requests.c.crawl_id == crawl_id)
        self._connection.execute(delete(answers).where(answers.c.request_id.in_(over)))

    def forget_before(self, moment: datetime) -> None:
        """Drop the lines of long ago; what they led to is kept elsewhere."""
        old = select(requests.c.id).where(requests.c.ended_at < moment)
        self._connection.execute(delete(answers).where(answers.c.request_id.in_(old)))
        self._connection.execute(delete(requests).where(requests.c.ended_at < moment))


@cache
def _statements(dialect: str) -> tuple[ReturningInsert[int], Insert]:
    """Noting a request and keeping its answer; made once, for making them costs more than running them."""
    request, answer = insert_of(dialect, requests), insert_of(dialect, answers)
    renewed: dict[str, Any] = {
        name: request.excluded[name] for name in ("ended_at", "outcome", "cause", "status", "bytes")
    }
    renewed["attempts"] = requests.c.attempts + request.excluded.attempts
    noting = request.on_conflict_do_update(index_elements=["crawl_id", "site_id", "key"], set_=renewed)
    kept = {name: answer.excluded[name] for name in ("kind", "head", "body")}
    keeping = answer.on_conflict_do_update(index_elements=["request_id"], set_=kept)
    return noting.returning(requests.c.id), keeping


def _columns(part: Asked | Ended) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__slots__}


def _packed(answer: Answered) -> dict[str, Any]:
    told = {"url": answer.url, "headers": answer.headers, "flags": answer.flags, "beside": dict(answer.beside)}
    head = zlib.compress(json.dumps(told).encode(), _FAST)
    body = zlib.compress(answer.body, _FAST) if answer.is_text else answer.body
    return {"kind": answer.kind, "head": head, "body": body}


def _unpacked(row: Row[*tuple[Any, ...]]) -> Answered:
    head = _frozen(json.loads(zlib.decompress(row.head)))
    answer = Answered(
        row.kind, head["url"], row.status, head["headers"], row.body, row.ended_at, head["flags"], head["beside"]
    )
    return replace(answer, body=zlib.decompress(row.body)) if answer.is_text else answer


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Tuples again, where JSON has made lists of them."""
    if isinstance(value, dict):
        return {name: _frozen(one) for name, one in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _entry(row: Row[Any]) -> Entry:
    asked = Asked(**{name: getattr(row, name) for name in Asked.__slots__})
    ended = {name: getattr(row, name) for name in Ended.__slots__}
    return Entry(asked, Ended(**ended | {"outcome": Outcome(row.outcome)}))
