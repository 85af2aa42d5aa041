"""What is remembered of a site: it saves requests, and never at the price of something that is owed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.domain.knowledge import Knowledge, KnownCapture, Lesson
from crawler.domain.unit import Unit
from spiders.ask import Ask
from spiders.memory import About, SiteMemory, last_walked, template_of

NOW = datetime(2025, 4, 20, tzinfo=UTC)
HOST = "www.yunxi.gov.cn"
COLUMN, REPORT = f"http://{HOST}/nb/", f"http://{HOST}/nb/1.html"


@pytest.fixture
def bureau(unit_on: Any) -> Unit:
    return unit_on("x", "云溪县教育局", f"http://{HOST}/")


def capture(days: int = 1, **told: Any) -> KnownCapture:
    return KnownCapture("d", '"v1"', None, NOW - timedelta(days=days), told.pop("year", 2024), **told)


def after_a_thorough_visit(unit: Unit, captures: Mapping[str, KnownCapture] | None = None, days: int = 1) -> Knowledge:
    """What a site is known by whose only unit's report was found."""
    named = SiteMemory(Knowledge(HOST), (unit,), NOW - timedelta(days=300), None).lessons()
    last = SiteMemory(Knowledge(HOST, lessons=named), (unit,), NOW - timedelta(days=days), None)
    last.saw_all()
    last.learn(About.COLUMN, COLUMN)
    held = frozenset({(unit.id, 2024)})
    return Knowledge(HOST, held, captures or {REPORT: capture(days)}, (*named, *last.lessons()))


def test_where_nothing_is_owed_a_look_at_the_fronts_will_do(bureau: Unit) -> None:
    assert SiteMemory(after_a_thorough_visit(bureau), (bureau,), NOW, None).is_light


@pytest.mark.parametrize(("days", "light"), [(1, True), (2, False)])
def test_where_something_is_owed_the_whole_site_is_walked_every_second_day(
    bureau: Unit, days: int, light: bool
) -> None:
    knowledge = replace(after_a_thorough_visit(bureau, days=days), held=frozenset({(bureau.id, 2023)}))

    memory = SiteMemory(knowledge, (bureau,), NOW, None)

    assert memory.owed == (bureau,)
    assert memory.is_light is light


def test_a_unit_that_is_not_obliged_owes_nothing(bureau: Unit) -> None:
    merged = replace(bureau, obliged_to=2022)

    assert SiteMemory(Knowledge(HOST), (merged,), NOW, None).owed == ()


def test_after_a_week_the_whole_site_is_walked_again(bureau: Unit) -> None:
    assert not SiteMemory(after_a_thorough_visit(bureau, days=8), (bureau,), NOW, None).is_light


def test_after_something_could_not_be_seen_the_whole_site_is_walked_again(bureau: Unit) -> None:
    second = SiteMemory(after_a_thorough_visit(bureau), (bureau,), NOW, None)
    second.lost_sight()
    told = {
        (lesson.kind, lesson.key): lesson for lesson in (*after_a_thorough_visit(bureau).lessons, *second.lessons())
    }

    third = SiteMemory(replace(after_a_thorough_visit(bureau), lessons=tuple(told.values())), (bureau,), NOW, None)

    assert not third.is_light


def test_under_other_names_everything_is_to_be_read_again(bureau: Unit) -> None:
    renamed = replace(bureau, aliases=("云溪县教体局",))

    memory = SiteMemory(after_a_thorough_visit(bureau), (renamed,), NOW, None)

    assert not memory.is_light
    assert memory.needs_asking(REPORT)


@pytest.mark.parametrize(
    ("known", "needed"),
    [
        pytest.param(capture(days=1), False, id="seen yesterday"),
        pytest.param(capture(days=4), True, id="of the year that is owed, four days ago"),
        pytest.param(capture(days=4, year=2020), False, id="of an old year, four days ago"),
        pytest.param(capture(days=61, year=2020), True, id="of an old year, two months ago"),
        pytest.param(capture(days=1, is_stray=True), True, id="nobody's yet"),
    ],
)
def test_a_known_page_is_fetched_again_when_it_is_time(bureau: Unit, known: KnownCapture, needed: bool) -> None:
    memory = SiteMemory(after_a_thorough_visit(bureau, {REPORT: known}), (bureau,), NOW, None)

    assert memory.needs_asking(REPORT) is needed


def test_what_is_not_known_is_fetched(bureau: Unit) -> None:
    assert SiteMemory(after_a_thorough_visit(bureau), (bureau,), NOW, None).needs_asking(f"{COLUMN}2.html")


