"""Writes docs/commands.md from the program itself."""

import sys
from collections.abc import Iterator

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from monitor.cli.app import app

_HEAD = """\
# Commands

<!-- Written from monitor/cli by `python -m monitor.cli_documentation`; change it there. -->

Results go to stdout, everything else to stderr. The exit status is 0 when all is done, 1 when a part of the work
failed, and 2 for wrong usage, wrong settings, or a register or rules that cannot be used. `--workspace` may stand
before a command or behind it. What JSON looks like is published in [schemas](schemas): `gongkai read` and `gongkai
report` print [report.schema.json](schemas/report.schema.json), with `--show`
[trace.schema.json](schemas/trace.schema.json), `gongkai check` prints
[findings.schema.json](schemas/findings.schema.json), `gongkai findings show`
[finding.schema.json](schemas/finding.schema.json), `gongkai summary`
[summary.schema.json](schemas/summary.schema.json), `gongkai obligations`
[obligations.schema.json](schemas/obligations.schema.json) and `gongkai backtest`
[backtest.schema.json](schemas/backtest.schema.json); a file of local rules is held to
[rules.schema.json](schemas/rules.schema.json).
"""


def render_documentation() -> str:
    """The page that documents every command and every option."""
    return "\n".join([_HEAD, *_sections("gongkai", get_command(app))])


def _sections(path: str, command: object) -> Iterator[str]:
    """A command, and for a group the commands in it."""
    if isinstance(command, (TyperCommand, TyperGroup)):
        yield _section(path, command)
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _sections(f"{path} {name}", inner)


def _section(path: str, command: TyperCommand | TyperGroup) -> str:
    context = command.context_class(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    records = (param.get_help_record(context) for param in command.get_params(context) if param.name != "help")
    options = [f"- `{name}`: {' '.join(words.split())}" for name, words in filter(None, records)]
    return "\n".join(
        [f"## {path}", "", command.help or "", "", f"    {usage}", "", *options, *([""] if options else [])]
    )


if __name__ == "__main__":
    sys.stdout.write(render_documentation())
