"""What the addresses of a report have shown so far, and the sites on which they stand."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from crawler.domain.capture import Capture, CaptureKind, Reading, Trail
from crawler.domain.dossier import Status
from crawler.domain.evidence import DateBasis, Dated, Failure, Visit, VisitOutcome
from crawler.domain.extraction import Attribution
from crawler.domain.report import Dates
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import run_checks
from monitor.dossiers import Dossiers
from monitor.dossiers.history import editions_of
from monitor.examples.sound import Draft
from storage.archive import Location
from storage.unit_of_work import UnitOfWork, open_database, unit_of_work

PORTAL = "www.yunxi.gov.cn"
URL = f"http://{PORTAL}/nb/1.html"
WELFARE = Unit("3709-1", "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY, None, "http://mzj.yunxi.gov.cn/")
SEEN = datetime(2024, 2, 3, 1, tzinfo=UTC)
NOW = datetime(2024, 7, 1, 1, tzinfo=UTC)


@pytest.fixture
def engine(shaped_file: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{shutil.copy(shaped_file, tmp_path / 'store.db')}")
    yield engine
    engine.dispose()


@pytest.fixture
def work(engine: Engine) -> Iterator[UnitOfWork]:
    with unit_of_work(engine) as work:
        work.units.keep([WELFARE])
        yield work


def show(work: UnitOfWork, days: int, page: date, text: str | None = None) -> None:
    """What the address showed so many days after the first time, and the date that its page bore."""
    body, moment = f"{page} {text}".encode(), SEEN + timedelta(days=days)
    capture = Capture(URL, CaptureKind.REPORT, body, moment, Trail(PORTAL, f"http://{PORTAL}/nb/", "年报"))
    draft = Draft(unit_name=WELFARE.name, kind=WELFARE.kind, texts={} if text is None else {"s5_problems": text})
    report = replace(
        draft.extraction().report, dates=Dates(page=page), dated=(Dated(DateBasis.PAGE, page, f"发布日期：{page}"),)
    )
    extraction = replace(draft.extraction(), report=report, digest=capture.digest)
    work.captures.keep(capture, Location("sample.warc.gz", 0, 1))
    work.reports.save(Reading(capture, extraction, Attribution(WELFARE.id, 2023, "the title")))


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that go to the store meanwhile."""
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("texts", "editions", "asks"), [((None,), 1, False), ((None, "存在不足。"), 2, True)])
def test_only_what_was_revised_is_asked_of_the_store(
    engine: Engine, work: UnitOfWork, texts: tuple[str | None, ...], editions: int, asks: bool
) -> None:
    for days, text in enumerate(texts):
        show(work, days, date(2024, 1, 20), text)
    published, latest = work.reports.publications(2023), work.reports.latest(WELFARE.id, 2023)

    with counted(engine) as asked:
        found = editions_of(work, published, latest, NOW)

    assert (len(found), bool(asked)) == (editions, asks)
    assert [one.extraction for one in found] == [one.extraction for one in work.editions.of(WELFARE.id, 2023, NOW)]


def test_a_report_that_a_moved_site_dates_anew_stays_in_time(work: UnitOfWork) -> None:
    show(work, 0, date(2024, 1, 20))
    show(work, 90, date(2024, 5, 1))

    dossier = Dossiers(work, work.units.register(), 2023, NOW).of(WELFARE)

    assert dossier.standing is not None
    assert (dossier.standing.status, dossier.standing.published_on) == (Status.ON_TIME, date(2024, 1, 20))
    assert {one.check for one in run_checks(dossier) if not one.status.passed} & {"PUB-02", "PUB-05", "PUB-07"} == set()


def test_a_date_that_is_put_back_into_the_term_is_told(work: UnitOfWork) -> None:
    show(work, 0, date(2024, 2, 2))
    show(work, 9, date(2024, 1, 20))

    dossier = Dossiers(work, work.units.register(), 2023, NOW).of(WELFARE)

    assert [
        one.check for one in run_checks(dossier) if one.check in ("PUB-02", "PUB-05") and not one.status.passed
    ] == ["PUB-05"]


def visit(site: str, days: int, *failures: Failure) -> Visit:
    start = SEEN + timedelta(days=days)
    looked = {"columns": (f"http://{site}/nb/",), "looked_for": (WELFARE.fingerprint,), "failures": failures}
    return Visit(site, start, start + timedelta(minutes=5), VisitOutcome.COMPLETE, **looked)  # type: ignore[arg-type]


def test_a_report_on_another_site_than_its_unit_s_own_is_withdrawn_there(work: UnitOfWork) -> None:
    show(work, 0, date(2024, 1, 20))
    for days in (5, 10, 15):
        work.visits.add(visit("mzj.yunxi.gov.cn", days))
        work.visits.add(visit(PORTAL, days, Failure(URL, "answered with status 404")))

    dossier = Dossiers(work, work.units.register(), 2023, NOW).of(WELFARE)

    assert dossier.standing is not None
    assert dossier.standing.status is Status.WITHDRAWN
    assert [one.site_id for one in dossier.elsewhere] == [PORTAL] * 3
    assert "PUB-08" in {one.check for one in run_checks(dossier) if not one.status.passed}
