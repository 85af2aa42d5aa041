"""What was known when a crawl began: a crawl that is resumed must not take what it found itself for old news."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from crawler.domain.knowledge import Knowledge, KnownCapture, Lesson
from storage.captures import trail_from, trail_record
from storage.journal_tables import crawl_knowledge


class CrawlKnowledge:
    """The knowledge that each unfinished crawl set out with."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, crawl_id: int, knowledge: Mapping[str, Knowledge]) -> None:
        """Keep what is known as a crawl begins."""
        told = json.dumps([_to_record(one) for one in knowledge.values()]).encode()
        self._connection.execute(insert(crawl_knowledge), {"crawl_id": crawl_id, "knowledge": zlib.compress(told, 1)})

    def of(self, crawl_id: int) -> dict[str, Knowledge] | None:
        """What a crawl set out with; None where it has not begun."""
        query = select(crawl_knowledge.c.knowledge).where(crawl_knowledge.c.crawl_id == crawl_id)
        told: bytes | None = self._connection.execute(query).scalar_one_or_none()
        if told is None:
            return None
        found = (_from_record(record) for record in json.loads(zlib.decompress(told)))
        return {knowledge.site_id: knowledge for knowledge in found}

    def forget(self, crawl_id: int) -> None:
        """Drop it, for the crawl is over."""
        self._connection.execute(delete(crawl_knowledge).where(crawl_knowledge.c.crawl_id == crawl_id))


def _to_record(knowledge: Knowledge) -> dict[str, Any]:
    return {
        "site_id": knowledge.site_id,
        "held": sorted(knowledge.held),
        "captures": {url: _capture_record(known) for url, known in knowledge.captures.items()},
        "lessons": [asdict(lesson) | {"at": lesson.at.isoformat()} for lesson in knowledge.lessons],
    }


def _capture_record(known: KnownCapture) -> dict[str, Any]:
    trail = None if known.trail is None else trail_record(known.trail)
    return asdict(known) | {"last_seen_at": known.last_seen_at.isoformat(), "trail": trail}


def _capture_from(record: Mapping[str, Any]) -> KnownCapture:
    """What was known of an address; one kept by an older version of ours does not say how we came to it."""
    trail = record.get("trail")
    seen = datetime.fromisoformat(record["last_seen_at"])
    return KnownCapture(**{**record, "last_seen_at": seen, "trail": None if trail is None else trail_from(trail)})


def _from_record(record: Mapping[str, Any]) -> Knowledge:
    captures = {url: _capture_from(known) for url, known in record["captures"].items()}
    lessons = tuple(Lesson(**told | {"at": datetime.fromisoformat(told["at"])}) for told in record["lessons"])
    held = frozenset((unit_id, year) for unit_id, year in record["held"])
    return Knowledge(record["site_id"], held, captures, lessons)
