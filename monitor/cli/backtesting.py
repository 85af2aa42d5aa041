"""The command that tries other rules on what the store holds."""

import json
import re
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.wording import Language
from monitor.cli import backtest_view
from monitor.cli.options import Format, FormatOption, LanguageOption, Now, WorkspaceOption, moment, open_workspace, say
from monitor.jobs.backtest import Against, Backtest, Regime, Trial, backtest, other_terms
from monitor.jobs.reading_again import ReadAgain, read_again
from monitor.rules import read_rules
from monitor.wiring import Workspace
from storage.unit_of_work import UnitOfWork, unit_of_work

_YEARS = re.compile(r"(20\d{2})(?:-(20\d{2}))?")
_AT_ONCE = 30


def add_to(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("backtest")(try_rules)


def _years(text: str) -> tuple[int, ...]:
    found = _YEARS.fullmatch(text)
    years = () if found is None else tuple(range(int(found[1]), int(found[2] or found[1]) + 1))
    if not 0 < len(years) <= _AT_ONCE:
        raise typer.BadParameter(f"{text!r} is neither a year nor years like 2020-2024")
    return years


def try_rules(
    span: Annotated[str, typer.Option("--years", metavar="YEARS", help="The years of work, like 2020-2024.")],
    rules: Annotated[
        Path | None, typer.Option(help="A file of local rules to try; without it those in force, under this version.")
    ] = None,
    area: Annotated[str | None, typer.Option(help="Only this unit and those below it.")] = None,
    against: Annotated[
        Against, typer.Option(help="Hold it against the findings in the store, or what the rules in force say now.")
    ] = Against.STORE,
    again: Annotated[
        bool, typer.Option("--reread", help="Read the archive again with this version, without storing it.")
    ] = False,
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Try rules on what the store holds: which findings would appear and vanish. Nothing is changed, nobody is told."""
    years = _years(span)
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        register = work.units.register()
        present = Regime(opened.rules, opened.terms)
        new = present
        if rules is not None:
            book = read_rules(rules, register)
            new = Regime(book, other_terms(present.terms, book))
        trial = Trial(new, present, against)
        if again:
            read = _read_again(opened, work, years, area)
            trial = Trial(new, present, against, partial(read, work))
        result = backtest(work, years, moment(now), trial, area)
        _print(result, output, language or opened.config.language)
    if result.crashed:
        for unit_id, year, check in result.crashed:
            say(f"error: the check {check} crashed on {unit_id}, {year}")
        raise typer.Exit(1)


def _read_again(opened: Workspace, work: UnitOfWork, years: tuple[int, ...], area: str | None) -> ReadAgain:
    register = work.units.register()
    units = tuple(register) if area is None else register.within(area)
    read = read_again(work, opened.archive, register, years, {unit.id for unit in units})
    for damage in read.damaged:
        say(f"error: {damage}")
    for url in read.lost.values():
        say(f"not read as that report any more: {url}")
    say(f"{read.sources} sources read again, nothing stored")
    return read


def _print(result: Backtest, output: Format, language: Language) -> None:
    if output is Format.JSON:
        sys.stdout.write(json.dumps(backtest_view.to_record(result, language), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(backtest_view.to_text(result, language))
