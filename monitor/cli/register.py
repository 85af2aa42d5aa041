"""Commands for the workspace and its register of units."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from crawler.domain.errors import BadRegister
from crawler.domain.unit import Unit
from monitor.cli import addresses
from monitor.cli.options import WorkspaceOption, open_workspace, say, show
from monitor.config import SAMPLE
from monitor.recipients import RECIPIENTS_FILE, SAMPLE_RECIPIENTS
from monitor.register_files import COLUMNS, read_register, write_register
from storage.unit_of_work import unit_of_work

_SAMPLE_REGISTER = (
    "id,name,kind,level,parent_id,site_url,aliases,local_due,contact_email\n"
    "990121,云溪县人民政府,government,county,,http://www.yunxi.example.gov.cn/,云溪县,,\n"
    "990121902,云溪县民政局,department,county,990121,http://www.yunxi.example.gov.cn/,,,\n"
    "990121101,云溪县柳塘镇人民政府,township,township,990121,http://www.yunxi.example.gov.cn/,柳塘镇,01-31,\n"
)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(init)
    units = typer.Typer(help="The register: who owes a report, and where it is published.", no_args_is_help=True)
    units.command("import")(import_units)
    units.command("list")(list_units)
    units.command("export")(export_units)
    units.command("scaffold")(addresses.scaffold)
    units.command("check")(addresses.check)
    app.add_typer(units, name="units")


def init(folder: Annotated[Path, typer.Argument(help="The folder to make.")] = Path("workspace")) -> None:
    """Make a workspace: a commented gongkai.toml and offices.yaml, a sample register, and an empty database."""
    folder.mkdir(parents=True, exist_ok=True)
    files = (("gongkai.toml", SAMPLE), (RECIPIENTS_FILE, SAMPLE_RECIPIENTS), ("units.csv", _SAMPLE_REGISTER))
    for name, text in files:
        if not (folder / name).exists():
            (folder / name).write_text(text, "utf-8")
    with open_workspace(folder) as opened:
        opened.prepare()
    say(f"{folder} is ready: fill in units.csv, then: gongkai --workspace {folder} units import {folder / 'units.csv'}")


def import_units(
    file: Annotated[Path, typer.Argument(help="A register as csv, xlsx or yaml.")], workspace: WorkspaceOption = None
) -> None:
    """Take units into the register; a bad row is named by its line, and nothing is imported."""
    if not file.is_file():
        raise BadRegister(str(file), ("there is no such file",))
    with open_workspace(workspace) as opened:
        register = read_register(file, [office.id for office in opened.recipients.offices])
        opened.prepare()
        with unit_of_work(opened.database) as work:
            work.units.keep(register)
    say(f"{len(register)} units imported")


def list_units(workspace: WorkspaceOption = None) -> None:
    """List the units of the register."""
    show(_table(_units(workspace)))


def export_units(workspace: WorkspaceOption = None) -> None:
    """Print the register as csv, to be edited and imported again."""
    sys.stdout.write(write_register(_units(workspace)))


def _units(workspace: Path | None) -> tuple[Unit, ...]:
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        return tuple(work.units.register())


def _table(units: Sequence[Unit]) -> Table:
    shown = [column for column in COLUMNS if column in ("id", "name", "kind", "level", "parent_id", "site_url")]
    table = Table(*shown, show_edge=False, pad_edge=False, header_style="bold")
    for unit in units:
        table.add_row(*(str(getattr(unit, column) or "") for column in shown))
    return table
