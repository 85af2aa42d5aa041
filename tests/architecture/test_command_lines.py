"""Every command line that a page tells its reader to type is one that the program takes."""

import re
import shlex
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from monitor.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROGRAM = get_command(app)

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_STARTED = re.compile(r"^ExecStart=(.*)$", re.MULTILINE)
_TARGET = re.compile(r"^make ([a-z-]+)", re.MULTILINE)
_OPERATORS = "|><&;"
_BEFORE_A_PROGRAM = re.compile(r"^(?:\w+=\S* )*(?:sudo (?:-u \S+ )?)?(?:\w+=\S* )*")


def page_name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in _BLOCK.findall(page.read_text("utf-8")) if kind == language]


def typed(page: Path) -> list[str]:
    """What a page tells its reader to type: the lines behind a $ in its console blocks."""
    whole = "".join(blocks(page, "console")).replace("\\\n", " ")
    return [line.removeprefix("$ ") for line in whole.splitlines() if line.startswith("$ ")]


def calls(page: Path) -> list[list[str]]:
    """The arguments of every call of our program on a page."""
    started = [call for block in blocks(page, "ini") for call in _STARTED.findall(block)]
    return [arguments for line in (*typed(page), *started) if (arguments := call_in(line)) is not None]


def call_in(line: str) -> list[str] | None:
    """The arguments of our program in a line for a shell; None where the line calls another."""
    lexer = shlex.shlex(_BEFORE_A_PROGRAM.sub("", line), posix=True, punctuation_chars=_OPERATORS)
    lexer.whitespace_split = True
    words = list(lexer)
    end = next((index for index, word in enumerate(words) if set(word) <= set(_OPERATORS)), len(words))
    return words[1:end] if words and words[0].rpartition("/")[2] == "gongkai" else None


def parse(arguments: list[str]) -> None:
    """Parse arguments as the program does, and run nothing; raises what the program would complain of."""
    command, name, context = PROGRAM, "gongkai", None
    while isinstance(command, TyperGroup):
        context = command.make_context(name, list(arguments), parent=context)
        name, command, arguments = command.resolve_command(context, [*context._protected_args, *context.args])
    command.make_context(name, list(arguments), parent=context)


CALLS = [pytest.param(call, id=f"{page_name(page)}: {' '.join(call)}") for page in PAGES for call in calls(page)]


@pytest.mark.parametrize("arguments", CALLS)
def test_the_program_takes_it(arguments: list[str]) -> None:
    parse(arguments)


def test_there_are_command_lines_in_the_readme_and_in_the_howtos() -> None:
    assert {"README.md", "docs/howto/real-sites.md"} <= {page_name(page) for page in PAGES if calls(page)}
    assert ["schedule", "run"] in calls(ROOT / "docs/howto/real-sites.md")


@pytest.mark.parametrize(
    "line",
    [
        "gongkai crawl --no-such-option",
        "gongkai no-such-command",
        "gongkai findings no-such-command",
        "gongkai summary --format odt",
        "gongkai summary --now yesterday",
        "gongkai report 990121",
    ],
)
def test_what_the_program_does_not_take_is_found(line: str) -> None:
    with pytest.raises(Exception, match=r"(?i)no such|missing|not one of|no moment"):
        parse(call_in(line) or [])


def test_calls_are_found_wherever_they_stand_in_a_line() -> None:
    assert call_in("A=1 .venv/bin/gongkai summary --format csv > summary.csv") == ["summary", "--format", "csv"]
    assert call_in("sudo -u gongkai /srv/gongkai/.venv/bin/gongkai doctor && ls") == ["doctor"]
    assert call_in("sudo systemctl enable --now gongkai") is None
    assert call_in("cd /srv/gongkai") is None


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_what_is_to_be_typed_stands_behind_a_prompt(page: Path) -> None:
    shown = "\n".join(blocks(page, "console"))

    assert re.findall(r"^(?:\S*/)?(?:gongkai|make) .*", shown, re.MULTILINE) == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_make_has_the_target(page: Path) -> None:
    known = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    told = _TARGET.findall("\n".join(typed(page))) + re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))

    assert set(told) <= set(known)
