"""Commands for where units publish: a register to be filled in, and whether its addresses hold."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from crawler.domain.unit import Level
from monitor.cli.options import Format, FormatOption, WorkspaceOption, open_workspace, say, show
from monitor.divisions import load_divisions, unit_of
from monitor.jobs.check_addresses import AddressFinding, check_addresses
from monitor.register_files import write_register


def scaffold(
    area: Annotated[str, typer.Option(help="The code of a division, 632800 or 63.")],
    townships: Annotated[bool, typer.Option(help="With the townships and subdistricts below the counties.")] = True,
    file: Annotated[Path | None, typer.Option("--output", help="Write it to a file instead of stdout.")] = None,
) -> None:
    """Write a register of an area to fill in: its governments with codes and names, the addresses left open.

    A parent outside the area is left out: it would have to stand in the register, too.
    """
    divisions = load_divisions()
    highest, *below = (unit_of(division, divisions) for division in divisions.within(divisions.get(area)))
    wanted = [unit for unit in below if townships or unit.level is not Level.TOWNSHIP]
    units = [replace(highest, parent_id=None), *wanted]
    text = write_register(units)
    if file is None:
        sys.stdout.write(text)
    else:
        file.write_text(text, "utf-8")
    say(f"{len(units)} units; fill in site_url, then: gongkai units import {file or 'FILE'}")


def check(
    area: Annotated[str | None, typer.Option(help="Only this unit and those below it.")] = None,
    output: FormatOption = Format.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Look once at each address of the register, and say which do not hold."""
    with open_workspace(workspace) as opened:
        found = check_addresses(opened, area, datetime.now(UTC))
    if output is Format.JSON:
        sys.stdout.write(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2) + "\n")
    else:
        show(_table([one for one in found if not one.holds]))
    doubtful = sum(not one.holds for one in found)
    say(f"{len(found)} addresses looked at, {doubtful} to be looked into")
    if doubtful:
        raise typer.Exit(1)


def _record(found: AddressFinding) -> dict[str, str | bool | None]:
    return {
        "unit": found.unit_id,
        "column": found.column,
        "url": found.url,
        "outcome": found.outcome.value if found.outcome is not None else None,
        "detail": found.detail,
        "on_government_host": found.on_government_host,
    }


def _table(doubtful: Sequence[AddressFinding]) -> Table:
    table = Table("unit", "address", "what was found", show_edge=False, pad_edge=False, header_style="bold")
    for one in doubtful:
        outcome = one.outcome.value.replace("_", " ") if one.outcome is not None else ""
        words = [f"{outcome} {one.detail}".strip(), "" if one.on_government_host else "not on a government's host"]
        table.add_row(one.unit_id, one.url, "; ".join(word for word in words if word))
    return table