def test_a_server_is_asked_for_a_known_page_only_if_it_changed(bureau: Unit) -> None:
    memory = SiteMemory(after_a_thorough_visit(bureau), (bureau,), NOW, None)

    assert memory.validators(REPORT) == {"If-None-Match": '"v1"'}
    assert memory.validators(COLUMN) == {}


def test_a_page_with_files_is_fetched_whole_for_its_files_may_have_changed(bureau: Unit) -> None:
    captures = {REPORT: capture(), f"{COLUMN}1.pdf": capture(carrier_url=REPORT)}

    memory = SiteMemory(after_a_thorough_visit(bureau, captures), (bureau,), NOW, None)

    assert memory.validators(REPORT) == {}
    assert memory.validators(f"{COLUMN}1.pdf") == {"If-None-Match": '"v1"'}


def test_the_source_of_a_list_is_remembered_for_a_month(bureau: Unit) -> None:
    told = {"url": f"http://{HOST}/api/list", "form": [["page", "1"]]}

    def lesson(days: int) -> SiteMemory:
        told_then = Lesson(HOST, About.SOURCE.value, COLUMN, told, NOW - timedelta(days=days))
        return SiteMemory(Knowledge(HOST, lessons=(told_then,)), (bureau,), NOW, None)

    assert lesson(29).source_of(COLUMN) == Ask(f"http://{HOST}/api/list", (("page", "1"),))
    assert lesson(31).source_of(COLUMN) is None


def test_pages_of_one_template_are_drawn_alike(bureau: Unit) -> None:
    memory = SiteMemory(Knowledge(HOST), (bureau,), NOW, None)
    memory.learn(About.DRAWN, template_of(f"{COLUMN}post_17.html"))

    later = SiteMemory(Knowledge(HOST, lessons=memory.lessons()), (bureau,), NOW, None)

    assert later.is_drawn(f"{COLUMN}post_5321.html")
    assert not later.is_drawn(f"{COLUMN}index.html")


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        pytest.param("云溪县教育局2023年政府信息公开工作年度报告", False, id="the year that is known"),
        pytest.param("云溪县教育局2024年政府信息公开工作年度报告", True, id="the year that is owed"),
        pytest.param("云溪县教育局政府信息公开工作年度报告", True, id="no year"),
        pytest.param("教育局", True, id="no title"),
    ],
)
def test_a_page_that_may_have_been_overwritten_is_fetched_while_a_report_is_owed(
    bureau: Unit, text: str, needed: bool
) -> None:
    known = after_a_thorough_visit(bureau, {REPORT: capture(days=4, year=2023)})
    owing = SiteMemory(replace(known, held=frozenset({(bureau.id, 2023)})), (bureau,), NOW, None)

    assert owing.needs_asking(REPORT, text) is needed


def test_an_old_page_under_no_year_is_left_alone_where_nothing_is_owed(bureau: Unit) -> None:
    known = after_a_thorough_visit(bureau, {REPORT: capture(days=4, year=2023)})

    assert not SiteMemory(known, (bureau,), NOW, None).needs_asking(REPORT, "教育局")


def test_no_server_is_believed_that_an_old_page_was_not_overwritten(bureau: Unit) -> None:
    known = after_a_thorough_visit(bureau, {REPORT: capture(days=61, year=2023)})

    assert SiteMemory(known, (bureau,), NOW, None).validators(REPORT) == {}


def test_what_was_read_under_other_names_stays_unknown_though_a_crawl_came_to_nothing_since(bureau: Unit) -> None:
    renamed = replace(bureau, aliases=("云溪县教体局",))
    known = after_a_thorough_visit(bureau, days=2)
    failed = SiteMemory(known, (renamed,), NOW - timedelta(days=1), None)

    memory = SiteMemory(replace(known, lessons=(*known.lessons, *failed.lessons())), (renamed,), NOW, None)

    assert memory.needs_asking(REPORT)
    assert memory.validators(REPORT) == {}
    assert not memory.is_light


def test_what_was_read_under_the_present_names_is_known(bureau: Unit) -> None:
    renamed = replace(bureau, aliases=("云溪县教体局",))
    known = after_a_thorough_visit(bureau, {REPORT: capture(days=1)}, days=3)
    second = SiteMemory(known, (renamed,), NOW - timedelta(days=1), None)

    memory = SiteMemory(replace(known, lessons=(*known.lessons, *second.lessons())), (renamed,), NOW, None)

    assert not memory.needs_asking(REPORT)


def test_the_site_that_waited_longest_is_walked_first(bureau: Unit) -> None:
    walked = SiteMemory(Knowledge(HOST), (bureau,), NOW - timedelta(days=2), None).lessons()

    assert last_walked(None) < last_walked(Knowledge(HOST, lessons=walked)) == NOW - timedelta(days=2)
