"""Which known reports are asked for again, since no list names them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from scrapy.http import HtmlResponse

from crawler.domain.capture import Trail
from crawler.domain.knowledge import Knowledge, KnownCapture
from crawler.domain.register import Site
from crawler.fetch.budget import SiteBudget
from spiders.aim import Aim, Role
from spiders.answer import Answer
from spiders.memory import About, SiteMemory
from spiders.steps import follow
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


TITLE = "云溪县教育局2024年政府信息公开工作年度报告"
TABLES = f"<h1>{TITLE}</h1><p>本年新收政府信息公开申请</p>"
TRAIL = Trail(HOST, COLUMN, "年报", TITLE)


def again(html: str, walk: SiteWalk, *, came_from: str = PAGE, trail: Trail = TRAIL) -> Answer:
    body = f"<html><body>{html}</body></html>".encode()
    return Answer(HtmlResponse(came_from, body=body, encoding="utf-8"), Aim(Role.AGAIN, PAGE, trail), NOW)


@pytest.mark.parametrize(
    ("html", "facts", "read"),
    [
        pytest.param(TABLES, {}, True, id="tables"),
        pytest.param(TABLES, {"came_from": PAGE.replace("http:", "https:")}, True, id="by a safe connection"),
        pytest.param(f'<h1>{TITLE}</h1><a href="1.docx">{TITLE}</a>', {}, True, id="a file"),
        pytest.param("<h1>云溪县概况</h1><p>云溪县位于江平市北部。</p>", {}, False, id="something else"),
        pytest.param(TABLES, {"came_from": OTHER}, False, id="another page answers for it"),
        pytest.param(TABLES, {"trail": Trail(HOST)}, False, id="nobody knows how we came to it"),
    ],
)
def test_what_stands_there_now_is_read_where_it_can_only_be_the_report(
    html: str, facts: dict[str, Any], read: bool, walk: Callable[..., SiteWalk]
) -> None:
    this = walk({PAGE: known()})
    answer = again(html, this, **facts)

    captures = follow(answer, this, answer.aim, None).captures

    assert [(one.url, one.trail) for one in captures] == [(answer.response.url, TRAIL)] * read


def test_how_we_came_to_a_report_is_known_when_it_is_asked_for_again(walk: Callable[..., SiteWalk]) -> None:
    this = walk({PAGE: known(trail=TRAIL), FILE: known(trail=TRAIL, carrier_url=OTHER)})

    aims = {aim.url: aim.trail for aim in this.next_aims()}

    assert aims == {PAGE: TRAIL, FILE: Trail(HOST)}, "of a file its page would tell, and that is missed"


def test_a_page_that_did_not_change_is_still_asked_for_its_files(walk: Callable[..., SiteWalk]) -> None:
    html = f'<h1>{TITLE}</h1><a href="1.pdf">附件下载</a>'
    digest = sha256(f"<html><body>{html}</body></html>".encode()).hexdigest()
    page = replace(known(trail=TRAIL), digest=digest)
    alone, carrier = walk({PAGE: page}), walk({PAGE: page, FILE: known(carrier_url=PAGE)})
    answer = again(html, carrier)

    assert (again(html, alone).is_as_known(alone), answer.is_as_known(carrier)) == (True, False)
    assert [aim.url for aim in follow(answer, carrier, answer.aim, None).aims] == [FILE]
