"""Commands about what others subscribe to."""

import sys
from typing import Annotated

import typer

from crawler.domain.errors import BadConfig
from monitor.cli.options import WorkspaceOption, open_workspace, say
from monitor.feeds.links import paths_for
from monitor.recipients import RECIPIENTS_FILE
from monitor.secret import workspace_secret


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    feeds = typer.Typer(help="What offices subscribe to: feeds and calendars.", no_args_is_help=True)
    feeds.command()(link)
    feeds.callback()(_several)
    app.add_typer(feeds, name="feeds")


def link(
    office: Annotated[str, typer.Argument(help="The id of the office in the list of recipients.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Print the addresses of an office's Atom feed and calendar; whoever has them can read these."""
    with open_workspace(workspace) as opened:
        if opened.recipients.office(office) is None:
            raise BadConfig(RECIPIENTS_FILE, f"there is no office {office!r}")
        site = opened.config.serve.public_url
        for path in paths_for(office, workspace_secret(opened)):
            sys.stdout.write(f"{site}{path}\n")
    if not site:
        say("serve.public_url is not set: put the address that gongkai serve is reached at before these")


def _several() -> None:
    """A group stays one, however few commands it has."""
