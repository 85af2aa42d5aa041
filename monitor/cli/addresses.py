"""Commands for where units publish: a register to be filled in, and whether its addresses hold."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.unit import Level
from monitor.cli.options import say
from monitor.divisions import load_divisions, unit_of
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
