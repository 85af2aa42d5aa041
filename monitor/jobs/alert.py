"""Writes to the oversight offices what is due to be told, once; delivering it is another job's."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.domain.clock import clock_from
from crawler.domain.errors import AlreadyTold
from crawler.domain.message import Kind, Message
from monitor.alerts.links import Links
from monitor.alerts.posting import Post, to_post
from monitor.alerts.reminding import step_on
from monitor.alerts.writing import Situation, letters_due
from monitor.jobs.situation import situation_of
from monitor.obligations import china_day
from monitor.obligations.ledger import ledger_of
from monitor.recipients import Office, heard_from
from monitor.secret import workspace_secret
from monitor.wiring import Workspace
from storage.unit_of_work import UnitOfWork, unit_of_work

JOB = "alert"

logger = logging.getLogger(__name__)


def preview_all(workspace: Workspace, as_of: datetime) -> tuple[Post, ...]:
    """What would be written now, of every year of work of which something is due."""
    due = tuple(_due(workspace, as_of))
    return tuple(post for year, kinds in due for post in preview_messages(workspace, year, as_of, kinds))


def preview_messages(
    workspace: Workspace, report_year: int, as_of: datetime, kinds: Collection[Kind] = tuple(Kind)
) -> tuple[Post, ...]:
    """What would be written now, also to offices that are in peace today; nothing is written, not even a secret."""
    if not workspace.recipients.offices:
        return ()
    with unit_of_work(workspace.database) as work:
        situation = situation_of(work, workspace, report_year, as_of)
    links = _links(workspace, secret=None)
    return tuple(post for office in situation.offices for post in _posts(situation, office, links, kinds))


def write_all(workspace: Workspace, as_of: datetime) -> tuple[Message, ...]:
    """Put what is due into the outbox, of every year of work of which something is."""
    due = tuple(_due(workspace, as_of))
    return tuple(message for year, kinds in due for message in write_messages(workspace, year, as_of, kinds))


def unserved(workspace: Workspace) -> tuple[Office, ...]:
    """The offices that nothing is written to, since the register does not hold their areas."""
    with unit_of_work(workspace.database) as work:
        register = work.units.register()
    return tuple(office for office in workspace.recipients.offices if office.area_id not in register)


def _due(workspace: Workspace, as_of: datetime) -> Iterator[tuple[int, Collection[Kind]]]:
    """The report years of which something may be due, each with what of it is told.

    Beside the year that is due, what was told of the one before is taken back where it must be, and what is due in
    the first days of January is reminded of before.
    """
    if not workspace.recipients.offices:
        return
    year = china_day(as_of).year - 1
    with unit_of_work(workspace.database) as work:
        told = any(telling.check is not None for telling in work.tellings.of_year(year - 1))
        near = _is_near(work, workspace, year + 1, as_of)
    if told:
        yield year - 1, (Kind.CORRECTION,)
    yield year, tuple(Kind)
    if near:
        yield year + 1, (Kind.REMINDER,)


def _is_near(work: UnitOfWork, workspace: Workspace, report_year: int, as_of: datetime) -> bool:
    """Whether a report of a year that has not ended is due so soon that its unit is reminded of it."""
    today, before = china_day(as_of), workspace.recipients.ladder.before
    entries = ledger_of(work.units.register(), [report_year], workspace.terms)
    days = {entry.obligation.due_on for entry in entries if entry.obligation is not None}
    return any(step_on(day, today, before) is not None for day in days)


def write_messages(
    workspace: Workspace, report_year: int, as_of: datetime, kinds: Collection[Kind] = tuple(Kind)
) -> tuple[Message, ...]:
    """Put what is due into the outbox, of these kinds; the messages that were put.

    What an office is to be left in peace from until another day is not written: the next run tells what is so then.
    """
    if not workspace.recipients.offices:
        return ()
    clock = clock_from(as_of)
    with unit_of_work(workspace.database) as work:
        run = work.runs.begin(JOB, as_of)
        situation = situation_of(work, workspace, report_year, as_of)
    links = _links(workspace, workspace_secret(workspace) if workspace.config.serve.public_url else None)
    put = tuple(
        message
        for office in situation.offices
        if heard_from(situation.recipients.quiet_of(office), as_of) is not None
        for message in _put(workspace, tuple(_posts(situation, office, links, kinds)), as_of)
    )
    with unit_of_work(workspace.database) as work:
        work.runs.end(run, clock(), "done", {"report_year": report_year, "messages": len(put)})
    return put


def _posts(
    situation: Situation, office: Office, links: Links | None, kinds: Collection[Kind] = tuple(Kind)
) -> Iterator[Post]:
    recipients, summary = situation.recipients, situation.summary
    heard = heard_from(recipients.quiet_of(office), summary.as_of)
    days = timedelta(days=recipients.acknowledgement.valid_days)
    usable = None if links is None else replace(links, valid=days)
    for channel, letter in letters_due(situation, office):
        if letter.kind not in kinds:
            continue
        yield to_post(
            letter,
            office,
            channel,
            summary.report_year,
            summary.as_of,
            heard,
            usable,
            recipients.acknowledgement.contact,
        )


def _links(workspace: Workspace, secret: bytes | None) -> Links | None:
    public_url = workspace.config.serve.public_url
    return Links(public_url, secret, timedelta()) if public_url else None


def _put(workspace: Workspace, posts: tuple[Post, ...], as_of: datetime) -> Iterator[Message]:
    """Each message with what it asks to take note of, both or neither; what somebody else told meanwhile is left."""
    for post in posts:
        try:
            with unit_of_work(workspace.database) as work:
                put = work.outbox.put(post.message, as_of, post.not_before)
                if put is not None:
                    work.acknowledgements.ask(post.asked)
        except AlreadyTold as told:
            logger.warning("%s; the rest is told by the next run", told)
            continue
        if put is not None:
            yield post.message
