"""The program `gongkai`: its commands put together, and what becomes of errors."""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.errors import (
    BadConfig,
    BadRegister,
    BadRules,
    BadTemplate,
    GongkaiError,
    UnknownOffice,
    UnknownUnit,
)
from monitor.cli import (
    backtesting,
    corrections,
    crawling,
    crawls,
    feeds,
    findings,
    judging,
    notices,
    obligations,
    operating,
    outbox,
    reading,
    register,
    rules,
    scorecards,
    serving,
    telling,
)

app = typer.Typer(
    name="gongkai",
    help="Watches whether governments publish their annual reports on information disclosure.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for module in (
    *(reading, register, obligations, crawling, crawls, judging, findings, corrections),
    *(rules, backtesting, telling, feeds, notices, scorecards, operating, outbox, serving),
):
    module.add_to(app)

_WRONG_USAGE = (BadConfig, BadRegister, BadRules, BadTemplate, UnknownOffice, UnknownUnit)


@app.callback()
def options(
    workspace: Annotated[
        Path | None, typer.Option(help="The folder of settings, database and archive; else GONGKAI_WORKSPACE.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Write more of what is done to stderr.")] = False,
) -> None:
    """Options of every command; the workspace reaches child processes through the environment."""
    if workspace is not None:
        os.environ["GONGKAI_WORKSPACE"] = str(workspace)
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, stream=sys.stderr, format="%(message)s")


def main() -> None:
    """Run a command; an error of ours is one line on stderr, and exit status 1, or 2 for wrong input."""
    try:
        app()
    except GongkaiError as error:
        sys.stderr.write("".join(f"error: {line}\n" for line in str(error).splitlines()))
        sys.exit(2 if isinstance(error, _WRONG_USAGE) else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
