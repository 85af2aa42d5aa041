"""The ledger says of every unit and year who owes a report by when, and why another owes none."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from crawler.domain.dossier import DueBasis
from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language
from monitor.cli.app import app
from monitor.cli.ledger_view import SCHEMA, to_csv, to_record
from monitor.obligations import Terms
from monitor.obligations.ledger import LedgerEntry, ledger_of

SCHEMA_FILE = Path(__file__).parents[3] / "docs" / "schemas" / "obligations.schema.json"
LOCAL = Terms(townships_due=(1, 31))


@pytest.fixture
def county(unit: Callable[..., Unit]) -> Register:
    """A county with one unit of each fate."""

    def one(unit_id: str, kind: UnitKind = UnitKind.DEPARTMENT, level: Level = Level.COUNTY, **facts: Any) -> Unit:
        return replace(unit(kind, level, **facts), id=unit_id, name=f"云溪县{unit_id}", parent_id="county")

    return Register(
        [
            one("county", UnitKind.GOVERNMENT),
            one("civil"),
            one("early", local_due=(1, 26)),
            one("police post", covered_by="civil"),
            one("tourism", obliged_to=2023, successor_id="culture"),
            one("culture", obliged_from=2023),
            one("sports", obliged_to=2021, successor_id="culture"),
            one("town", UnitKind.TOWNSHIP, Level.TOWNSHIP),
        ]
    )


def entry(register: Register, unit_id: str, report_year: int, terms: Terms = LOCAL) -> LedgerEntry:
    (found,) = ledger_of(register, [report_year], terms, [register.get(unit_id)])
    return found


def test_every_unit_has_an_entry_for_every_year(county: Register) -> None:
    entries = tuple(ledger_of(county, range(2018, 2025), LOCAL))

    assert len(entries) == 7 * len(county)
    assert all((one.obligation is None) is (one.exemption is not None) for one in entries)
    assert [one.report_year for one in entries] == sorted(one.report_year for one in entries)


def test_the_due_days_of_a_county(county: Register) -> None:
    entries = (one.obligation for one in ledger_of(county, [2024], LOCAL))

    assert {owed.unit.id: (str(owed.due_on), owed.due_basis) for owed in entries if owed is not None} == {
        "county": ("2025-03-31", DueBasis.STATUTORY),
        "civil": ("2025-01-31", DueBasis.STATUTORY),
        "early": ("2025-01-26", DueBasis.LOCAL),
        "culture": ("2025-01-31", DueBasis.STATUTORY),
        "town": ("2025-01-31", DueBasis.LOCAL),
    }


@pytest.mark.parametrize(
    ("unit_id", "report_year", "reporter"),
    [
        ("civil", 2024, "civil"),
        ("police post", 2024, "civil"),
        ("tourism", 2022, "tourism"),
        ("tourism", 2023, "culture"),
        ("tourism", 2024, "culture"),
        ("culture", 2022, None),
        ("sports", 2024, "culture"),
    ],
)
def test_who_reports_in_a_years_place_is_named(
    county: Register, unit_id: str, report_year: int, reporter: str | None
) -> None:
    found = entry(county, unit_id, report_year).reporter

    assert (found.id if found is not None else None) == reporter


def test_a_unit_for_which_nobody_reports_is_a_gap_of_the_register(county: Register) -> None:
    gap = entry(county, "sports", 2022)

    assert gap.is_gap
    assert not entry(county, "sports", 2023).is_gap
    record = to_record([gap], datetime.fromisoformat("2023-01-10T09:00+08:00"), Language.CHINESE)
    assert record["entries"][0]["why_not"] == (
        "无需公布：2021年机构改革后由承接单位编制；名录中未见其承接单位当年的编制义务，请核对名录"
    )


def test_a_township_owes_nothing_where_no_local_rule_is_configured(county: Register) -> None:
    assert entry(county, "town", 2024, Terms()).obligation is None
    assert entry(county, "town", 2018, Terms()).obligation is not None


def test_the_days_that_are_left_end_with_the_due_day(county: Register) -> None:
    civil = entry(county, "civil", 2024)

    def left(day: str) -> tuple[int | None, int | None]:
        working = civil.working_days_left(date.fromisoformat(day))
        return civil.days_left(date.fromisoformat(day)), None if working is None else working.count

    assert [left(day) for day in ("2025-01-24", "2025-01-31", "2025-02-01")] == [(7, 3), (0, 0), (None, None)]
    assert entry(county, "police post", 2024).days_left(date(2025, 1, 24)) is None


def test_the_record_keeps_its_contract(county: Register) -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    entries = tuple(ledger_of(county, range(2018, 2027), LOCAL))

    record = to_record(entries, datetime.fromisoformat("2024-12-30T09:00+08:00"), Language.CHINESE)

    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(record)
    assert schema["properties"]["schema"]["const"] == schema["title"] == SCHEMA
    assert schema["$defs"]["entry"]["properties"]["kind"]["enum"] == list(UnitKind)
    assert schema["$defs"]["entry"]["properties"]["level"]["enum"] == list(Level)


def test_a_spreadsheet_has_the_columns_of_the_record(county: Register) -> None:
    at = datetime.fromisoformat("2024-12-30T09:00+08:00")
    entries = tuple(ledger_of(county, [2024], LOCAL))

    rows = list(csv.DictReader(StringIO(to_csv(entries, at, Language.CHINESE))))

    record = to_record(entries, at, Language.CHINESE)["entries"]
    assert [list(row) for row in rows] == [list(one) for one in record]
    assert [row["obliged"] for row in rows] == [str(one["obliged"]).lower() for one in record]


def test_years_that_are_not_announced_are_noted_beside_the_numbers(county: Register) -> None:
    entries = tuple(ledger_of(county, [2089], LOCAL))

    record = to_record(entries, datetime.fromisoformat("2090-01-10T09:00+08:00"), Language.CHINESE)

    assert record["notes"] == ["2090年节假日安排尚未公布，按周一至周五计算"]


REGISTER = (
    "id,name,kind,level,parent_id,site_url\n"
    "990121,云溪县人民政府,government,county,,http://www.yunxi.example.gov.cn/\n"
    "990121101,云溪县柳塘镇人民政府,township,township,990121,http://www.yunxi.example.gov.cn/\n"
)


@pytest.fixture
def gongkai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs `gongkai obligations` in a new workspace that holds a county with one township."""
    monkeypatch.setenv("GONGKAI_WORKSPACE", str(tmp_path))
    (tmp_path / "two.csv").write_text(REGISTER, "utf-8")
    assert CliRunner().invoke(app, ["init", str(tmp_path)]).exit_code == 0
    assert CliRunner().invoke(app, ["units", "import", str(tmp_path / "two.csv")]).exit_code == 0

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(app, ["obligations", *arguments])

    return run


def printed(done: Any) -> Sequence[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    found: Sequence[dict[str, Any]] = json.loads(done.stdout)["entries"]
    return found


def test_the_command_prints_the_ledger(gongkai: Callable[..., Any]) -> None:
    shown = gongkai("--year", "2026", "--now", "2026-12-28T09:00")
    assert ("按本地要求" in shown.stdout, "34天（" in shown.stdout, "个工作日）" in shown.stdout) == (True, True, True)
    years = printed(gongkai("--years", "2022-2024", "--area", "990121101", "--format", "json"))
    assert [one["due_on"] for one in years] == ["2023-01-31", "2024-01-31", "2025-01-31"]
    last = printed(gongkai("--now", "2025-01-15T09:00", "--format", "json"))
    assert {one["report_year"] for one in last} == {2024}
    for wrong in (["--year", "2024", "--years", "2022-2024"], ["--years", "2024-2022"], ["--years", "last"]):
        assert gongkai(*wrong).exit_code == 2
