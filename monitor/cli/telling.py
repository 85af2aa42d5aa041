"""Commands that tell oversight offices what is new, and show who is told."""

import os
import sys
from collections.abc import Iterable
from datetime import datetime

import typer
from rich.table import Table

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import UnknownUnit
from monitor.alerts.posting import Post
from monitor.channels.opening import open_channel
from monitor.channels.settings import MailChannel
from monitor.cli.options import Now, WorkspaceOption, Year, moment, open_workspace, say, show
from monitor.jobs.alert import preview_all, preview_messages, unserved, write_all, write_messages
from monitor.jobs.deliver import deliver_outbox
from monitor.recipients import RECIPIENTS_FILE, Office, Operator, heard_from
from monitor.summaries.words import clock_time
from monitor.wiring import Workspace


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    alert = typer.Typer(help="Messages to the oversight offices.", no_args_is_help=True)
    alert.command()(preview)
    alert.command()(send)
    app.add_typer(alert, name="alert")
    recipients = typer.Typer(help="Who is told, and how.", no_args_is_help=True)
    recipients.command("check")(check_recipients)
    app.add_typer(recipients, name="recipients")


def preview(year: Year = None, now: Now = None, workspace: WorkspaceOption = None) -> None:
    """Print the messages that would be written now, and write none.

    Without --year they are of the year now due, with what is taken back of the one before and is due early next year.
    """
    as_of = moment(now)
    with open_workspace(workspace) as opened:
        posts = preview_all(opened, as_of) if year is None else preview_messages(opened, year, as_of)
        offices, nowhere = len(opened.recipients.offices), unserved(opened)
    for post in posts:
        sys.stdout.write(_printed(post, as_of))
    _say_unserved(nowhere)
    _say_nothing_new(len(posts) + len(nowhere), offices)
    if nowhere:
        raise typer.Exit(1)


def send(year: Year = None, now: Now = None, workspace: WorkspaceOption = None) -> None:
    """Write to each oversight office what it was not told yet, in one digest, and deliver what is in the outbox.

    Without --year it is of the year now due, with what is taken back of the one before and is due early next year.
    """
    as_of = moment(now)
    with open_workspace(workspace) as opened:
        written = write_all(opened, as_of) if year is None else write_messages(opened, year, as_of)
        deliveries = deliver_outbox(opened, as_of)
        offices, nowhere = opened.recipients.offices, unserved(opened)
        held = [one for one in offices if heard_from(opened.recipients.quiet_of(one), as_of) is None]
    for message in written:
        say(f"{message.recipient}: {len(message.told)} items told over {message.channel} ({message.kind})")
    for office in held:
        say(f"{office.id}: left in peace today; what is due is written on the next day that is not")
    for failed in (*deliveries.delayed, *deliveries.dead):
        say(f"error: no message delivered to {failed.recipient} over {failed.channel}: {failed.said}")
    _say_unserved(nowhere)
    _say_nothing_new(len(written) + deliveries.count + len(held) + len(nowhere), len(offices))
    if deliveries.delayed or deliveries.dead or nowhere:
        raise typer.Exit(1)


def check_recipients(workspace: WorkspaceOption = None) -> None:
    """Read the list of recipients, look its areas and channels up, and print who is told how."""
    with open_workspace(workspace) as opened:
        recipients = opened.recipients
        for office in unserved(opened):
            raise UnknownUnit(office.area_id)
        told: tuple[Office | Operator, ...] = (*recipients.offices, *recipients.operators)
        for one in told:
            for way in one.channels:
                open_channel(way, opened.config.mail, os.environ)
        troubles = [office.id for office in recipients.offices if _is_never_told(opened, office)]
    show(_table(told))
    for office_id in troubles:
        say(f"warning: {office_id} is never told anything: schedule.alert lies at the end of its days, in quiet hours")
    if not recipients.offices:
        _say_nothing_new(0, 0)


def _is_never_told(workspace: Workspace, office: Office) -> bool:
    """Whether the daily run falls where nothing is written on any day; the day is one of work."""
    hour, minute = map(int, workspace.config.schedule.alert.split(":"))
    at = datetime(2025, 3, 5, hour, minute, tzinfo=SHANGHAI)
    return heard_from(workspace.recipients.quiet_of(office), at) is None


def _table(told: tuple[Office | Operator, ...]) -> Table:
    table = Table("id", "name", "area", "channels", show_edge=False, pad_edge=False, header_style="bold")
    for one in told:
        ways = ", ".join(f"{way.name} {way.mail}" if isinstance(way, MailChannel) else way.name for way in one.channels)
        table.add_row(one.id, one.name, one.area_id if isinstance(one, Office) else "operator", ways)
    return table


def _printed(post: Post, as_of: datetime) -> str:
    message = post.message
    waits = ""
    if post.not_before is None:
        waits = "Held: a day on which the office is left in peace\n"
    elif post.not_before > as_of:
        waits = f"Not before: {clock_time(post.not_before)}\n"
    head = f"To: {message.recipient} ({message.channel})\nKind: {message.kind}\n{waits}Subject: {message.subject}"
    return f"{head}\n\n{message.body}\n\n"


def _say_unserved(offices: Iterable[Office]) -> None:
    for office in offices:
        say(f"error: nothing can be told to {office.id}: the register has no area {office.area_id!r}")


def _say_nothing_new(found: int, offices: int) -> None:
    if not offices:
        say(f"no oversight office is configured: see {RECIPIENTS_FILE}, or [[offices]] in gongkai.toml")
    elif not found:
        say("nothing new to tell")
