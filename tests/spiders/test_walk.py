"""What a walk proves from what it met."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.domain.capture import Trail
from crawler.domain.evidence import VisitOutcome
from crawler.domain.knowledge import Knowledge, Lesson
from crawler.domain.register import Site
from crawler.fetch.budget import SiteBudget
from spiders.aim import Aim, Role
from spiders.ask import Ask
from spiders.links import NEWS
from spiders.memory import About, SiteMemory
from spiders.walk import SiteWalk

NOW = datetime(2025, 4, 10, tzinfo=UTC)
HOST = "www.yunxi.gov.cn"
COLUMN, OTHER = f"http://{HOST}/nb/", f"http://{HOST}/old/"


@pytest.fixture
def walk(unit_on: Any) -> SiteWalk:
    """A walk that has found a living column."""
    site = Site(HOST, (f"http://{HOST}/",), (), (unit_on("x", "云溪县教育局", f"http://{HOST}/"),))
    walk = SiteWalk(site, frozenset({HOST}), NOW, SiteBudget(3, 1000, 60))
    walk.columns[COLUMN] = None
    walk.entry(f"{COLUMN}1.html")
    walk.sighted.identify("主办：云溪县教育局")
    return walk


def test_a_column_with_entries_and_no_failure_is_complete(walk: SiteWalk) -> None:
    assert walk.visit(NOW).good


@pytest.mark.parametrize(
    "cause", ["answered with status 404", "redirected to the home page", "the page does not exist"]
)
def test_a_dead_link_to_another_column_hides_nothing(walk: SiteWalk, cause: str) -> None:
    walk.columns[OTHER] = None
    walk.failed(OTHER, cause)

    assert walk.visit(NOW).good


@pytest.mark.parametrize("cause", ["answered with status 500", "no answer: TimeoutError", "refused with 403"])
def test_a_column_that_may_come_back_hides_what_it_may_hold(walk: SiteWalk, cause: str) -> None:
    walk.columns[OTHER] = None
    walk.failed(OTHER, cause)

    assert walk.visit(NOW).outcome is VisitOutcome.LISTING_INCOMPLETE


def test_a_list_below_the_column_that_is_gone_is_missed(walk: SiteWalk) -> None:
    walk.failed(f"{COLUMN}bm/", "answered with status 404")

    assert not walk.visit(NOW).good


def test_a_missed_entry_is_told_and_leaves_the_lists_complete(walk: SiteWalk) -> None:
    walk.missed_entry(f"{COLUMN}1.html", "answered with status 404")

    visit = walk.visit(NOW)
    assert visit.good
    assert [failure.url for failure in visit.failures] == [f"{COLUMN}1.html"]


def test_past_the_budget_nothing_is_proven(walk: SiteWalk) -> None:
    for number in range(4):
        if walk.may_ask(f"{COLUMN}{number}.html"):
            walk.asked(Aim(Role.LIST, f"{COLUMN}{number}.html", Trail(HOST)))

    assert walk.visit(NOW).outcome is VisitOutcome.BUDGET_SPENT


def test_with_a_column_found_and_nothing_owed_only_clear_ways_are_followed(walk: SiteWalk) -> None:
    walk.entry(f"{COLUMN}2.html", "云溪县教育局2024年政府信息公开工作年度报告")
    walk.lead(f"http://{HOST}/a/", 10, 1)
    walk.lead(f"http://{HOST}/b/", 60, 1)

    assert walk.next_lead() == (f"http://{HOST}/b/", 1)
    assert walk.next_lead() is None


def test_while_a_report_is_owed_the_news_are_looked_through(walk: SiteWalk) -> None:
    walk.lead(f"http://{HOST}/tzgg/", NEWS, 1)
    walk.lead(f"http://{HOST}/map/", 5, 1)

    assert walk.next_lead() == (f"http://{HOST}/tzgg/", 1)
    assert walk.next_lead() is None


def test_what_the_front_page_links_to_is_not_beside_the_column(walk: SiteWalk) -> None:
    walk.chrome.add(OTHER)
    for url in (OTHER, f"http://{HOST}/xz/"):
        walk.aside(Aim(Role.LIST, url, Trail(HOST)))

    assert [aim.url for aim in walk.next_aims()] == [f"http://{HOST}/xz/"]
    assert walk.next_aims() == ()


def test_other_hosts_are_never_asked(walk: SiteWalk) -> None:
    assert not walk.may_ask("http://elsewhere.cn/")
    assert not walk.may_ask(f"http://user@elsewhere.cn@{HOST}.evil.cn/")


def listed(site_units: list[Any], *titles: str) -> set[tuple[str, int]]:
    walk = SiteWalk(Site(HOST, (), (), tuple(site_units)), frozenset({HOST}), NOW, SiteBudget(3, 1000, 60))
    for number, title in enumerate(titles):
        walk.entry(f"{COLUMN}{number}.html", title)
    return {(one.unit_id.rpartition(":")[2], one.report_year) for one in walk.visit(NOW).listed}


def test_a_list_names_the_reports_of_units_by_their_full_names(unit_on: Any) -> None:
    bureau, county = (unit_on("x", name, f"http://{HOST}/") for name in ("云溪县教育局", "云溪县人民政府"))

    seen = listed(
        [bureau, county],
        "云溪县教育局2023年政府信息公开工作年度报告",
        "云溪县2022年政府信息公开工作年度报告",
        "云溪县审计局2023年政府信息公开工作年度报告",
        "2021年政府信息公开工作年度报告",
        "教育局工作动态",
    )

    assert seen == {("云溪县教育局", 2023), ("云溪县人民政府", 2022)}


def test_a_title_that_names_nobody_is_nobodys_even_on_a_site_of_one_unit(unit_on: Any) -> None:
    alone = unit_on("x", "云溪县教育局", f"http://{HOST}/")

    assert listed([alone], "2021年政府信息公开工作年度报告") == set()


def test_what_another_host_lists_is_not_listed_here(unit_on: Any) -> None:
    walk = SiteWalk(
        Site(HOST, (), (), (unit_on("x", "云溪县教育局", ""),)), frozenset({HOST}), NOW, SiteBudget(3, 1000, 60)
    )

    walk.entry("http://www.elsewhere.gov.cn/1.html", "云溪县教育局2023年政府信息公开工作年度报告")

    assert walk.visit(NOW).listed == ()


def learned_columns(walk: SiteWalk) -> dict[str, Any]:
    return {lesson.key: lesson.value for lesson in walk.memory.lessons() if lesson.kind == About.COLUMN}


def test_a_site_that_was_seen_in_full_teaches_where_its_columns_are(walk: SiteWalk) -> None:
    walk.columns[OTHER] = None
    walk.failed(OTHER, "answered with status 404")

    walk.end(walk.visit(NOW))

    assert learned_columns(walk) == {COLUMN: True, OTHER: None}


def test_a_column_that_moved_is_unlearned(walk: SiteWalk) -> None:
    walk.missed_list(Aim(Role.LIST, OTHER, Trail(HOST), column=OTHER), "it does not look like the list that was linked")

    assert learned_columns(walk) == {OTHER: None}


def test_a_site_that_was_not_seen_in_full_teaches_no_columns(walk: SiteWalk) -> None:
    walk.failed(f"{COLUMN}bm/", "answered with status 500")

    walk.end(walk.visit(NOW))

    assert learned_columns(walk) == {}


def test_a_list_left_out_as_a_trap_leaves_the_walk_incomplete(walk: SiteWalk) -> None:
    trapped = f"{COLUMN}a/nb/a/nb/a/nb/"

    assert not walk.may_go(Aim(Role.LIST, trapped, Trail(HOST)))

    (failure,) = walk.visit(NOW).failures
    assert failure.cause == "left out as a path that repeats itself"


def test_where_an_absence_is_to_be_proven_no_learned_source_is_relied_on(unit_on: Any) -> None:
    bureau = unit_on("x", "云溪县教育局", f"http://{HOST}/")
    told = Lesson(HOST, About.SOURCE.value, COLUMN, {"url": f"http://{HOST}/api", "form": None}, NOW)

    def source(held: frozenset[tuple[str, int]]) -> Any:
        memory = SiteMemory(Knowledge(HOST, held, lessons=(told,)), (bureau,), NOW, None)
        site = Site(HOST, (), (), (bureau,))
        return SiteWalk(site, frozenset({HOST}), NOW, SiteBudget(3, 1000, 60), memory).source_of(COLUMN)

    assert source(frozenset({(bureau.id, 2024)})) == Ask(f"http://{HOST}/api")
    assert source(frozenset()) is None
