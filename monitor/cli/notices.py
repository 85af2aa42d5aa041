"""Commands that write the documents which an office sends."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import UnknownOffice
from monitor.cli.options import Now, WorkspaceOption, Year, moment, open_workspace, say, year_due
from monitor.cli.output import put_out
from monitor.documents import NoticeKind, find_template, render_document, render_lists, shipped_template
from monitor.documents.printing import print_documents
from monitor.documents.templates_at_hand import FOLDER_NAME
from monitor.jobs.notices import Asked, write_notice
from monitor.wiring import Workspace


class NoticeFormat(StrEnum):
    """How a document is written; XLSX holds its lists alone."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    notices = typer.Typer(help="Documents that an office sends: drafts, to be looked over.", no_args_is_help=True)
    notices.command()(write)
    notices.command()(templates)
    app.add_typer(notices, name="notices")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day like 2025-05-09") from error


Day = Annotated[date | None, typer.Option("--reply-by", parser=_day, metavar="DAY", help="By when they shall answer.")]


def write(
    kind: Annotated[NoticeKind, typer.Argument(help="Which document.")],
    area: Annotated[str, typer.Option(help="The unit of the register whose area it is about.")],
    year: Year = None,
    office: Annotated[
        str | None, typer.Option(help="The office that sends it, by its id among the recipients.")
    ] = None,
    contact: Annotated[str, typer.Option(help="Whom to call, and where; else a blank to be filled in.")] = "",
    reply_by: Day = None,
    since: Annotated[
        date | None, typer.Option(parser=_day, metavar="DAY", help="circular: look again at what stood that day.")
    ] = None,
    form: Annotated[NoticeFormat, typer.Option("--format", help="docx, pdf, or the lists alone as xlsx.")] = (
        NoticeFormat.DOCX
    ),
    output: Annotated[
        Path | None, typer.Option(help="A file, or a folder to put it into; else the folder here.")
    ] = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write a document: reminder, overdue, rectification (with the list of problems) or circular."""
    as_of = moment(now)
    with open_workspace(workspace) as opened:
        asked = Asked(
            kind=kind,
            area_id=area,
            report_year=year_due(year, as_of),
            as_of=as_of,
            issuer=_name_of(opened, office),
            contact=contact,
            reply_by=reply_by,
            since=None if since is None else datetime.combine(since, time.max, SHANGHAI),
            office_id=office or "",
        )
        content = _WRITERS[form](opened, asked)
    put_out(content, _place(output, f"{kind.value}-{area}-{asked.report_year}.{form.value}"))


def templates(
    output: Annotated[Path | None, typer.Option(help="Where to; else the folder templates of the workspace.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Copy the templates out, to be changed; those in the workspace are used from then on. Nothing is overwritten."""
    with open_workspace(workspace) as opened:
        folder = output or opened.folder / FOLDER_NAME
    for kind in NoticeKind:
        path = folder / f"{kind.value}.docx"
        if path.exists():
            say(f"{path} is there already and stays as it is")
        else:
            put_out(shipped_template(kind).content, path)


def _docx(workspace: Workspace, asked: Asked) -> bytes:
    return render_document(write_notice(workspace, asked), find_template(asked.kind, workspace.folder))


def _pdf(workspace: Workspace, asked: Asked) -> bytes:
    return print_documents({asked.kind.value: _docx(workspace, asked)})[asked.kind.value]


def _xlsx(workspace: Workspace, asked: Asked) -> bytes:
    return render_lists(write_notice(workspace, asked), asked.as_of)


_WRITERS: Mapping[NoticeFormat, Callable[[Workspace, Asked], bytes]] = {
    NoticeFormat.DOCX: _docx,
    NoticeFormat.PDF: _pdf,
    NoticeFormat.XLSX: _xlsx,
}


def _name_of(workspace: Workspace, office_id: str | None) -> str:
    """The office as documents name it, "" where none is asked for; raises UnknownOffice."""
    if office_id is None:
        return ""
    for office in workspace.recipients.offices:
        if office.id == office_id:
            return office.name
    raise UnknownOffice(office_id)


def _place(output: Path | None, name: str) -> Path:
    """A file of that name in a folder that is there; else what was named is the file."""
    if output is None:
        return Path(name)
    return output / name if output.is_dir() else output
