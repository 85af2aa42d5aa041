"""Extractions as JSON and back."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.report import (
    Address,
    Cell,
    CellState,
    Dates,
    Place,
    Report,
    Scope,
    Section,
    Statement,
    Subject,
    Unsure,
)
from storage.records import digest_of, from_record, to_record

pytestmark = pytest.mark.slow

WORDS = some.text(max_size=12)
KEYS = some.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12)
DAYS = some.dates()
COUNTS = some.none() | some.integers(1, 500)
ADDRESSES = some.builds(Address, KEYS, KEYS, KEYS)
CELLS = some.builds(
    Cell,
    state=some.sampled_from(CellState),
    value=some.none() | some.decimals(allow_nan=False),
    raw=WORDS,
    unsure=some.none() | some.sampled_from(Unsure),
    by=some.none() | WORDS,
    where=some.builds(Place, page=COUNTS, line=COUNTS, table=COUNTS, row=COUNTS, column=COUNTS),
)
FIGURES = some.integers().map(Decimal) | some.decimals(allow_nan=False)
STATEMENTS = some.builds(
    Statement,
    subject=some.none() | some.sampled_from(Subject),
    value=FIGURES,
    negated=some.booleans(),
    text=WORDS,
    section=some.none() | WORDS,
    upper=some.none() | FIGURES,
    unit=some.none() | WORDS,
    counts=some.none() | WORDS,
    approximate=some.booleans(),
    scope=some.none() | some.sampled_from(Scope),
    quote=WORDS,
    offset=some.none() | some.integers(0, 9999),
)
REPORTS = some.builds(
    Report,
    title=some.none() | WORDS,
    unit_name=some.none() | WORDS,
    report_year=some.none() | some.integers(2008, 2030),
    form=some.none() | WORDS,
    blocks=some.dictionaries(WORDS, WORDS, max_size=3),
    dates=some.builds(Dates, page=some.none() | DAYS, signed=some.none() | DAYS, url=some.none() | DAYS),
    period=some.none() | some.tuples(DAYS, DAYS),
    signature=some.none() | WORDS,
    sections=some.lists(some.builds(Section, some.none() | WORDS, WORDS, WORDS), max_size=3).map(tuple),
    cells=some.dictionaries(ADDRESSES, CELLS, max_size=8),
    statements=some.lists(STATEMENTS, max_size=3).map(tuple),
    found_by=some.dictionaries(WORDS, WORDS, max_size=3),
    preface=WORDS,
    variants=some.dictionaries(WORDS, WORDS, max_size=2),
    surplus=some.dictionaries(WORDS, some.integers(1, 99), max_size=2),
    subtotals=some.dictionaries(ADDRESSES, CELLS, max_size=2),
)
EXTRACTIONS = some.builds(
    Extraction,
    report=REPORTS,
    doubts=some.lists(some.builds(Doubt, WORDS, WORDS, some.lists(ADDRESSES, max_size=3).map(tuple))).map(tuple),
    medium=some.sampled_from(Medium),
    digest=WORDS,
)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ADDRESS = Address("requests", "new_received", "total")


@UNHURRIED
@given(EXTRACTIONS)
def test_an_extraction_survives_json_with_nothing_lost(extraction: Extraction) -> None:
    back = from_record(json.loads(json.dumps(to_record(extraction))))

    assert back == extraction
    assert list(back.report.cells) == list(extraction.report.cells)
    assert [str(cell.value) for cell in back.report.cells.values()] == [
        str(cell.value) for cell in extraction.report.cells.values()
    ]


@UNHURRIED
@given(EXTRACTIONS)
def test_the_digest_of_what_was_read_survives_json_too(extraction: Extraction) -> None:
    assert digest_of(from_record(json.loads(json.dumps(to_record(extraction))))) == digest_of(extraction)


def report(**facts: object) -> Report:
    usual = {
        "title": "年度报告",
        "unit_name": "样例县",
        "report_year": 2024,
        "form": "form_2021",
        "sections": (Section("s1_overview", "一、总体情况", "收到申请 38 件。"),),
        "cells": {ADDRESS: Cell(CellState.NUMBER, Decimal(38), "38")},
    }
    return Report(**(usual | facts))


def digest(read: Report, doubts: tuple[Doubt, ...] = ()) -> str:
    return digest_of(Extraction(read, doubts, Medium.HTML, "0" * 64))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"cells": {ADDRESS: Cell(CellState.NUMBER, Decimal(39), "39")}}, id="another figure"),
        pytest.param({"cells": {ADDRESS: Cell(CellState.BLANK)}}, id="a figure gone"),
        pytest.param({"cells": {}}, id="a cell not printed"),
        pytest.param({"cells": {ADDRESS: Cell(CellState.NUMBER, Decimal(38), unsure=Unsure.VALUE)}}, id="less sure"),
        pytest.param({"form": "form_2019"}, id="another form"),
        pytest.param({"report_year": 2023}, id="another year"),
        pytest.param({"dates": Dates(page=date(2025, 1, 20))}, id="another date"),
        pytest.param({"sections": (Section("s1_overview", "一、总体情况", "收到申请39件。"),)}, id="another sentence"),
    ],
)
def test_what_the_source_says_otherwise_has_another_digest(changed: dict[str, object]) -> None:
    assert digest(report(**changed)) != digest(report())


@pytest.mark.parametrize(
    "same",
    [
        pytest.param({"sections": (Section("s1_overview", "一、总体情况", "收到申请38件。\n"),)}, id="spaces"),
        pytest.param({"cells": {ADDRESS: Cell(CellState.NUMBER, Decimal("38.0"), "３８")}}, id="spelling of a figure"),
        pytest.param({"title": "2024年年度报告"}, id="title"),
        pytest.param({"variants": {"requests.other": "其它处理"}}, id="labels spelt otherwise"),
        pytest.param({"preface": "根据《条例》编制。"}, id="what stands in front of the sections"),
    ],
)
def test_what_only_looks_otherwise_has_the_same_digest(same: dict[str, object]) -> None:
    assert digest(report(**same)) == digest(report())


def test_our_doubts_are_no_news_from_the_source() -> None:
    assert digest(report(), (Doubt("column", "?", (ADDRESS,)),)) == digest(report())


def test_zero_and_blank_are_never_the_same() -> None:
    zero = replace(report(), cells={ADDRESS: Cell(CellState.NUMBER, Decimal(0), "0")})
    blank = replace(report(), cells={ADDRESS: Cell(CellState.BLANK)})

    assert digest(zero) != digest(blank)


def test_a_record_from_before_statements_had_units_and_places_is_still_read() -> None:
    record = to_record(Extraction(report(), (), Medium.HTML, "d"))
    del record["found_by"]
    record["statements"] = [
        {"subject": "applications", "value": 38, "negated": False, "text": "收到申请38件", "section": "s1_overview"}
    ]

    back = from_record(json.loads(json.dumps(record))).report

    assert back.found_by == {}
    assert back.statements == (Statement(Subject.APPLICATIONS, Decimal(38), False, "收到申请38件", "s1_overview"),)
