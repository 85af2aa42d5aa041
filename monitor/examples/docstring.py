"""A docstring of a check, taken apart: its rule, its basis, what it applies to, and its examples."""

import inspect
import re
from dataclasses import dataclass

from crawler.domain.finding import Outcome

_HEADING = re.compile(r"^(Basis|Applies to): (.+?)(?=\n\n|\n[A-Z][a-z ]+: |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^(Passes|Fails) ?(?:\(([A-Z_]+)\))?:\n((?:    .*\n?)*)", re.MULTILINE)
_DEFAULTS = {"Passes": Outcome.PASS, "Fails": Outcome.FAIL}


@dataclass(frozen=True, slots=True)
class Example:
    """Lines that change a sound report, and the outcome that the check then has."""

    outcome: Outcome
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """What the docstring of a check says."""

    rule: str
    basis: str
    applies_to: str
    examples: tuple[Example, ...]


def explained(purpose: str) -> Explained:
    """Take a docstring apart; raises ValueError where its basis, what it applies to, or an example of each is lacking.

    An example stands under "Passes:" or "Fails:", where another outcome than PASS or FAIL is named as
    "Fails (WARN):".
    """
    text = inspect.cleandoc(purpose)
    headings = {name: _flat(said) for name, said in _HEADING.findall(text)}
    examples = tuple(_example(*found) for found in _EXAMPLE.findall(text))
    lacking = [name for name in ("Basis", "Applies to") if name not in headings]
    lacking += [] if any(example.outcome.passed for example in examples) else ["Passes"]
    lacking += [] if any(not example.outcome.passed for example in examples) else ["Fails"]
    if lacking:
        raise ValueError(f"the docstring says nothing under {', '.join(lacking)}: {text.splitlines()[0]}")
    return Explained(text.partition("\nBasis: ")[0].strip(), headings["Basis"], headings["Applies to"], examples)


def _example(word: str, outcome: str, body: str) -> Example:
    lines = tuple(line.strip() for line in body.splitlines() if line.strip())
    return Example(Outcome(outcome) if outcome else _DEFAULTS[word], lines)


def _flat(said: str) -> str:
    return " ".join(said.split())
