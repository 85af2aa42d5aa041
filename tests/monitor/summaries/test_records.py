import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from crawler.domain.dossier import DueBasis, Status
from crawler.domain.extraction import Medium
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import CellState
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Language
from crawler.forms import all_forms, outline, standard_addresses
from monitor.summaries import Summary, SummaryFormat, render

SCHEMAS = Path(__file__).parents[3] / "docs" / "schemas"


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


def check(name: str, record: object) -> None:
    Draft202012Validator(schema(name), format_checker=FormatChecker()).validate(record)


def record(summary: Summary, language: Language = Language.CHINESE) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(summary, SummaryFormat.JSON, language))
    return loaded


@pytest.mark.parametrize("language", Language)
def test_the_record_keeps_its_contract(season: Summary, language: Language) -> None:
    check("summary", record(season, language))


def test_a_season_without_units_keeps_the_contract(nobody: Summary) -> None:
    check("summary", record(nobody))


def test_the_record_of_a_missing_report(season: Summary) -> None:
    assert record(season)["units"][3] == {
        "id": "yunxi-04",
        "name": "柳河镇人民政府",
        "kind": "township",
        "level": "township",
        "parent_id": "yunxi",
        "status": "missing",
        "due_on": "2025-01-31",
        "due_basis": "local",
        "published_on": None,
        "published_basis": None,
        "days_late": None,
        "report_url": None,
        "form": None,
        "revisions": 0,
        "findings": [],
        "evidence": [
            {"url": "http://www.yunxi.gov.cn/zfxxgk/nb/", "at": "2025-04-18T02:10:00+08:00", "what": "栏目已查完"}
        ],
    }


def test_times_are_those_of_shanghai(season: Summary) -> None:
    assert record(season)["as_of"] == "2025-04-20T09:00:00+08:00"


def test_only_the_messages_depend_on_the_language(season: Summary) -> None:
    chinese, english = record(season), record(season, Language.ENGLISH)

    assert chinese["units"][0]["findings"][1]["message"] == "表三“（七）总计”行为0，各分项之和为2"
    assert english["units"][0]["findings"][1]["message"] == "table 3, row 总计: 0, its parts sum to 2"
    for unit in (*chinese["units"], *english["units"]):
        del unit["findings"]
    assert chinese == english


def test_the_contract_refuses_what_it_does_not_know(season: Summary) -> None:
    with pytest.raises(ValidationError):
        check("summary", record(season) | {"score": 1})


@pytest.mark.parametrize("name", ["summary", "report", "findings"])
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_schemas_know_the_words_of_the_domain() -> None:
    unit = schema("summary")["$defs"]["unit"]["properties"]
    report = schema("report")
    finding = schema("findings")["items"]["properties"]

    assert unit["status"]["enum"] == list(Status)
    assert unit["kind"]["enum"] == list(UnitKind)
    assert unit["level"]["enum"] == list(Level)
    assert unit["due_basis"]["enum"] == [*DueBasis, None]
    assert unit["form"]["enum"] == [*(form.key for form in all_forms()), None]
    assert report["properties"]["source"]["properties"]["media"]["enum"] == list(Medium)
    assert report["properties"]["sections"]["items"]["properties"]["key"]["enum"] == [
        *(section.key for section in outline()),
        None,
    ]
    assert report["$defs"]["cell"]["properties"]["state"]["enum"] == list(CellState)
    assert set(finding["status"]["enum"]) == set(Outcome) - {Outcome.RULE_ERROR}
    assert finding["severity"]["enum"] == list(Severity)


def test_every_address_of_the_forms_is_an_address_of_the_contract() -> None:
    cell: dict[str, object] = {"state": "blank", "value": None, "raw": "", "certain": True, "where": {"line": 3}}

    check("report", report_record({str(address): cell for address in standard_addresses()}))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"value": 0}, id="a blank is never 0"),
        pytest.param({"state": "number"}, id="a number has a value"),
        pytest.param({"state": "empty"}, id="no such state"),
    ],
)
def test_the_contract_refuses_a_wrong_cell(change: dict[str, object]) -> None:
    cell = {"state": "blank", "value": None, "raw": "", "certain": True, "where": {}} | change

    with pytest.raises(ValidationError):
        check("report", report_record({"requests.granted.total": cell}))


def test_a_finding_keeps_its_contract() -> None:
    finding = {
        "file": "a.txt",
        "check": "T2N-03",
        "status": "FAIL",
        "severity": "high",
        "title": "规章主体资格",
        "message": "规章1件",
        "cells": ["proactive.rules.made"],
        "root": None,
    }

    check("findings", [finding])
    with pytest.raises(ValidationError):
        check("findings", [finding | {"check": "A101"}])


def report_record(cells: dict[str, dict[str, object]]) -> dict[str, object]:
    return {
        "schema": "gongkai.report/1",
        "source": {"path": "a.txt", "media": "text", "sha256": "0" * 64},
        "title": None,
        "unit_name": None,
        "report_year": None,
        "form": None,
        "dates": {"page": None, "signed": "2021-03-09", "url": None},
        "period": ["2020-01-01", "2020-12-31"],
        "found_by": {"title": None, "unit_name": None, "report_year": None, "signed": "signature"},
        "sections": [{"key": "s1_overview", "heading": "一、总体情况", "text": ""}],
        "statements": [],
        "cells": cells,
        "doubts": [],
    }
