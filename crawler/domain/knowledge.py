"""Knowledge: what earlier crawls of a site left behind, so that the next one need not find it out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from crawler.domain.capture import Trail

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | float | bool | None
"""What JSON can hold."""

_NO_CAPTURES: Mapping[str, "KnownCapture"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something a crawl found out about a site: a value under a key of its kind; a later one takes its place."""

    site_id: str
    kind: str
    key: str
    value: Json
    at: datetime


@dataclass(frozen=True, slots=True)
class KnownCapture:
    """What stood at an address when we saw it last, and what became of it: read as a report, or kept as a stray.

    `etag` and `last_modified` are what the server said of these bytes; None where it said nothing and where
    a browser drew the page, since then they speak of other bytes. `carrier_url` is the page that links to an
    attachment; `trail` is how we came to it.
    """

    digest: str
    etag: str | None
    last_modified: str | None
    last_seen_at: datetime
    report_year: int | None
    is_stray: bool = False
    carrier_url: str | None = None
    trail: Trail | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known of one site before it is visited again.

    `held` are the units and years of work whose reports the site was seen to carry; `captures` tells, by
    address, what stood there last. An address whose latest bytes nobody could read is not among them.
    """

    site_id: str
    held: frozenset[tuple[str, int]] = frozenset()
    captures: Mapping[str, KnownCapture] = field(default_factory=lambda: _NO_CAPTURES, repr=False)
    lessons: tuple[Lesson, ...] = field(default=(), repr=False)
