"""What the last crawl came to, as Prometheus reads it: a text file for the collector of the node exporter."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile


class Crawled(Protocol):
    """What a crawl tells of itself."""

    sites: int
    pages: int
    errors: int
    outcomes: dict[str, str]
    counts: dict[str, int]

    @property
    def lost(self) -> int:
        """How many units fell silent."""


def write_metrics(path: Path, crawled: Crawled, took: timedelta, at: datetime, *, failed: bool) -> None:
    """Write the figures of a crawl in place of those of the one before."""
    registry = CollectorRegistry()
    plain: Mapping[str, tuple[str, float]] = {
        "end_timestamp_seconds": ("When the last crawl ended.", at.timestamp()),
        "duration_seconds": ("How long it took.", took.total_seconds()),
        "failed": ("Whether it cannot be relied on.", float(failed)),
        "sites": ("The sites it was to visit.", crawled.sites),
        "pages": ("The answers it took.", crawled.pages),
        "errors": ("The errors of our own that it met.", crawled.errors),
        "silent_units": ("The units whose reports were listed before and are listed no more.", crawled.lost),
    }
    for name, (words, value) in plain.items():
        Gauge(f"gongkai_crawl_{name}", words, registry=registry).set(value)
    outcomes = Gauge("gongkai_crawl_visits", "How its visits ended.", ["outcome"], registry=registry)
    for outcome, number in Counter(crawled.outcomes.values()).items():
        outcomes.labels(outcome).set(number)
    events = Gauge("gongkai_crawl_events", "What it counted on the way.", ["event"], registry=registry)
    for event, number in crawled.counts.items():
        events.labels(event.removeprefix("gongkai/")).set(number)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_to_textfile(str(path), registry)
