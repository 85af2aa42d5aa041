"""Commands that evaluate and sum up."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.wording import Language
from monitor.cli.options import (
    LanguageOption,
    Now,
    WorkspaceOption,
    Year,
    moment,
    open_workspace,
    say,
    year_due,
)  # fmt: skip
from monitor.cli.output import put_out, refuse_terminal
from monitor.documents import NoticeKind, find_template, render_document
from monitor.jobs.corrections import lapsed
from monitor.jobs.evaluate import run_monitor
from monitor.jobs.notices import circular_over
from monitor.jobs.summarise import summary_of
from monitor.summaries import FILES, Summary, SummaryFormat, render, render_workbook
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("monitor")(evaluate)
    app.command()(summary)


def evaluate(
    year: Year = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only the units of which something came since the last time today.")
    ] = False,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Evaluate obligations and checks, and keep the findings."""
    as_of = moment(now)
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        due = year_due(year, as_of)
        result = run_monitor(work, due, as_of, opened.terms, opened.rules, only_changed=changed)
        gone = lapsed(work, due)
    for one in gone:
        say(f"correction {one.id} of {one.unit_id} no longer applies: the source shows other bytes")
    for finding in result.rule_errors:
        say(f"error: the check {finding.check} crashed: {finding.message.en}")
    if result.badly_read:
        say(f"{result.badly_read} units with a report of which too little was read to judge its tables (PQ-01)")
    say(f"{result.units} units evaluated")
    if result.rule_errors:
        raise typer.Exit(1)


def summary(
    year: Year = None,
    area: Annotated[str | None, typer.Option(help="Only this unit and those below it.")] = None,
    output: Annotated[SummaryFormat, typer.Option("--format", help="How to print it.")] = SummaryFormat.TEXT,
    file: Annotated[Path | None, typer.Option("--output", help="Write it to a file instead of stdout.")] = None,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Sum up who has published, who is late or missing, and whose figures do not agree."""
    as_of = moment(now)
    if output in FILES:
        refuse_terminal(file)
    with open_workspace(workspace) as opened:
        with unit_of_work(opened.database) as work:
            summed_up = summary_of(work, year_due(year, as_of), as_of, area, opened.terms, opened.rules)
        written = _written(opened, summed_up, output, language or opened.config.language, area)
    put_out(written, file)


def _written(
    workspace: Workspace, summary: Summary, output: SummaryFormat, language: Language, area: str | None
) -> str | bytes:
    """The summary in a format: text, or the bytes of a file. A document is the 通报, which is in Chinese."""
    if output is SummaryFormat.XLSX:
        return render_workbook(summary, language)
    if output is SummaryFormat.DOCX:
        template = find_template(NoticeKind.CIRCULAR, workspace.folder)
        return render_document(circular_over(workspace, summary, area), template)
    return render(summary, output, language)
