"""What is published of local rules: the schema is the model's, and the example of the guide can be used."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from monitor.rules import RuleBook
from monitor.rules.schema import render_schema

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = DOCS / "schemas" / "rules.schema.json"


def example() -> str:
    found = re.search(r"^```yaml\n(.+?)^```", (DOCS / "howto" / "local-rules.md").read_text("utf-8"), re.M | re.S)
    assert found is not None
    return found[1]


def test_the_schema_is_the_one_of_the_model() -> None:
    assert SCHEMA.read_text("utf-8") == render_schema()


def test_the_example_of_the_guide_can_be_used(rules_of: Callable[[str], RuleBook]) -> None:
    book = rules_of(example())

    assert (len(book.written), len(book.own)) == (1, 1)


def as_editors_do(text: str) -> object:
    """Editors read YAML 1.2, in which `off` is no truth value."""
    return yaml.safe_load(text.replace("off:", '"off":'))


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ('"3709"', "3709"), ("[department, office]", "department"), ("0.3", '"0.3"')]
)
def test_an_editor_takes_what_we_take(before: str, after: str, rules_of: Callable[[str], RuleBook]) -> None:
    text = example().replace(before, after) if before else example()

    Draft202012Validator(json.loads(render_schema())).validate(as_editors_do(text))
    rules_of(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [("by:", "von:"), ("raises: WARN", "raises: PASS"), ("L-01", "T3-99"), ("many: 0.3", "many: -1")],
)
def test_an_editor_refuses_what_we_refuse(before: str, after: str) -> None:
    with pytest.raises(ValidationError):
        Draft202012Validator(json.loads(render_schema())).validate(as_editors_do(example().replace(before, after)))
