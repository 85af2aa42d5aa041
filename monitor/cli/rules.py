"""Commands for local rules: whether a file is sound, what holds for a unit, and what was loosened."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from crawler.domain.clock import SHANGHAI
from monitor.cli.options import Format, FormatOption, WorkspaceOption, open_workspace, say, show
from monitor.rules import read_rules
from monitor.rules.holding import Holding, holding_for
from monitor.rules.loosening import loosenings_of
from monitor.rules.records import holding_record, ledger_record
from storage.rule_ledger import Effect, Recorded
from storage.unit_of_work import unit_of_work

_NAMED = 10
"""The most findings that are named one by one."""


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    rules = typer.Typer(help="Local rules: what offices set about the checks.", no_args_is_help=True)
    rules.command("check")(check_rules)
    rules.command("show")(show_rules)
    rules.command("ledger")(show_ledger)
    app.add_typer(rules, name="rules")


def check_rules(
    file: Annotated[Path | None, typer.Argument(help="A file of rules; without it the one of the settings.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Read a file of local rules and say what it sets; what is wrong is named by its line, and nothing is applied."""
    with open_workspace(workspace) as opened:
        path = file or opened.rules_path
        with unit_of_work(opened.database) as work:
            book = read_rules(path, work.units.register())
    for one in loosenings_of(book):
        change = one.loosening
        sys.stdout.write(
            f"{change.source}: {change.check} {change.what}: {change.old} → {change.new}, for {change.reach};"
            f" {change.by}: {change.why}\n"
        )
    say(f"{path}: {len(book.written)} rules and {len(book.own)} checks of one's own, nothing amiss")


def show_rules(
    unit: Annotated[str, typer.Argument(help="The id of a unit in the register.")],
    year: Annotated[int, typer.Option(min=2008, max=2100, help="The year of work.")],
    output: FormatOption = Format.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Show what holds for a unit's report otherwise than in the catalogue, and on whose word."""
    with open_workspace(workspace) as opened:
        with unit_of_work(opened.database) as work:
            named = work.units.register().get(unit)
        held = holding_for(opened.rules, named, year)
    if output is Format.JSON:
        _print([holding_record(one) for one in held])
    elif held:
        show(_holding_table(held))
    else:
        say(f"for {named.name} on {year} the catalogue holds as it is written")


def show_ledger(
    year: Annotated[int | None, typer.Option(min=2008, max=2100, help="Only what was recorded on this year.")] = None,
    output: FormatOption = Format.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Show every loosening that took effect: who, when, why, from what to what, and which findings vanished by it."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        entries = work.rule_ledger.entries(year)
    if output is Format.JSON:
        _print([ledger_record(one) for one in entries])
    else:
        show(_ledger_table(entries))


def _holding_table(held: Sequence[Holding]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in ("check", "what", "catalogue", "here", "by", "why", "written in"):
        table.add_column(heading, overflow="fold")
    for one in held:
        cells = (one.check, one.what, one.catalogue, one.here, one.by, one.why, one.source)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _ledger_table(entries: Sequence[Recorded]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in ("year", "since", "until", "check", "change", "for", "units", "vanished", "lowered", "by", "why"):
        table.add_column(heading, overflow="fold")
    for one in entries:
        change = one.loosening
        since = f"{one.effective_at.astimezone(SHANGHAI):%Y-%m-%d}"
        until = "" if one.ended_at is None else f"{one.ended_at.astimezone(SHANGHAI):%Y-%m-%d}"
        said = (change.check, f"{change.what}: {change.old} → {change.new}", change.reach, str(one.units))
        cells = (str(one.report_year), since, until, *said, *_counts(one), change.by, change.why)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _counts(entry: Recorded) -> tuple[str, str]:
    """How many findings vanished and how many were lowered, with their numbers in the store where they are few."""
    counts = []
    for effect in (Effect.VANISHED, Effect.LOWERED):
        touched = [one for one in entry.affected if one.effect is effect]
        ids = [str(one.finding_id) for one in touched if one.finding_id is not None]
        named = f" (findings {', '.join(ids)})" if 0 < len(ids) <= _NAMED else ""
        counts.append(f"{len(touched)}{named}")
    return counts[0], counts[1]


def _print(said: object) -> None:
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
