"""What becomes of an accusation when the register changes after it was made: it ends, and says why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from crawler.domain.correction import BY_CORRECTION
from crawler.domain.dossier import Dossier, DueBasis, Obligation, Standing, Status
from crawler.domain.finding import Outcome
from crawler.domain.finding_life import Cause, State, Step
from crawler.domain.report import Cell, CellState
from crawler.domain.unit import Level, Unit, UnitKind
from monitor.checks import run_checks
from monitor.findings.words import event_words
from monitor.obligations import obligations_for

YEAR = 2024
UNIT = Unit("370902", "云溪县水利局", UnitKind.DEPARTMENT, Level.COUNTY, "3709", "http://www.yunxi.gov.cn")
SUCCEEDED = replace(UNIT, obliged_to=YEAR, successor_id="3709-9")
COVERED = replace(UNIT, covered_by="3709")
ABOLISHED = replace(UNIT, obliged_to=YEAR - 1)
EARLIER = replace(UNIT, local_due=(1, 20))


def stands(unit: Unit, status: Status, **facts: Any) -> Dossier:
    owed = obligations_for(unit, YEAR)
    standing = Standing(unit, YEAR, Status.NOT_OBLIGED if owed is None else status, owed, **facts)
    return Dossier(datetime(2025, 4, 20, tzinfo=UTC), unit.kind, unit.level, YEAR, standing=standing, unit=unit)


def judge(book: Any, seen: Dossier) -> None:
    book.judge(seen, *(finding for finding in run_checks(seen) if finding.check.startswith("PUB-0")))


def kept(book: Any, check: str) -> Any:
    return next(stored for stored in book.all if stored.finding.check == check)


@pytest.mark.parametrize("exempt", [SUCCEEDED, COVERED, ABOLISHED])
def test_a_unit_that_owes_nothing_any_more_is_missing_no_more(book: Any, exempt: Unit) -> None:
    judge(book, stands(UNIT, Status.MISSING))
    judge(book, stands(exempt, Status.NOT_OBLIGED))

    assert kept(book, "PUB-01").state is State.RESOLVED
    last = book.work.findings.history(kept(book, "PUB-01").id)[-1]
    assert (last.step, last.cause) == (Step.RESOLVED, Cause.REGISTER_CHANGED)
    assert "登记的单位信息或公布期限有调整，不是报告有改正" in event_words(last).zh


@pytest.mark.parametrize(
    ("status", "facts"), [(Status.NOT_YET_DUE, {}), (Status.ON_TIME, {"published_on": date(2025, 1, 30)})]
)
def test_a_term_that_is_set_later_ends_what_was_said_by_the_earlier_one(
    book: Any, status: Status, facts: dict[str, Any]
) -> None:
    judge(book, stands(EARLIER, Status.LATE, days_late=10, published_on=date(2025, 1, 30)))
    judge(book, stands(UNIT, status, **facts))

    late = kept(book, "PUB-02")
    assert late.state is State.RESOLVED
    assert book.work.findings.history(late.id)[-1].cause is Cause.REGISTER_CHANGED


def test_a_dismissal_outlives_that_the_register_was_wrong_for_a_while(book: Any) -> None:
    judge(book, stands(UNIT, Status.MISSING))
    book.person(Step.DISMISSED)
    judge(book, stands(COVERED, Status.NOT_OBLIGED))
    judge(book, stands(UNIT, Status.MISSING))

    assert kept(book, "PUB-01").state is State.DISMISSED


def test_a_site_that_is_new_proves_nothing_and_ends_nothing(book: Any) -> None:
    judge(book, stands(UNIT, Status.MISSING))
    judge(book, stands(replace(UNIT, site_url="http://slj.yunxi.gov.cn"), Status.UNVERIFIABLE))

    missing = kept(book, "PUB-01")
    assert (missing.state, missing.finding.status) == (State.OPEN, "UNDETERMINED")


def test_what_is_judged_as_of_an_earlier_day_is_not_called_a_change_of_the_register(book: Any) -> None:
    judge(book, stands(UNIT, Status.MISSING))
    judge(book, stands(UNIT, Status.NOT_YET_DUE))

    missing = kept(book, "PUB-01")
    assert missing.state is State.OPEN
    assert missing.unjudged_since is not None


def test_a_report_that_came_ends_an_absence_as_published(book: Any, show: Any) -> None:
    judge(book, stands(UNIT, Status.MISSING))
    owed = Obligation(UNIT, YEAR, date(2025, 2, 28), DueBasis.LOCAL)
    judge(book, replace(show(), standing=Standing(UNIT, YEAR, Status.ON_TIME, owed)))

    assert book.work.findings.history(kept(book, "PUB-01").id)[-1].cause is Cause.PUBLISHED


def test_what_comes_back_with_the_register_says_so(book: Any) -> None:
    judge(book, stands(UNIT, Status.MISSING))
    judge(book, stands(COVERED, Status.NOT_OBLIGED))
    judge(book, stands(UNIT, Status.MISSING))

    last = book.work.findings.history(kept(book, "PUB-01").id)[-1]
    assert (last.step, last.state, last.cause) == (Step.REOPENED, State.OPEN, Cause.REGISTER_CHANGED)


def test_a_report_that_is_changed_back_is_told_as_changed(book: Any, say: Any, show: Any) -> None:
    book.judge(show(3, source="aa"), say())
    book.judge(show(0, source="bb"), say(status=Outcome.PASS))
    book.judge(show(3, source="aa"), say())

    assert book.last == (Step.REOPENED, Cause.REPORT_CHANGED)


def test_a_correction_that_is_taken_back_is_told_as_one(book: Any, say: Any, show: Any) -> None:
    corrected = Cell(CellState.NUMBER, Decimal(0), "3", by=BY_CORRECTION)
    book.judge(show(3), say())
    book.judge(show(corrected), say(status=Outcome.PASS))
    assert book.last == (Step.RESOLVED, Cause.CORRECTED)

    book.judge(show(3), say())

    assert book.last == (Step.REOPENED, Cause.CORRECTED)
    assert "人工更正有变化" in event_words(book.history[-1]).zh
