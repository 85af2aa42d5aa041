"""Commands of the operator: the schedule, the database, and what is missing on this machine."""

import os
import sys
from datetime import date, datetime, time
from typing import Annotated

import typer
from rich.table import Table

from crawler.domain.clock import SHANGHAI
from monitor import doctor as machine
from monitor.cli.options import Now, WorkspaceOption, moment, open_workspace, say, show
from monitor.jobs import schedule as schedule_jobs
from monitor.jobs import schedule_listing


def _last_day(text: str) -> datetime:
    """The last moment of a day."""
    try:
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=SHANGHAI)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day like 2026-02-01") from error


Until = Annotated[
    datetime | None,
    typer.Option(parser=_last_day, metavar="DATE", help="Print what is due from now on until then, instead."),
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(doctor)
    schedule = typer.Typer(help="The jobs that run by themselves.", no_args_is_help=True)
    schedule.command("list")(list_schedule)
    schedule.command("run")(run_schedule)
    app.add_typer(schedule, name="schedule")
    database = typer.Typer(help="The database.", no_args_is_help=True)
    database.command("upgrade")(upgrade_database)
    app.add_typer(database, name="db")


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Install what is missing.")] = False,
    for_tests: Annotated[bool, typer.Option("--for-tests", help="Look for what the tests need, too.")] = False,
) -> None:
    """Say what is there and what is missing, with the command that mends it."""

    def look() -> tuple[machine.Diagnosis, ...]:
        return machine.diagnose(os.environ, for_tests=for_tests)

    if fix:
        for needed in (seen for seen in look() if seen.needed and not seen.found):
            machine.mend(needed, look, say)
    found = look()
    show(_table(found))
    missing = [seen for seen in found if not seen.found]
    for seen in missing:
        sys.stdout.write(f"{seen.name} {seen.purpose}; to mend it: {seen.remedy}\n")
    if any(seen.needed for seen in missing):
        raise typer.Exit(1)


def list_schedule(
    until: Until = None,
    workspace: WorkspaceOption = None,
    now: Now = None,
) -> None:
    """List the jobs with their next and their last runs, how late these were, and how many were missed."""
    as_of = moment(now)
    with open_workspace(workspace) as opened:
        if until is not None:
            show(schedule_listing.plan_ahead(opened, as_of, until))
            return
        show(schedule_listing.listing(opened, as_of))
        for line in schedule_listing.standing(opened, as_of):
            say(line)


def run_schedule(
    due: Annotated[bool, typer.Option("--due", help="Run what is due now, and end: for cron.")] = False,
    workspace: WorkspaceOption = None,
    now: Now = None,
) -> None:
    """Run the jobs at their times, until stopped.

    With --due and --now it runs what was due by then as if it were then: call by call, a season is replayed.
    In a replay time only goes forward: what was due before the last call is not run again.
    """
    if now is not None and not due:
        raise typer.BadParameter("it goes with --due", param_hint="--now")
    with open_workspace(workspace) as opened:
        if not due:
            schedule_jobs.run(opened, say)
        elif schedule_jobs.run_due(opened, now, say):
            raise typer.Exit(1)


def upgrade_database(workspace: WorkspaceOption = None) -> None:
    """Bring the database to the revision of this version."""
    with open_workspace(workspace) as opened:
        opened.prepare()
    say("the database is at our revision")


def _table(found: tuple[machine.Diagnosis, ...]) -> Table:
    table = Table("", "what", "where", show_edge=False, pad_edge=False)
    for seen in found:
        mark = "[green]ok[/]" if seen.found else ("[red]missing[/]" if seen.needed else "[yellow]absent[/]")
        table.add_row(mark, seen.name, seen.found or "")
    return table
