"""Commands of the operator: the schedule, the database, and what is missing on this machine."""

import os
import sys
from typing import Annotated

import typer
from rich.table import Table

from monitor import doctor as machine
from monitor.cli.options import Now, WorkspaceOption, moment, open_workspace, say, show
from monitor.jobs import schedule as schedule_jobs


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


def list_schedule(workspace: WorkspaceOption = None, now: Now = None) -> None:
    """List the jobs with their next and their last runs."""
    with open_workspace(workspace) as opened:
        show(schedule_jobs.listing(opened, moment(now)))


def run_schedule(workspace: WorkspaceOption = None) -> None:
    """Run the jobs at their times, until stopped."""
    with open_workspace(workspace) as opened:
        schedule_jobs.run(opened, say)


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
