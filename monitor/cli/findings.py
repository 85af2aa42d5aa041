"""Commands about what the checks found, and what people say of it."""

import json
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.finding_life import STANDING, State, Step
from monitor.cli import explanation_view, finding_view
from monitor.cli.options import (
    ByOption,
    Format,
    FormatOption,
    FreeNote,
    LanguageOption,
    NeededNote,
    Now,
    WorkspaceOption,
    Year,
    moment,
    open_workspace,
    say,
    show,
    year_due,
)  # fmt: skip
from monitor.findings.explaining import explanation_of
from monitor.findings.words import STATES
from monitor.jobs.triage import show_anew, take_step
from storage.findings import StoredFinding
from storage.unit_of_work import unit_of_work

FindingId = Annotated[int, typer.Argument(metavar="ID", help="The number of a finding.")]


class Listed(StrEnum):
    """Which findings are listed, by where they stand."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"
    ALL = "all"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    findings = typer.Typer(help="What the checks found, and what people said of it.", no_args_is_help=True)
    findings.command("list")(list_findings)
    findings.command("show")(show_finding)
    for command in (acknowledge, dismiss, reopen):
        findings.command()(command)
    app.add_typer(findings, name="findings")


def list_findings(
    year: Year = None,
    unit: Annotated[str | None, typer.Option(help="Only those of this unit.")] = None,
    state: Annotated[
        Listed | None, typer.Option(help="Only those that stand so; without it open and acknowledged ones.")
    ] = None,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """List the findings that the last evaluation kept."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        found = work.findings.of_year(year_due(year, moment(now)), [unit] if unit else None, _states(state))
    spoken = language or opened.config.language
    rows = [(f"{one.id}: {one.unit_id}{_mark(one)}", one.finding) for one in found]
    show(finding_view.to_table(rows, spoken))


def show_finding(
    finding_id: FindingId,
    output: FormatOption = Format.TEXT,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Explain one finding: rule, figures with their places, proof, what would be told, and its history."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        spoken = language or opened.config.language
        told = explanation_of(work, finding_id, moment(now), spoken, opened.terms)
    if output is Format.JSON:
        sys.stdout.write(json.dumps(explanation_view.to_record(told, spoken), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(explanation_view.to_text(told, spoken))


def acknowledge(
    finding_id: FindingId, by: ByOption, note: FreeNote = "", now: Now = None, workspace: WorkspaceOption = None
) -> None:
    """Note that a person looked at a finding and that it is right; it goes on to count."""
    _take(finding_id, Step.ACKNOWLEDGED, by, note, now, workspace)


def dismiss(
    finding_id: FindingId,
    by: ByOption,
    note: NeededNote,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Note that a finding is none: it is told to nobody as long as what it rests on stays the same."""
    _take(finding_id, Step.DISMISSED, by, note, now, workspace)


def reopen(
    finding_id: FindingId, by: ByOption, note: FreeNote = "", now: Now = None, workspace: WorkspaceOption = None
) -> None:
    """Take back what a person said of a finding."""
    _take(finding_id, Step.REOPENED, by, note, now, workspace)


def _take(finding_id: int, step: Step, by: str, note: str, now: datetime | None, workspace: Path | None) -> None:
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        event = take_step(work, finding_id, step, by, note, moment(now))
        show_anew(opened, work, [finding_id])
    say(f"finding {finding_id} is {STATES[event.state].en}")


def _states(listed: Listed | None) -> tuple[State, ...]:
    if listed is None:
        return STANDING
    return tuple(State) if listed is Listed.ALL else (State(listed.value),)


def _mark(stored: StoredFinding) -> str:
    """What is not simply open, and what could not be judged the last time."""
    state = "" if stored.state is State.OPEN else f" ({STATES[stored.state].en})"
    return f"{state} (no longer judged)" if stored.unjudged_since is not None else state
