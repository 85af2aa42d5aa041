"""The published JSON Schemas are schemas, and say what they are of."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from monitor.cli import explanation_view, report_view, trace_view
from monitor.scorecard import export as scorecard_export
from monitor.summaries import records

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
FILES = sorted(FOLDER.glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return schema


def references(schema: Any) -> list[str]:
    """Every address that a part of a schema refers to."""
    if isinstance(schema, dict):
        here = [schema["$ref"]] if "$ref" in schema else []
        return here + [found for part in schema.values() for found in references(part)]
    if isinstance(schema, list):
        return [found for part in schema for found in references(part)]
    return []


def test_every_json_contract_has_its_schema() -> None:
    names = ("backtest", "crawl", "finding", "findings", "message", "obligations", "report", "rules", "scorecard")
    names += ("summary", "trace")

    assert [path.name for path in FILES] == [f"{name}.schema.json" for name in names]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_is_a_valid_schema(path: Path) -> None:
    schema = load(path)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    validator_for(schema).check_schema(schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_says_which_command_prints_or_writes_it(path: Path) -> None:
    assert re.search(r"`gongkai \w+(?: show)? --format json`|`gongkai \w+ \w+` writes", load(path)["description"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_refers_to_its_own_parts_only(path: Path) -> None:
    schema = load(path)

    for reference in references(schema):
        assert reference.startswith("#/$defs/")
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_does_not_let_everything_pass(path: Path) -> None:
    schema = load(path)
    validator = validator_for(schema)(schema)

    for nonsense in (None, 1, "text", {"schema": "of something else"}, [{"check": "T3-02"}]):
        assert not validator.is_valid(nonsense)


def test_a_contract_with_a_version_pins_the_version_that_the_code_writes() -> None:
    names = ("finding", "report", "scorecard", "summary", "trace")
    finding, report, scorecard, summary, trace = (load(FOLDER / f"{name}.schema.json") for name in names)

    assert finding["properties"]["schema"]["const"] == finding["title"] == explanation_view.SCHEMA
    assert report["properties"]["schema"]["const"] == report["title"] == report_view.SCHEMA
    assert scorecard["properties"]["schema"]["const"] == scorecard["title"] == scorecard_export.SCHEMA
    assert summary["properties"]["schema"]["const"] == summary["title"] == records.SCHEMA
    assert trace["properties"]["schema"]["const"] == trace["title"] == trace_view.SCHEMA
