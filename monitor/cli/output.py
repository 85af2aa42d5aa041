"""Puts results where they are wanted: text and files to a path or to stdout, and no bytes to a terminal."""

import sys
from pathlib import Path

import typer

from monitor.cli.options import say


def refuse_terminal(file: Path | None) -> None:
    """Refuse to print bytes to somebody's screen; raises BadParameter."""
    if file is None and sys.stdout.isatty():
        raise typer.BadParameter("this format is no text: name a file with --output, or send stdout into one")


def put_out(content: str | bytes, file: Path | None) -> None:
    """Write to a file, whose folder is made, or to stdout."""
    body = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if file is None:
        _print(content)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    say(str(file))


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        sys.stdout.write(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
