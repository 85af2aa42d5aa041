"""Commands by which people correct what was read wrongly."""

from typing import Annotated

import typer
from rich.table import Table

from crawler.domain.clock import SHANGHAI
from crawler.domain.correction import Correction
from crawler.domain.report import CellState
from monitor.annotation import known_address, nearest_addresses
from monitor.checks.phrases import figure
from monitor.cli.options import ByOption, NeededNote, Now, WorkspaceOption, moment, open_workspace, say, show
from monitor.jobs.corrections import Said, correct, judge_corrected, lapsed, said_of, withdraw
from storage.unit_of_work import unit_of_work


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("correct")(correct_cell)
    corrections = typer.Typer(help="What people corrected in what was read.", no_args_is_help=True)
    corrections.command("list")(list_corrections)
    corrections.command("withdraw")(withdraw_correction)
    app.add_typer(corrections, name="corrections")


def correct_cell(
    unit: Annotated[str, typer.Argument(help="The id of a unit in the register.")],
    year: Annotated[int, typer.Option(min=2008, max=2100, help="The year of work.")],
    cell: Annotated[str, typer.Option(metavar="ADDRESS", help="The figure, like requests.granted.total.")],
    value: Annotated[str, typer.Option(help="What the source prints there: a number, blank, or /.")],
    by: ByOption,
    note: NeededNote,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Say what a cell prints that was read wrongly; our own reading stays beside it."""
    address, said = known_address(cell), _said(value)
    if address is None:
        nearest = ", ".join(nearest_addresses(cell)) or "none"
        raise typer.BadParameter(f"no form has a cell {cell!r}; nearest: {nearest}", param_hint="--cell")
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        made, read = correct(work, unit, year, address, said, by, note, moment(now))
        judge_corrected(opened, work, year, unit, moment(now))
    say(f"correction {made.id}: {address} of {unit} on {year} is {value}; we read {figure(read).en}")


def list_corrections(
    year: Annotated[int | None, typer.Option(min=2008, max=2100, help="Only those of this year of work.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only those of this unit.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """List all corrections, withdrawn ones too, and say which no longer apply since the source was changed."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        made = work.corrections.all(year, unit)
        gone = {one.id for one in lapsed(work, year, unit)}
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in ("id", "unit", "year", "cell", "value", "by", "at", "why", "stands"):
        table.add_column(heading, overflow="fold")
    for one in made:
        table.add_row(*_row(one, _stands(one, one.id in gone)))
    show(table)


def withdraw_correction(
    correction_id: Annotated[int, typer.Argument(metavar="ID", help="The number of a correction.")],
    by: ByOption,
    note: NeededNote,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Take a correction back: from now on our own reading counts again."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        taken = withdraw(work, correction_id, by, note, moment(now))
        judge_corrected(opened, work, taken.report_year, taken.unit_id, moment(now))
    say(f"correction {taken.id} of {taken.address} withdrawn")


def _said(value: str) -> Said:
    try:
        return said_of(value)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--value") from error


def _row(one: Correction, stands: str) -> tuple[str, ...]:
    value = {CellState.BLANK: "blank", CellState.NOT_APPLICABLE: "/"}.get(one.state, f"{one.value}")
    made = f"{one.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return str(one.id), one.unit_id, str(one.report_year), str(one.address), value, one.by, made, one.note, stands


def _stands(one: Correction, gone: bool) -> str:
    if one.withdrawn_at is not None:
        return (
            f"withdrawn by {one.withdrawn_by} on {one.withdrawn_at.astimezone(SHANGHAI):%Y-%m-%d}: {one.withdrawn_note}"
        )
    return "no longer applies: the source shows other bytes" if gone else "in force"
