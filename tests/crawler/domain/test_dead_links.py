"""When an address counts as gone: three looks in vain over two days, and nothing that is our own trouble."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.domain.dead_links import DeadLink, dead_links
from crawler.domain.evidence import Failure, Listed, Publication, Visit, VisitOutcome

SEEN = datetime(2025, 2, 1, 1, tzinfo=UTC)
URL, COLUMN = "http://www.yunxi.gov.cn/nb/1.html", "http://www.yunxi.gov.cn/nb/"
REPORT = Publication("990121", 2024, URL, None, None, None, None, SEEN, SEEN, "d", 1)
GONE, EMPTY, SAYS_SO = "answered with status 404", "the page is empty", "the page does not exist"
HOURS = (24, 60, 96)


def looked(hours: float, cause: str | None = GONE, *, url: str = URL, **facts: object) -> Visit:
    """A thorough visit so many hours after the report was last seen; None where it was there."""
    at = SEEN + timedelta(hours=hours)
    failures = () if cause is None else (Failure(url, cause),)
    sound = Visit("www.yunxi.gov.cn", at, at + timedelta(minutes=9), VisitOutcome.COMPLETE, (COLUMN,), entries=6)
    return replace(sound, **({"failures": failures} | facts))  # type: ignore[arg-type]


def link(*visits: Visit) -> DeadLink | None:
    return next(iter(dead_links((REPORT,), visits)), None)


@pytest.mark.parametrize("cause", [GONE, "answered with status 410", SAYS_SO, EMPTY, "the page has no content"])
def test_three_looks_in_vain_over_two_days_prove_it(cause: str) -> None:
    found = link(*(looked(hours, cause) for hours in HOURS))

    assert found is not None
    assert found.proven
    assert found.checks == tuple(SEEN + timedelta(hours=hours) for hours in HOURS)


@pytest.mark.parametrize(
    ("hours", "proven"),
    [
        pytest.param((24,), False, id="once"),
        pytest.param((24, 96), False, id="twice"),
        pytest.param((1, 12, 47), False, id="within two days"),
        pytest.param((1, 12, 48.9), False, id="within two days, though not since it was seen"),
        pytest.param((1, 12, 49), True, id="two days"),
    ],
)
def test_fewer_or_sooner_prove_nothing(hours: tuple[float, ...], proven: bool) -> None:
    found = link(*map(looked, hours))

    assert found is not None
    assert found.proven is proven


@pytest.mark.parametrize(
    "cause",
    [
        "answered with status 500",
        "answered with status 503",
        "no answer: TimeoutError",
        "blocked by 加速乐",
        "blocked by 瑞数",
        "refused with 403",
        "refused as too frequent",
        "not permitted by robots.txt",
        "the site is under maintenance",
        "the server shows an error",
        "redirected to the home page",
        "its host is not in the register",
        "perhaps a report, and not settled whose",
        "our own fault: what was found could not be kept",
    ],
)
def test_what_may_be_our_own_trouble_is_no_look_at_all(cause: str) -> None:
    assert link(*(looked(hours, cause) for hours in HOURS)) is None


def test_a_trouble_in_between_breaks_nothing_and_counts_for_nothing() -> None:
    found = link(looked(24), looked(40, "answered with status 503"), looked(60), looked(96))

    assert found is not None
    assert len(found.checks) == 3


@pytest.mark.parametrize(
    "blind",
    [
        {"outcome": VisitOutcome.BLOCKED},
        {"outcome": VisitOutcome.DOWN},
        {"outcome": VisitOutcome.HIJACKED},
        {"outcome": VisitOutcome.BUDGET_SPENT},
        {"outcome": VisitOutcome.REDIRECTED_HOME},
        {"thorough": False},
    ],
)
def test_a_visit_that_saw_nothing_proves_nothing(blind: dict[str, object]) -> None:
    assert link(*(looked(hours, **blind) for hours in HOURS)) is None


def test_a_page_that_answers_again_is_not_gone() -> None:
    assert link(*map(looked, HOURS), looked(120, None)) is None


def test_after_it_was_back_the_looks_are_counted_anew() -> None:
    found = link(*map(looked, HOURS), looked(120, None), looked(150))

    assert found is not None
    assert len(found.checks) == 1


def test_looks_before_it_was_last_seen_do_not_count() -> None:
    assert link(looked(-72), looked(-48), looked(-1)) is None


def test_another_address_that_is_gone_says_nothing() -> None:
    assert link(*(looked(hours, url=f"{COLUMN}2.html") for hours in HOURS)) is None


@pytest.mark.parametrize(("listed", "moved"), [(3, True), (5, False)])
def test_where_most_of_a_site_is_gone_its_addresses_have_changed(listed: int, moved: bool) -> None:
    gone = tuple(Failure(f"{COLUMN}{number}.html", GONE) for number in range(1, 6))
    names = tuple(Listed(str(number), 2024) for number in range(listed))

    found = link(*(looked(hours, failures=gone, listed=names) for hours in HOURS))

    assert found is not None
    assert found.moved is moved
