"""Sends what is in the outbox, over the channels that the list of recipients names."""

import os
import socket
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from crawler.domain.clock import SHANGHAI, clock_from
from crawler.domain.errors import NotAccepted
from crawler.domain.message import Channel
from monitor.alerts.delivering import Channels, Deliveries, Handled, Peace, deliver
from monitor.channels.opening import open_channel
from monitor.obligations.days import china_day
from monitor.recipients import Quiet, Recipients, heard_from
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

JOB = "deliver"

_LONGEST_PEACE = 15


def deliver_outbox(
    workspace: Workspace,
    at: datetime,
    *,
    channels: Channels | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Deliveries:
    """Send all that is due; raises BadConfig, with nothing sent, where the list of recipients cannot be read.

    A run in which nothing was due is not noted: it happens every few minutes.
    """
    clock = clock_from(at)
    peace = peace_of(workspace.recipients)
    result = deliver(workspace, channels or channels_of(workspace), clock, _owner(), stop=stop, peace=peace)
    if result.count:
        with unit_of_work(workspace.database) as work:
            run = work.runs.begin(JOB, at)
            work.runs.end(run, clock(), "failed" if result.dead else "done", _detail(result))
    return result


def channels_of(workspace: Workspace) -> Channels:
    """Opens the channels of the recipients as the files stand now, each once; raises BadConfig."""
    recipients, mail = workspace.recipients, workspace.config.mail

    @cache
    def opened(recipient: str, name: str) -> Channel:
        settings = recipients.channel(recipient, name)
        if settings is None:
            raise NotAccepted(recipient, f"the list of recipients has no channel {name} of theirs any more")
        return open_channel(settings, mail, os.environ)

    return opened


def peace_of(recipients: Recipients) -> Peace:
    """From when on a recipient may hear of something; operators always do."""

    def heard(recipient: str, moment: datetime) -> datetime:
        office = recipients.office(recipient)
        return moment if office is None else _heard_from(recipients.quiet_of(office), moment)

    return heard


def _heard_from(quiet: Quiet, moment: datetime) -> datetime:
    """No peace lasts longer than the days that are looked ahead."""
    at = moment
    for _ in range(_LONGEST_PEACE):
        heard = heard_from(quiet, at)
        if heard is not None:
            return heard
        midnight = datetime.combine(china_day(at), time(), SHANGHAI)
        at = midnight + timedelta(days=1)
    return moment


def _owner() -> str:
    """Who sends, unlike every other sender."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


def _detail(result: Deliveries) -> dict[str, Any]:
    return {
        "delivered": len(result.delivered),
        "delayed": [_told(handled) for handled in result.delayed],
        "dead": [_told(handled) for handled in result.dead],
    }


def _told(handled: Handled) -> dict[str, Any]:
    retry_at = handled.retry_at
    return asdict(handled) | {"retry_at": None if retry_at is None else retry_at.isoformat()}
