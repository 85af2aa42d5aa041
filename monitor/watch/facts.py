"""What the watch looks at: facts from the store and the machine, as they are at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from monitor.config.watch_settings import WatchSettings
from storage.eyesight import Look
from storage.outbox_records import Posted
from storage.runs import Run
from storage.slots import Heartbeat, Slot

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CanaryFacts:
    """A unit whose reports are always there: when one was met last, and when its site was last walked in full.

    `name` is None where the register does not hold it.
    """

    unit_id: str
    name: str | None
    met_at: datetime | None
    walked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them.

    `looks` are the last visits to each site of the register, the oldest first. `silent` are the units, by site, whose
    reports the last crawl of that site lost. `known` are the troubles that are open already: what it takes to end one
    is more than what it takes not to begin one. `waiting` are the jobs that wait for another one, which is running, or
    for themselves. `disk_free` is a share of 1, None where nobody has looked.
    """

    now: datetime
    settings: WatchSettings
    looks: Mapping[str, tuple[Look, ...]] = field(default_factory=lambda: _NOTHING)
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    canaries: tuple[CanaryFacts, ...] = ()
    rule_errors: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    last_crawl: Run | None = None
    last_slots: Mapping[str, Slot] = field(default_factory=lambda: _NOTHING)
    overdue: tuple[Slot, ...] = ()
    waiting: frozenset[str] = frozenset()
    heartbeats: tuple[Heartbeat, ...] = ()
    disk_free: float | None = None
    dead: tuple[Posted, ...] = ()
    oldest_open: Posted | None = None
    known: frozenset[tuple[str, str]] = frozenset()
