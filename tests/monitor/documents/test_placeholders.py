"""The page on templates names every placeholder that there is, and no other."""

import re
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from monitor.documents import NoticeKind, shipped_template
from monitor.documents.building import DATA
from monitor.documents.head import Head
from monitor.documents.lines import Count, Group, ProblemLine, Proof, RecheckLine, UnitLine

PAGE = (Path(__file__).parents[3] / "docs" / "howto" / "replace-a-template.md").read_text("utf-8")
_TABLES = re.findall(r"^(In [^\n]+):\n\n((?:\|[^\n]+\n)+)", PAGE, re.MULTILINE)
LISTED = {heading: re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) for heading, rows in _TABLES}

_LINE = "of each `line`"
HEADINGS = {
    NoticeKind.REMINDER: "In the reminder",
    NoticeKind.OVERDUE: "In the letter on what is overdue",
    NoticeKind.RECTIFICATION: "In the notice of what is to be put right",
    NoticeKind.CIRCULAR: "In the circular",
}
SHARED = [field.name for field in fields(Head)]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_placeholder_of_a_document_is_on_the_page(kind: NoticeKind) -> None:
    own = [field.name for field in fields(DATA[kind]) if field.name not in SHARED]

    assert sorted(LISTED[HEADINGS[kind]]) == sorted(own)
    assert LISTED["In every document"] == SHARED


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        (f"In a list of units, {_LINE}", UnitLine),
        (f"In the list of problems, {_LINE}", ProblemLine),
        (f"In the list of earlier problems, {_LINE}", RecheckLine),
    ],
)
def test_every_placeholder_of_a_list_is_on_the_page(heading: str, line: type) -> None:
    assert sorted(LISTED[heading]) == sorted(field.name for field in fields(line))


@pytest.mark.parametrize("part", [Count, Group, Proof])
def test_the_parts_of_lines_are_on_the_page(part: type) -> None:
    assert [field.name for field in fields(part) if f"`{field.name}`" not in PAGE] == []


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_shipped_template_uses_what_there_is(kind: NoticeKind) -> None:
    with ZipFile(BytesIO(shipped_template(kind).content)) as packed:
        text = re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())
    used = set(re.findall(r"{{ (\w+)", text)) - {"line", "group"}
    known = {field.name for field in fields(DATA[kind])}

    assert {name for name in used if not name.isdigit()} <= known
    assert {"title", "cut_off", "caution", "issuer"} <= used
