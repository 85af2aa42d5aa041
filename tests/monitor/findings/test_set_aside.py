"""A unit called missing: what all that is read of it says once a person set that aside, and once its unit is gone."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import validate
from sqlalchemy import Connection, delete

from crawler.domain.dossier import Status
from crawler.domain.evidence import Listed, Visit, VisitOutcome
from crawler.domain.finding_life import Cause, State, Step
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language
from monitor.cli.explanation_view import to_record, to_text
from monitor.findings.explaining import explanation_of
from monitor.findings.keeping import known_from
from monitor.findings.life import by_person
from monitor.jobs.evaluate import run_monitor
from monitor.jobs.summarise import summary_of
from monitor.summaries import Summary, SummaryFormat, render
from storage.findings import StoredFinding
from storage.tables import units
from storage.unit_of_work import UnitOfWork, open_database

YEAR = 2024
SITE = "http://www.yunxi.gov.cn"
WATER, SCHOOLS = (
    Unit(f"3709-{place}", name, UnitKind.DEPARTMENT, Level.COUNTY, None, SITE)
    for place, name in enumerate(("云溪县水利局", "云溪县教育局"))
)
NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
REVIEWED = NOW + timedelta(hours=3)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def connection(shaped_file: Path, tmp_path: Path) -> Iterator[Connection]:
    engine = open_database(f"sqlite:///{shutil.copy(shaped_file, tmp_path / 'store.db')}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def work(connection: Connection) -> UnitOfWork:
    """Two departments whose earlier reports are listed, and not the last ones."""
    work = UnitOfWork(connection)
    work.units.keep([WATER, SCHOOLS])
    for day in (17, 18):
        work.visits.add(visit(day))
    run_monitor(work, YEAR, NOW)
    return work


def visit(day: int) -> Visit:
    start = datetime(2025, 4, day, 1, tzinfo=UTC)
    listed = tuple(Listed(unit.id, YEAR - 1) for unit in (WATER, SCHOOLS))
    looked_for = (WATER.fingerprint, SCHOOLS.fingerprint)
    facts = {"entries": 2, "looked_for": looked_for, "listed": listed}
    end = start + timedelta(minutes=5)
    return Visit("www.yunxi.gov.cn", start, end, VisitOutcome.COMPLETE, (f"{SITE}/nb/",), **facts)  # type: ignore[arg-type]


def missing(work: UnitOfWork, unit: Unit = WATER) -> StoredFinding:
    return next(one for one in work.findings.of_year(YEAR, [unit.id]) if one.finding.check == "PUB-01")


def set_aside(work: UnitOfWork) -> None:
    stored = missing(work)
    event = by_person(known_from(stored), Step.DISMISSED, "王芳", "已在政务公开栏张贴", REVIEWED)
    work.findings.take(stored.id, event)


def summary(work: UnitOfWork) -> Summary:
    return summary_of(work, YEAR, TOMORROW)


def test_it_is_counted_and_named_among_the_missing_no_more(work: UnitOfWork) -> None:
    assert summary(work).totals["missing"] == 2

    set_aside(work)

    after = summary(work)
    assert (after.totals["obliged"], after.totals["missing"], after.totals["unverifiable"]) == (2, 1, 1)
    assert [row.unit for row in after.having(Status.MISSING)] == [SCHOOLS]


@pytest.mark.parametrize("format_", [SummaryFormat.TEXT, SummaryFormat.HTML, SummaryFormat.CSV, SummaryFormat.JSON])
def test_every_form_of_the_summary_says_that_a_person_set_it_aside(work: UnitOfWork, format_: SummaryFormat) -> None:
    set_aside(work)

    written = "".join(render(summary(work), format_, Language.CHINESE).split())

    assert "经人工复核，“逾期未公布”不成立" in written
    assert "2025-04-2012:00" in written or "2025-04-20T12:00" in written
    assert "王芳" not in written


def test_the_record_keeps_its_contract(work: UnitOfWork) -> None:
    set_aside(work)

    record = json.loads(render(summary(work), SummaryFormat.JSON, Language.CHINESE))

    validate(record, json.loads(Path("docs/schemas/summary.schema.json").read_text("utf-8")))
    (water,) = (unit for unit in record["units"] if unit["id"] == WATER.id)
    assert (water["status"], water["days_late"], water["published_on"]) == ("unverifiable", None, None)
    assert [finding["check"] for finding in water["findings"]] == []
    rows = csv.DictReader(io.StringIO(render(summary(work), SummaryFormat.CSV, Language.CHINESE)))
    assert {row["id"]: row["status"] for row in rows} == {WATER.id: "unverifiable", SCHOOLS.id: "missing"}


def test_taken_back_it_is_missing_again(work: UnitOfWork) -> None:
    set_aside(work)
    stored = missing(work)
    work.findings.take(stored.id, by_person(known_from(stored), Step.REOPENED, "王芳", "看错单位", TOMORROW))

    assert summary(work).totals["missing"] == 2


def test_a_finding_of_a_unit_that_the_register_lost_can_still_be_explained(
    work: UnitOfWork, connection: Connection
) -> None:
    finding_id = missing(work).id
    connection.execute(delete(units).where(units.c.id == WATER.id))

    told = explanation_of(work, finding_id, TOMORROW, Language.CHINESE)

    assert to_record(told, Language.CHINESE)["unit"] == {"id": WATER.id, "name": WATER.id}
    assert "该单位已不在登记范围" in to_text(told, Language.CHINESE)


def test_a_unit_that_leaves_and_comes_back_keeps_what_people_said(work: UnitOfWork, connection: Connection) -> None:
    set_aside(work)
    connection.execute(delete(units).where(units.c.id == WATER.id))
    run_monitor(work, YEAR, TOMORROW)

    gone = missing(work)
    assert gone.state is State.RESOLVED
    assert work.findings.history(gone.id)[-1].cause is Cause.REGISTER_CHANGED

    work.units.keep([WATER])
    run_monitor(work, YEAR, TOMORROW + timedelta(days=1))

    assert missing(work).state is State.DISMISSED
    assert missing(work, SCHOOLS).state is State.OPEN
