"""Commands that evaluate and sum up."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.wording import Language
from monitor.cli import finding_view
from monitor.cli.options import (
    LanguageOption,
    Now,
    WorkspaceOption,
    Year,
    moment,
    open_workspace,
    say,
    show,
    year_due,
)  # fmt: skip
from monitor.jobs.evaluate import rule_errors, run_monitor
from monitor.jobs.summarise import summary_of
from monitor.summaries import SummaryFormat, render
from storage.findings import StoredFinding
from storage.unit_of_work import unit_of_work


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("monitor")(evaluate)
    app.command()(summary)
    findings = typer.Typer(help="What the checks found.", no_args_is_help=True)
    findings.command("list")(list_findings)
    findings.command("show")(show_finding)
    app.add_typer(findings, name="findings")


def evaluate(year: Year = None, now: Now = None, workspace: WorkspaceOption = None) -> None:
    """Evaluate obligations and checks, and keep the findings."""
    as_of = moment(now)
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        evaluations = run_monitor(work, year_due(year, as_of), as_of)
    crashed = rule_errors(evaluations)
    for finding in crashed:
        say(f"error: the check {finding.check} crashed: {finding.message.en}")
    say(f"{len(evaluations)} units evaluated")
    if crashed:
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
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        summed_up = summary_of(work, year_due(year, as_of), as_of, area)
    text = render(summed_up, output, language or opened.config.language)
    if file is None:
        sys.stdout.write(text)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    say(str(file))


def list_findings(
    year: Year = None,
    unit: Annotated[str | None, typer.Option(help="Only those of this unit.")] = None,
    language: LanguageOption = None,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """List the open findings that the last evaluation kept."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        found = work.findings.open_findings(year_due(year, moment(now)), unit)
    rows = [(f"{stored.id}: {stored.unit_id}", stored.finding) for stored in found]
    show(finding_view.to_table(rows, language or opened.config.language))


def show_finding(
    finding_id: Annotated[int, typer.Argument(metavar="ID", help="The number of a finding.")],
    language: LanguageOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Show one finding with the rule, what was seen, and since when."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        found = work.findings.get(finding_id)
        name = work.units.register().get(found.unit_id).name
    sys.stdout.write(_told(found, name, language or opened.config.language))


def _told(found: StoredFinding, name: str, language: Language) -> str:
    finding = found.finding
    lines = [
        f"{found.id}  {finding.check}  {finding.status.value}  {finding.severity.value}",
        f"{name} ({found.unit_id}), {found.report_year}",
        finding.title.to(language),
        finding.message.to(language),
        f"cells: {', '.join(str(address) for address in finding.cells) or '-'}",
        f"explained by: {finding.root or '-'}",
        f"open since {found.opened_at.isoformat()}" + (f", resolved {found.resolved_at}" if found.resolved_at else ""),
    ]
    return "\n".join(lines) + "\n"
