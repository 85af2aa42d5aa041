"""The command that writes the public scorecard."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.errors import BadConfig
from monitor.cli.options import LanguageOption, Now, WorkspaceOption, Year, moment, open_workspace, say, year_due
from monitor.config import ScorecardSettings
from monitor.jobs.summarise import summary_of
from monitor.scorecard import scorecard_of, write_scorecard
from storage.unit_of_work import unit_of_work


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    scorecard = typer.Typer(help="The public scorecard, off by default.", no_args_is_help=True)
    scorecard.callback()(_of_the_public)
    scorecard.command()(export)
    app.add_typer(scorecard, name="scorecard")


def export(
    output: Annotated[Path, typer.Option("--output", help="The folder to write; the scorecard before is replaced.")],
    year: Year = None,
    area: Annotated[str | None, typer.Option(help="Only this unit and those below it.")] = None,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write who published, late or on time, as pages for the public, with evidence and a way to dispute each line."""
    as_of = moment(now)
    with open_workspace(workspace) as opened:
        settings = opened.config.scorecard
        _refuse_unless_wanted(settings)
        with unit_of_work(opened.database) as work:
            summary = summary_of(work, year_due(year, as_of), as_of, area, opened.terms, opened.rules)
    scorecard = scorecard_of(summary, timedelta(days=settings.hold_days))
    number = write_scorecard(scorecard, output, settings.dispute, language or opened.config.language)
    say(f"{output}: {number} files, {len(scorecard.lines)} units")


def _of_the_public() -> None:
    """Keeps `export` a command of its own name."""


def _refuse_unless_wanted(settings: ScorecardSettings) -> None:
    if not settings.enabled:
        raise BadConfig("scorecard.enabled", "is off: nothing about any unit is made public unless it is set to true")
    if not settings.dispute:
        raise BadConfig("scorecard.dispute", "is empty: whoever is named in public must be able to dispute it")
