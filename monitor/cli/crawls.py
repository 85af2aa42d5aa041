"""Commands that account for crawls: what was fetched, why, and how each site and unit ended."""

import json
import sys
from typing import Annotated

import typer

from monitor.cli import crawl_view
from monitor.cli.options import Format, FormatOption, WorkspaceOption, open_workspace, say, show
from monitor.crawl_account import account_of
from monitor.crawl_account import crawls as last_crawls
from storage.unit_of_work import unit_of_work

_SHOWN = 30


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    crawls = typer.Typer(help="What crawls did.", no_args_is_help=True)
    crawls.command("list")(list_crawls)
    crawls.command("show")(show_crawl)
    crawls.command("metrics")(show_metrics)
    app.add_typer(crawls, name="crawls")


def list_crawls(
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = _SHOWN,
    output: FormatOption = Format.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """List the last crawls."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        found = last_crawls(work, limit)
    if output is Format.JSON:
        _print([crawl_view.run_record(run) for run in found])
    else:
        show(crawl_view.list_text(found))


def show_crawl(
    crawl: Annotated[str, typer.Argument(metavar="ID", help="The number of a crawl, or `last`.")] = "last",
    site: Annotated[str | None, typer.Option(help="Only this site, with its single requests.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit and its site, with the single requests.")] = None,
    output: FormatOption = Format.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Show one crawl: its sites and units, what could not be seen, and on demand every single request."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        account = account_of(work, crawl, site, unit)
    if output is Format.JSON:
        _print(crawl_view.to_record(account))
    else:
        show(crawl_view.to_text(account, with_requests=site is not None or unit is not None))


def show_metrics(workspace: WorkspaceOption = None) -> None:
    """Print the figures of the last crawl as Prometheus reads them."""
    with open_workspace(workspace) as opened:
        file = opened.metrics_file
    if not file.is_file():
        say(f"no crawl has ended yet: there is no {file}")
        raise typer.Exit(1)
    sys.stdout.write(file.read_text("utf-8"))


def _print(said: object) -> None:
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
