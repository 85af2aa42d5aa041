"""All that is broken of ours at one moment."""

from collections.abc import Callable, Iterator

from monitor.watch.canaries import canaries_missed
from monitor.watch.facts import Facts
from monitor.watch.machinery import (
    checks_crashed,
    disk_full,
    jobs_failed,
    jobs_late,
    outbox_stuck,
    scheduler_gone,
)
from monitor.watch.sites import sites_rebuilt, sites_silent, sites_unseen
from monitor.watch.trouble import Trouble

_WATCHERS: tuple[Callable[[Facts], Iterator[Trouble]], ...] = (
    *(canaries_missed, scheduler_gone, jobs_late, jobs_failed, outbox_stuck, disk_full, checks_crashed),
    *(sites_unseen, sites_silent, sites_rebuilt),
)


def troubles_of(facts: Facts) -> tuple[Trouble, ...]:
    """What is broken, the gravest first."""
    return tuple(trouble for watcher in _WATCHERS for trouble in watcher(facts))
