"""Looks whether we still see and work, and writes to the operators what began and what is over."""

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.jobs import crawl_run
from monitor.schedule import year_plan
from monitor.watch import CanaryFacts, Changes, Facts, Trouble, message_to, step, troubles_of
from monitor.watch.message import words_of_end
from monitor.wiring import Workspace
from storage.outbox_records import State
from storage.unit_of_work import UnitOfWork, unit_of_work

JOB = "watch"

_REMEMBERED = timedelta(days=120)
"""In the quiet part of the year a site is visited once a month."""

_LOOKS_KEPT = 6
_CRAWLS = 60
_DEAD_NAMED = 1000

Free = Callable[[Path], float]
"""The share of the disk of a folder that is free."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """What one look came to. `written` are the ids of the messages that were put into the outbox."""

    troubles: tuple[Trouble, ...]
    changes: Changes
    written: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """One line for whoever started it."""
        began, ended = len(self.changes.began), len(self.changes.ended)
        return f"{len(self.troubles)} troubles; {began} began, {ended} ended, {len(self.written)} messages written"


def free_share(folder: Path) -> float:
    """How much of the disk is free, of 1."""
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total


def watch(workspace: Workspace, at: datetime, free: Free = free_share) -> Watched:
    """Look, and put what began and what ended into the outbox of every operator, all or nothing.

    Where no operator is named it is logged alone. Raises BadConfig where the list of recipients cannot be read.
    """
    operators = workspace.recipients.operators
    with unit_of_work(workspace.database) as work:
        troubles = troubles_of(facts_of(workspace, work, at, free))
        changes = step(work.troubles.open(), troubles, at, workspace.config.watch.looks)
        for episode in changes.kept:
            work.troubles.keep(episode)
        for episode in changes.forgotten:
            work.troubles.forget(episode)
        written = [
            work.outbox.put(message, at)
            for operator in operators
            for way in operator.channels
            for message in [
                message_to(
                    operator.id, way.name, operator.language, changes, work.outbox.told(operator.id, way.name), at
                )
            ]
            if message is not None
        ]
    _log(changes, at)
    return Watched(troubles, changes, tuple(one for one in written if one is not None))


def present_troubles(workspace: Workspace, at: datetime, free: Free = free_share) -> tuple[Trouble, ...]:
    """What is broken at this moment, told or not; nothing is written down."""
    with unit_of_work(workspace.database) as work:
        return troubles_of(facts_of(workspace, work, at, free))


def facts_of(workspace: Workspace, work: UnitOfWork, at: datetime, free: Free) -> Facts:
    """What there is to be known now."""
    settings = workspace.config.watch
    sites = {unit.site_id for unit in work.units.register()}
    looks = work.eyesight.looks(at - _REMEMBERED, _LOOKS_KEPT)
    return Facts(
        now=at,
        settings=settings,
        looks={site_id: of_site for site_id, of_site in looks.items() if site_id in sites},
        silent=_silent(work),
        canaries=_canaries(work, settings.canaries),
        rule_errors=work.eyesight.rule_errors(),
        last_crawl=work.runs.last(crawl_run.JOB),
        last_slots=work.slots.last_run(at),
        overdue=work.slots.overdue(at, timedelta(minutes=settings.late_minutes)),
        waiting=_waiting(workspace, work, at),
        heartbeats=work.slots.heartbeats(),
        disk_free=free(workspace.folder),
        dead=work.outbox.listing([State.DEAD], limit=_DEAD_NAMED),
        oldest_open=work.outbox.oldest_open(),
        known=frozenset((episode.kind, episode.about) for episode in work.troubles.open()),
    )


def _waiting(workspace: Workspace, work: UnitOfWork, at: datetime) -> frozenset[str]:
    running = {slot.job for slot in work.slots.running(at)}
    plan = year_plan(workspace.config, str(workspace.folder))
    return frozenset(job.name for job in plan.values() if running & {job.name, *job.after})


def _silent(work: UnitOfWork) -> Mapping[str, tuple[str, ...]]:
    """The units lost by the last crawl of each site, by their site."""
    sites = {unit.id: unit.site_id for unit in work.units.register()}
    seen: set[str] = set()
    silent: dict[str, list[str]] = {}
    for run in work.runs.latest(crawl_run.JOB, _CRAWLS):
        told_of = set(run.detail.get("sites", ()))
        for unit_id in run.detail.get("silent", ()):
            site_id = sites.get(unit_id)
            if site_id is not None and site_id in told_of - seen:
                silent.setdefault(site_id, []).append(unit_id)
        seen |= told_of
    return {site_id: tuple(units) for site_id, units in silent.items()}


def _canaries(work: UnitOfWork, unit_ids: tuple[str, ...]) -> tuple[CanaryFacts, ...]:
    register = work.units.register()
    units = {unit_id: register.get(unit_id) for unit_id in unit_ids if unit_id in register}
    met = work.eyesight.last_met(unit_ids)
    walked = work.eyesight.last_thorough({unit.site_id for unit in units.values()})
    known = {
        unit_id: CanaryFacts(unit_id, unit.name, met.get(unit_id), walked.get(unit.site_id))
        for unit_id, unit in units.items()
    }
    return tuple(known.get(unit_id, CanaryFacts(unit_id, None, None, None)) for unit_id in unit_ids)


def _log(changes: Changes, at: datetime) -> None:
    for episode in changes.began:
        logger.warning("trouble: %s", episode.said.en)
    for episode in changes.ended:
        logger.warning("over: %s", words_of_end(episode, at).en)
