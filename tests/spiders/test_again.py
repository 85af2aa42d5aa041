"""Which known reports are asked for again, since no list names them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.domain.capture import Trail
from crawler.domain.knowledge import Knowledge, KnownCapture
from crawler.domain.register import Site
from crawler.fetch.budget import SiteBudget
from spiders.aim import Aim, Role
from spiders.memory import About, SiteMemory
from spiders.walk import SiteWalk

NOW = datetime(2025, 4, 10, tzinfo=UTC)
HOST = "www.yunxi.gov.cn"
FRONT, COLUMN = f"http://{HOST}/", f"http://{HOST}/nb/"
PAGE, FILE, OTHER = f"{COLUMN}1.html", f"{COLUMN}1.pdf", f"{COLUMN}2.html"
GONE = "answered with status 404"


def known(year: int = 2024, **told: Any) -> KnownCapture:
    return KnownCapture("d", None, None, NOW - timedelta(days=9), year, **told)


@pytest.fixture
def walk(unit_on: Any) -> Callable[..., SiteWalk]:
    """A walk of a site of which some reports are known, with its column found."""

    def build(captures: dict[str, KnownCapture], *, pages: int = 100, thorough: bool = True) -> SiteWalk:
        unit = unit_on("x", "云溪县教育局", FRONT)
        site = Site(HOST, (FRONT,), (), (unit,))
        named = SiteMemory(Knowledge(HOST), (unit,), NOW - timedelta(days=300), None).lessons()
        memory = SiteMemory(Knowledge(HOST, captures=captures, lessons=named), (unit,), NOW, None)
        walk = SiteWalk(site, frozenset({HOST}), NOW, SiteBudget(pages, 1000, 60), memory, thorough=thorough)
        walk.columns[COLUMN] = None
        return walk

    return build


def asked(walk: SiteWalk) -> list[str]:
    """What is asked for again, step by step until nothing is left."""
    found: list[str] = []
    while aims := [aim for aim in walk.next_aims() if walk.may_go(aim)]:
        for aim in aims:
            assert aim.role is Role.AGAIN
            walk.asked(aim)
            walk.answered()
            found.append(aim.url)
    return found


def listed(walk: SiteWalk, url: str) -> None:
    walk.asked(Aim(Role.ENTRY, url, Trail(HOST)))
    walk.answered()


def test_a_report_that_no_list_names_is_asked_for_again(walk: Callable[..., SiteWalk]) -> None:
    this = walk({PAGE: known(), OTHER: known(2023)})

    assert asked(this) == [PAGE, OTHER], "the year that is looked at comes first"


@pytest.mark.parametrize(
    ("captures", "facts"),
    [
        pytest.param({PAGE: known(2020)}, {}, id="long over"),
        pytest.param({PAGE: known(is_stray=True)}, {}, id="nobody's report"),
        pytest.param({PAGE: known()}, {"thorough": False}, id="a light visit"),
        pytest.param({PAGE: known()}, {"pages": 0}, id="past the budget"),
    ],
)
def test_others_are_not(
    walk: Callable[..., SiteWalk], captures: dict[str, KnownCapture], facts: dict[str, Any]
) -> None:
    this = walk(captures, **facts)
    if facts.get("pages") == 0:
        listed(this, OTHER)

    assert asked(this) == []


def test_what_a_list_named_is_not_asked_for_twice(walk: Callable[..., SiteWalk]) -> None:
    this = walk({PAGE: known(), OTHER: known()})
    listed(this, PAGE)
    this.sighted.relisted(OTHER)

    assert asked(this) == []


def test_a_file_is_asked_for_once_its_page_is_missed(walk: Callable[..., SiteWalk]) -> None:
    captures = {PAGE: known(), FILE: known(carrier_url=PAGE)}
    there, missed = walk(captures), walk(captures)
    listed(there, PAGE)
    listed(missed, PAGE)
    missed.missed_entry(PAGE, GONE)

    assert (asked(there), asked(missed)) == ([], [FILE])


def test_no_more_are_asked_for_than_a_site_can_bear(walk: Callable[..., SiteWalk]) -> None:
    this = walk({f"{COLUMN}{number}.html": known() for number in range(60)})

    assert len(asked(this)) == 40


def test_asking_again_makes_no_visit_one_that_ran_out_of_its_budget(walk: Callable[..., SiteWalk]) -> None:
    this = walk({f"{COLUMN}{number}.html": known() for number in range(9)}, pages=3)

    assert asked(this)
    assert this.troubles.budget_spent == ""


@pytest.mark.parametrize(("cause", "light"), [(GONE, False), ("answered with status 503", True)])
def test_a_report_that_is_gone_has_its_site_looked_at_more_often(unit_on: Any, cause: str, light: bool) -> None:
    unit = unit_on("x", "云溪县教育局", FRONT)
    held = frozenset({(unit.id, 2024)})
    named = SiteMemory(Knowledge(HOST), (unit,), NOW - timedelta(days=300), None).lessons()
    told = Knowledge(HOST, held, {PAGE: known()}, named)
    first = SiteMemory(told, (unit,), NOW - timedelta(days=3), None)
    first.saw_all()
    first.learn(About.COLUMN, COLUMN)

    first.found_gone(PAGE, cause)

    assert SiteMemory(Knowledge(HOST, held, {}, (*named, *first.lessons())), (unit,), NOW, None).is_light is light
