"""Commands that visit sites, and the demonstration that does it all at once."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import Now, WorkspaceOption, moment, open_workspace, say
from monitor.demo import run_demo
from monitor.jobs.crawl import crawl as crawl_sites
from monitor.progress import CrawlBar


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(crawl)
    app.command()(demo)


def crawl(
    units: Annotated[list[str] | None, typer.Argument(help="Units whose sites are crawled; without any, all.")] = None,
    year: Annotated[int | None, typer.Option(help="Fetch only reports on this year of work.")] = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Walk every site in full, however well it is known.")
    ] = False,
    now: Now = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Crawl the sites of the register: find reports, archive them, read them, store what they say."""
    with open_workspace(workspace) as opened, CrawlBar("crawl") as bar:
        result = crawl_sites(
            opened,
            moment(now),
            unit_ids=tuple(units or ()),
            year=year,
            thorough=thorough,
            starts_at=now,
            tell=bar.tell,
        )
    say(result.in_words)
    if result.silent:
        raise typer.Exit(1)


def demo(
    real: Annotated[Path | None, typer.Option(help="Serve this folder of real reports instead of samples.")] = None,
    folder: Annotated[Path, typer.Option(help="The workspace of the demonstration; made anew.")] = Path(
        "demo-workspace"
    ),
) -> None:
    """Show the main job: start sample sites on loopback, crawl them, evaluate, and print the summary."""
    run_demo(folder, real, say)
