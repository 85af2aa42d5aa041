"""The spider over the sample world: all that is published is found and given to its unit, at little cost."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Any

import pytest

from crawler.domain.evidence import VisitOutcome
from crawler.domain.unit import host_of
from spiders.simulator.sample import AS_OF, sample_world

pytestmark = pytest.mark.slow

FIRST = AS_OF - timedelta(days=2)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, crawl_room: Any) -> Iterator[Any]:
    """The sample world, ready to be crawled."""
    with crawl_room(tmp_path_factory.mktemp("sample"), sample_world(), latency=0.01) as opened:
        yield opened


@pytest.fixture(scope="module")
def told(room: Any) -> list[Any]:
    """What two crawls, two days apart, told of themselves."""
    return [room.crawl(FIRST), room.crawl(AS_OF)]


def test_every_report_that_can_be_seen_is_found_and_given_to_its_unit(room: Any, told: list[Any]) -> None:
    published = {(truth.unit_id, truth.report_year) for truth in room.world.truth if truth.published_on is not None}

    with room.work() as work:
        years = {truth.report_year for truth in room.world.truth}
        found = {(seen.unit_id, seen.report_year) for year in years for seen in work.reports.publications(year)}

    assert found == published


def test_every_publication_has_the_date_that_its_site_shows(room: Any, told: list[Any]) -> None:
    shown = {
        (truth.unit_id, truth.report_year): truth.published_on
        for truth in room.world.truth
        if truth.published_basis == "page"
    }

    with room.work() as work:
        years = {truth.report_year for truth in room.world.truth}
        seen = [seen for year in years for seen in work.reports.publications(year)]

    dated = {(one.unit_id, one.report_year): one.page_date for one in seen if one.page_date is not None}
    assert dated == shown


def test_a_visit_says_how_far_it_could_see(room: Any, told: list[Any]) -> None:
    with room.work() as work:
        register = work.units.register()
        outcomes = {site.units[0].id: work.visits.last(site.id).outcome for site in register.sites()}

    assert outcomes.pop("990123") is VisitOutcome.BLOCKED
    assert outcomes.pop("990121001000") is VisitOutcome.LISTING_INCOMPLETE
    assert set(outcomes.values()) == {VisitOutcome.COMPLETE}
    assert len(outcomes) == 5


def test_decoys_are_listed_beside_reports_and_never_fetched(room: Any, told: list[Any]) -> None:
    decoys = {(site.name, path) for site in room.world.sites for path in room.simulator.paths_of_decoys(site)}

    fetched = {(request.site, request.path) for request in room.simulator.requests}

    assert len(decoys) > 50
    assert not decoys & fetched


def test_robots_txt_is_asked_for_first_and_obeyed(room: Any, told: list[Any]) -> None:
    asked = sorted(room.simulator.requests, key=lambda request: (request.site, request.started))

    first = {site: next(requests).path for site, requests in groupby(asked, key=lambda request: request.site)}

    assert set(first.values()) == {"/robots.txt"}
    assert not any(request.path.startswith("/admin/") for request in asked)


def test_one_request_at_a_time_goes_to_a_host(room: Any, told: list[Any]) -> None:
    by_browser = {"云溪县自然资源局"}  # a browser asks for what belongs to a page together
    asked = [request for request in room.simulator.requests if request.site not in by_browser]

    for _, requests in groupby(
        sorted(asked, key=lambda request: (request.site, request.started)), lambda one: one.site
    ):
        for earlier, later in pairwise(requests):
            assert later.started >= earlier.ended - 0.002


def test_a_second_crawl_of_unchanged_sites_changes_nothing(told: list[Any]) -> None:
    first, second = (events[-1]["counts"] for events in told)

    assert first["gongkai/reports/new_publication"] > 0
    assert not any(name.startswith("gongkai/reports/") for name in second)


def test_reports_that_are_known_are_not_fetched_again(room: Any, told: list[Any]) -> None:
    with room.work() as work:
        seen = [seen for year in range(2020, 2025) for seen in work.reports.publications(year)]
    again = [path for (_, path), times in asked_for(room).items() if times > 1 and "/nb/t" in path]

    assert all(one.last_seen < AS_OF for one in seen)
    assert again == []


def test_where_nothing_is_owed_a_second_crawl_looks_at_the_fronts_of_the_lists_only(room: Any, told: list[Any]) -> None:
    with room.work() as work:
        last = {site.units[0].id: work.visits.last(site.id) for site in work.units.register().sites()}

    assert {unit_id for unit_id, visit in last.items() if not visit.thorough} == {
        "990100",
        "990121103",
        "990121907",
        "990122",
    }
    assert all(visit.requests <= 3 for visit in last.values() if not visit.thorough)
    assert last["990121"].good


def asked_for(room: Any) -> Counter[tuple[str, str]]:
    return Counter((request.site, request.path) for request in room.simulator.requests)


def test_every_page_that_matters_is_in_the_archive(room: Any, told: list[Any]) -> None:
    with room.work() as work:
        years = {truth.report_year for truth in room.world.truth}
        published = {seen.url for year in years for seen in work.reports.publications(year)}
        kept = {kept.url: kept.location for kept in work.captures.to_reread()}

    assert published <= set(kept)
    assert all(room.workspace.archive.load(kept[url]).body for url in published)


def test_only_what_was_asked_for_is_fetched(tmp_path: Any, crawl_room: Any) -> None:
    with crawl_room(tmp_path, sample_world()) as room:
        events = room.crawl(AS_OF, "-a", "units=990122902", "-a", "year=2023")

        with room.work() as work:
            years = [year for year in range(2020, 2025) if work.reports.publications(year)]
            hosts = {host_of(seen.url) for seen in work.reports.publications(2023)}

    assert years == [2023]
    assert len(hosts) == 1
    assert [event["site"] for event in events if event["event"] == "site"] == list(hosts)


def test_private_addresses_are_not_fetched_unless_allowed(tmp_path: Any, crawl_room: Any) -> None:
    with crawl_room(tmp_path, sample_world(), GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS="false") as room:
        room.crawl(AS_OF)

        with room.work() as work:
            visits = [work.visits.last(site.id) for site in work.units.register().sites()]

        assert room.simulator.requests == ()
    assert {visit.outcome for visit in visits} == {VisitOutcome.DOWN}
    assert {failure.cause for visit in visits for failure in visit.failures} == {"its address is private"}
