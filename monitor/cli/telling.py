"""Commands that tell oversight offices what is new."""

import sys

import typer

from monitor.alerts import Letter
from monitor.cli.options import Now, WorkspaceOption, Year, moment, open_workspace, say, year_due
from monitor.jobs.alert import letters, send_letters


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    alert = typer.Typer(help="Letters to the oversight offices.", no_args_is_help=True)
    alert.command()(preview)
    alert.command()(send)
    app.add_typer(alert, name="alert")


def preview(year: Year = None, now: Now = None, workspace: WorkspaceOption = None) -> None:
    """Print the letters that would be sent now, and send none."""
    as_of = moment(now)
    with open_workspace(workspace) as opened:
        found = tuple(letters(opened, year_due(year, as_of), as_of))
    for letter in found:
        sys.stdout.write(_printed(letter))
    _say_nothing_new(len(found), len(opened.config.offices))


def send(year: Year = None, now: Now = None, workspace: WorkspaceOption = None) -> None:
    """Mail each oversight office what it was not told yet: one digest, not one mail a unit."""
    as_of = moment(now)
    with open_workspace(workspace) as opened:
        deliveries = send_letters(opened, year_due(year, as_of), as_of)
    for delivery in deliveries:
        to = delivery.letter.recipient
        say(f"error: {delivery.failure}" if delivery.failure else f"{to}: {len(delivery.letter.items)} items told")
    _say_nothing_new(len(deliveries), len(opened.config.offices))
    if any(delivery.failure for delivery in deliveries):
        raise typer.Exit(1)


def _printed(letter: Letter) -> str:
    return f"To: {letter.recipient}\nSubject: {letter.subject}\n\n{letter.body}\n\n"


def _say_nothing_new(found: int, offices: int) -> None:
    if not offices:
        say("no oversight office is configured: see [[offices]] in gongkai.toml")
    elif not found:
        say("nothing new to tell")
