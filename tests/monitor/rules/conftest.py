"""What the tests of local rules share: a small register, files of rules, and reports in a store."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.domain.capture import Capture, CaptureKind, Reading, Trail
from crawler.domain.extraction import Attribution
from crawler.domain.finding import Finding
from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples.scene import scene
from monitor.rules import RuleBook, read_rules
from storage.unit_of_work import Database, UnitOfWork, open_database
from storage.warc import Location

SITE = "http://www.yunxi.gov.cn/"
AS_OF = datetime(2024, 4, 20, 1, tzinfo=UTC)

CITY = Unit("3709", "泰安市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, None, SITE)
COUNTY = Unit("370902", "云溪县人民政府", UnitKind.GOVERNMENT, Level.COUNTY, "3709", SITE)
OFFICE = Unit("370902-mzj", "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY, "370902", SITE)
TOWN = Unit("370902101", "云溪县柳塘镇人民政府", UnitKind.TOWNSHIP, Level.TOWNSHIP, "370902", SITE)
ELSEWHERE = Unit("3710", "海港市人民政府", UnitKind.GOVERNMENT, Level.PREFECTURE, None, SITE)


class Store:
    """A store with a report of the county on 2023, which the lines of an example change."""

    def __init__(self, work: UnitOfWork) -> None:
        self.work = work
        work.units.keep((CITY, COUNTY, OFFICE, TOWN, ELSEWHERE))

    def put(self, *lines: str, unit: Unit = COUNTY) -> None:
        capture = Capture(
            url=f"{SITE}{unit.id}.html",
            kind=CaptureKind.REPORT,
            body="\n".join((unit.id, *lines)).encode(),
            fetched_at=datetime(2024, 1, 21, 1, tzinfo=UTC),
            trail=Trail("www.yunxi.gov.cn"),
        )
        self.work.captures.keep(capture, Location("sample.warc.gz", 0, 1))
        extraction = scene((f"unit: {unit.name}", *lines)).dossier().extraction
        assert extraction is not None
        self.work.reports.save(Reading(capture, extraction, Attribution(unit.id, 2023, "the title")))


@pytest.fixture
def register() -> Register:
    return Register((CITY, COUNTY, OFFICE, TOWN, ELSEWHERE))


@pytest.fixture
def rules_of(tmp_path: Path, register: Register) -> Callable[[str], RuleBook]:
    """Reads a text as a file of rules."""

    def read(text: str) -> RuleBook:
        path = tmp_path / "rules.yaml"
        path.write_text(text, "utf-8")
        return read_rules(path, register)

    return read


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    engine = open_database(url)
    yield engine
    engine.dispose()


def only(check: str, rules: Rules, *lines: str) -> list[Finding]:
    """What one check says of the sound report, changed by the lines of an example; the others do not run."""
    others = {one.id for one in all_checks()} - {check}
    return list(run_checks(scene(lines).dossier(), replace(rules, off=rules.off | others)))


@pytest.fixture
def figure() -> tuple[str, str]:
    """A check that declares a figure, and the name of that figure."""
    return next((check.id, name) for check in all_checks() for name in check.limits)
