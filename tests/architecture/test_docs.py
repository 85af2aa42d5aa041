"""What is written about the program is true of it: names, files, links, settings, commands and checks."""

import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from crawler.domain.finding import Outcome
from monitor import checks_documentation, cli_documentation
from monitor.checks import Check, all_checks
from monitor.cli.app import app
from monitor.config import Config
from monitor.config.loading import variables_of
from monitor.examples import explained

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]

_NAME = re.compile(r"`((?:crawler|spiders|storage|monitor)(?:\.\w+)+)(?:\(\))?`")
_FILE = re.compile(r"`((?:crawler|spiders|storage|monitor|tests|docs)/[\w./-]*)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_VARIABLE = re.compile(r"\bGONGKAI_[A-Z_]+[A-Z]\b")


def page_name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def commands(path: str = "gongkai", command: Any = None) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Every command and group with the words it is called by."""
    command = command or get_command(app)
    yield path, command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from commands(f"{path} {name}", inner)


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_name_in_the_code_that_a_page_uses_is_there(page: Path) -> None:
    for name in _NAME.findall(page.read_text("utf-8")):
        assert pkgutil.resolve_name(name) is not None, name


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = _FILE.findall(page.read_text("utf-8"))

    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = [link.partition("#")[0] for link in _LINK.findall(page.read_text("utf-8")) if "://" not in link]

    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_variable_that_a_page_names_is_a_setting(page: Path) -> None:
    known = {variable for variable, _, _ in variables_of(Config)} | {"GONGKAI_WORKSPACE"}

    assert set(_VARIABLE.findall(page.read_text("utf-8"))) <= known


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page.is_dir():
            waiting.extend(page.glob("*.md"))
        elif page.suffix == ".md" and page not in reached:
            reached.add(page)
            links = _LINK.findall(page.read_text("utf-8"))
            waiting.extend((page.parent / link.partition("#")[0]).resolve() for link in links if "://" not in link)

    assert sorted(set(PAGES) - reached) == []


def test_the_page_of_commands_is_what_the_program_says() -> None:
    written = (DOCS / "commands.md").read_text("utf-8")

    assert written == cli_documentation.render_documentation(), "run python -m monitor.cli_documentation"


def test_the_page_of_checks_is_what_the_catalogue_says() -> None:
    written = (DOCS / "checks.md").read_text("utf-8")

    assert written == checks_documentation.render_documentation(), "run python -m monitor.checks_documentation"


@pytest.mark.parametrize(("path", "command"), [pytest.param(*found, id=found[0]) for found in commands()])
def test_every_command_says_what_it_is_for_and_is_documented(path: str, command: TyperCommand | TyperGroup) -> None:
    page = (DOCS / "commands.md").read_text("utf-8")

    assert command.help
    assert f"\n## {path}\n\n{command.help}\n" in page
    assert [param.name for param in command.params if not getattr(param, "help", None)] == []


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_every_check_is_documented(check: Check) -> None:
    page = (DOCS / "checks.md").read_text("utf-8")

    assert f"\n## {check.id}\n\n**{check.title.zh}** · {check.title.en}\n" in page
    assert explained(check.purpose).rule in page


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_of_a_check_is_explained(outcome: Outcome) -> None:
    assert f"| `{outcome.value}` |" in (DOCS / "checks.md").read_text("utf-8")


def test_the_changelog_has_a_place_for_what_comes() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert re.search(r"^## \[Unreleased\]\n\n### (?:Added|Changed|Fixed|Removed)\n\n- ", text, re.MULTILINE)
