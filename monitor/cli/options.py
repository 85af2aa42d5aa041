"""Options that many commands share, and what they come to."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, RenderableType

from crawler.domain.clock import SHANGHAI, read_moment
from crawler.domain.wording import Language
from monitor.wiring import Workspace, find_and_load


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


def _moment(text: str) -> datetime:
    try:
        return read_moment(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no moment like 2025-04-20T09:00") from error


Now = Annotated[
    datetime | None,
    typer.Option(parser=_moment, metavar="TIME", help="Behave as if it were then, like 2025-04-20T09:00 (Shanghai)."),
]
Year = Annotated[int | None, typer.Option(min=2008, max=2100, help="The year of work; without it the one now due.")]
WorkspaceOption = Annotated[Path | None, typer.Option("--workspace", help="The workspace; else GONGKAI_WORKSPACE.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]
LanguageOption = Annotated[Language | None, typer.Option("--language", help="zh or en; else as configured.")]


def _said(text: str) -> str:
    if not text.strip():
        raise typer.BadParameter("it says nothing")
    return text.strip()


ByOption = Annotated[str, typer.Option("--by", metavar="NAME", callback=_said, help="Who says so.")]


NeededNote = Annotated[str, typer.Option("--note", callback=_said, help="Why.")]
FreeNote = Annotated[str, typer.Option("--note", help="What else there is to say.")]


@contextmanager
def open_workspace(option: Path | None) -> Iterator[Workspace]:
    """The workspace of a command, closed when the command ends; child processes find the same one."""
    workspace = find_and_load(option, os.environ)
    os.environ["GONGKAI_WORKSPACE"] = str(workspace.folder)
    try:
        yield workspace
    finally:
        workspace.close()


def moment(now: datetime | None) -> datetime:
    """The moment a command acts at."""
    return now if now is not None else datetime.now(UTC)


def year_due(year: int | None, now: datetime) -> int:
    """The year of work a command is about: the one asked for, else the last one that is over in Shanghai."""
    return year if year is not None else now.astimezone(SHANGHAI).year - 1


def show(result: RenderableType) -> None:
    """Print a result for people; in a pipe it is as wide as it needs to be."""
    width = None if sys.stdout.isatty() else 160
    Console(file=sys.stdout, width=width, soft_wrap=False).print(result)


def say(text: str) -> None:
    """Print something beside the result."""
    sys.stderr.write(text + "\n")
