"""Commands of the operator: what is on its way to whom, what was given up, and what of ours is broken."""

import json
import sys
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from crawler.domain.wording import Language
from monitor.cli.options import (
    ByOption,
    Format,
    FormatOption,
    LanguageOption,
    NeededNote,
    Now,
    WorkspaceOption,
    moment,
    open_workspace,
    say,
    show,
)
from monitor.jobs.deliver import deliver_outbox
from monitor.jobs.watch import present_troubles
from monitor.obligations.days import china_time
from monitor.safe_text import one_line, printable
from storage.outbox_records import Filed, Posted, State
from storage.unit_of_work import unit_of_work

_SHORT = 12
_SHOWN = 100

MessageId = Annotated[str, typer.Argument(metavar="ID", help="The id of a message, or its beginning.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    outbox = typer.Typer(help="Messages to offices and operators.", no_args_is_help=True)
    outbox.command("list")(list_messages)
    outbox.command("show")(show_message)
    outbox.command("send")(send_messages)
    outbox.command("retry")(retry_message)
    outbox.command("drop")(drop_message)
    app.add_typer(outbox, name="outbox")
    app.command("watch")(show_troubles)


def list_messages(
    state: Annotated[list[State] | None, typer.Option(help="Only those that stand so; may be given twice.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = _SHOWN,
    output: FormatOption = Format.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """List messages with what became of them."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        found = work.outbox.listing(state or (), limit=limit)
        counts = work.outbox.counts()
    if output is Format.JSON:
        _print([_record(posted) for posted in found])
        return
    show(_table(found))
    say(", ".join(f"{number} {state}" for state, number in counts.items() if number) or "the outbox is empty")


def show_message(message: MessageId, output: FormatOption = Format.TEXT, workspace: WorkspaceOption = None) -> None:
    """Show a message as it was put, and all that happened to it."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        filed = work.outbox.get(work.outbox.named(message))
    if output is Format.JSON:
        _print(_whole_record(filed))
    else:
        sys.stdout.write(_printed(filed))


def send_messages(now: Now = None, workspace: WorkspaceOption = None) -> None:
    """Send now what is due; the schedule does it every few minutes."""
    with open_workspace(workspace) as opened:
        deliveries = deliver_outbox(opened, moment(now))
    say(deliveries.in_words)
    if deliveries.dead or deliveries.delayed:
        raise typer.Exit(1)


def retry_message(
    messages: Annotated[list[str], typer.Argument(metavar="ID...", help="Messages by their ids or the beginnings.")],
    by: ByOption,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Try again what was given up, dropped or delayed: it is due at once, from the first attempt on."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        for message in messages:
            work.outbox.retry(work.outbox.named(message), moment(now), by)
    say(f"{len(messages)} messages are due again")


def drop_message(
    message: MessageId, by: ByOption, note: NeededNote, now: Now = None, workspace: WorkspaceOption = None
) -> None:
    """Take a message out that is not to be sent. What it tells counts as told."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        work.outbox.drop(work.outbox.named(message), moment(now), by, note)
    say("dropped")


def show_troubles(
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Print what of ours is broken now, told to operators or not."""
    with open_workspace(workspace) as opened:
        found = present_troubles(opened, moment(now))
        spoken = language or opened.config.language
    if output is Format.JSON:
        _print([{"kind": one.kind, "about": one.about, "zh": one.said.zh, "en": one.said.en} for one in found])
        return
    for trouble in found:
        sys.stdout.write(f"{trouble.kind.words.to(spoken)}: {trouble.said.to(spoken)}\n")
    if not found:
        say("没有发现问题" if spoken is Language.CHINESE else "nothing is broken")


def _table(found: tuple[Posted, ...]) -> Table:
    table = Table("id", "state", "to", "put", "tries", "subject", "last word", show_edge=False, pad_edge=False)
    for posted in found:
        way = f"{posted.recipient}/{posted.channel}"
        facts = (posted.id[:_SHORT], posted.state, way, china_time(posted.created_at), str(posted.attempts))
        table.add_row(*map(Text, (*facts, one_line(posted.subject), one_line(posted.said))))
    return table


def _printed(filed: Filed) -> str:
    posted, message = filed.posted, filed.message
    lines = [
        f"Id: {posted.id}",
        f"To: {posted.recipient} over {posted.channel}",
        f"Kind: {posted.plane}, {posted.kind}",
        f"State: {posted.state}",
        f"Subject: {posted.subject}",
        *(f"Attachment: {one.name} ({one.media_type}, {len(one.content)} bytes)" for one in message.attachments),
        "",
        message.body,
        "",
        *(f"{china_time(event.at)}  {event.state}  {event.by}  {event.said}".rstrip() for event in filed.history),
    ]
    return printable("\n".join(lines)) + "\n"


def _record(posted: Posted) -> dict[str, Any]:
    return {
        "id": posted.id,
        "recipient": posted.recipient,
        "channel": posted.channel,
        "plane": posted.plane,
        "kind": posted.kind,
        "subject": posted.subject,
        "state": posted.state,
        "attempts": posted.attempts,
        "created_at": posted.created_at.isoformat(),
        "due_at": posted.due_at.isoformat() if posted.ended_at is None else None,
        "ended_at": posted.ended_at.isoformat() if posted.ended_at is not None else None,
        "said": posted.said,
    }


def _whole_record(filed: Filed) -> dict[str, Any]:
    message = filed.message
    return _record(filed.posted) | {
        "body": message.body,
        "link": message.link,
        "record": dict(message.record),
        "told": [{"key": told.key, "text": told.text, "unit_id": told.unit_id} for told in message.told],
        "attachments": [
            {"name": one.name, "media_type": one.media_type, "bytes": len(one.content)} for one in message.attachments
        ],
        "history": [
            {"at": event.at.isoformat(), "state": event.state, "by": event.by, "said": event.said}
            for event in filed.history
        ],
    }


def _print(said: object) -> None:
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
