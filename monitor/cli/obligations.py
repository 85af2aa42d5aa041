"""The command that prints who owes what by when."""

import json
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from crawler.domain.wording import Language
from monitor.cli import ledger_view
from monitor.cli.options import (
    LanguageOption,
    Now,
    WorkspaceOption,
    Year,
    moment,
    open_workspace,
    say,
    show,
    year_due,
)  # fmt: skip
from monitor.obligations.days import china_day
from monitor.obligations.ledger import LedgerEntry, ledger_of
from storage.unit_of_work import unit_of_work

_FIRST, _LAST = 2008, 2100


class LedgerFormat(StrEnum):
    """How the ledger is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def add_to(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(obligations)


def obligations(
    year: Year = None,
    years: Annotated[str | None, typer.Option(metavar="A-B", help="Several years of work, like 2021-2024.")] = None,
    area: Annotated[str | None, typer.Option(help="Only this unit and those below it.")] = None,
    output: Annotated[LedgerFormat, typer.Option("--format", help="How to print it.")] = LedgerFormat.TEXT,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Print the ledger: which units owe a report, by when and by what rule, and why others owe none."""
    as_of = moment(now)
    wanted = _years(year, years, as_of)
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        register = work.units.register()
        units = None if area is None else register.within(area)
        entries = tuple(ledger_of(register, wanted, opened.terms, units))
    _print(entries, output, as_of, language or opened.config.language)


def _years(year: int | None, years: str | None, as_of: datetime) -> Sequence[int]:
    if years is None:
        return (year_due(year, as_of),)
    if year is not None:
        raise typer.BadParameter("--year and --years exclude each other")
    match = re.fullmatch(r"(\d{4})-(\d{4})", years)
    if match is None or not _FIRST <= int(match[1]) <= int(match[2]) <= _LAST:
        raise typer.BadParameter(f"{years!r} is no span of years like 2021-2024")
    return range(int(match[1]), int(match[2]) + 1)


def _print(entries: Sequence[LedgerEntry], output: LedgerFormat, as_of: datetime, language: Language) -> None:
    if output is LedgerFormat.JSON:
        record = ledger_view.to_record(entries, as_of, language)
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
        return
    if output is LedgerFormat.CSV:
        sys.stdout.write(ledger_view.to_csv(entries, as_of, language))
    else:
        show(ledger_view.to_table(entries, as_of, language))
    for note in ledger_view.notes_on(entries, china_day(as_of)):
        say(note.to(language))
