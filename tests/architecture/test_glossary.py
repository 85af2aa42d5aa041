"""The glossary knows every noun of the code and every word with a meaning of its own."""

import enum
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import crawler.domain
from crawler.domain.dossier import Status
from crawler.domain.evidence import VisitOutcome
from crawler.domain.finding import Severity
from crawler.domain.report import CellState
from crawler.domain.unit import UnitKind

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def nouns() -> list[str]:
    """The names of the things that crawler.domain defines, errors apart."""
    modules = [import_module(f"crawler.domain.{found.name}") for found in pkgutil.iter_modules(crawler.domain.__path__)]
    return sorted(name for module in modules for name in _nouns_of(module))


def _nouns_of(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        own = inspect.isclass(value) and value.__module__ == module.__name__
        if own and not name.startswith("_") and not issubclass(value, Exception):
            yield f"{module.__name__}.{name}"


def terms() -> list[str]:
    """The first cells of the rows of all tables, without the heads."""
    first = re.findall(r"^\| ([^|]+?) \|", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    return [term for term in first if term not in ("term", "word")]


def test_the_nouns_of_the_code_are_found() -> None:
    assert {"crawler.domain.unit.Unit", "crawler.domain.register.Register"} <= set(nouns())


@pytest.mark.parametrize("noun", nouns())
def test_every_noun_is_in_the_glossary(noun: str) -> None:
    assert f"`{noun}`" in GLOSSARY.read_text("utf-8")


@pytest.mark.parametrize("words", [Status, VisitOutcome, CellState, Severity, UnitKind], ids=lambda kind: kind.__name__)
def test_every_word_of_a_kind_is_in_the_glossary(words: type[enum.StrEnum]) -> None:
    page = GLOSSARY.read_text("utf-8")

    assert [word.value for word in words if f"`{word.value}`" not in page] == []


def test_no_term_is_explained_twice() -> None:
    assert len(terms()) > 40
    assert sorted(set(terms())) == sorted(terms())
