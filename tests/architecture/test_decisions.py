"""The decision records: numbered, complete, and with a reason for every library."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DEPENDENCIES = [
    re.split(r"[\[<>=]", requirement)[0]
    for requirement in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"])
]


def test_they_are_numbered_without_a_gap() -> None:
    numbers = [path.name[:4] for path in RECORDS]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert "0012" in numbers


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_says_why_what_with_which_consequence_and_instead_of_what(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.startswith(f"# {path.name[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Alternatives"]


@pytest.mark.parametrize("name", DEPENDENCIES)
def test_every_library_we_depend_on_has_its_reason(name: str) -> None:
    record = next(path for path in RECORDS if path.name.startswith("0009"))

    assert re.search(rf"^\| [^|]*`{re.escape(name)}`[^|]*\|", record.read_text("utf-8"), re.MULTILINE)
