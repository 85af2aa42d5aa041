import http.client
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from spiders.simulator.sample import sample_world
from spiders.simulator.server import Simulator
from spiders.simulator.sites import SHANGHAI, Fault, SimulatedSite
from spiders.simulator.world import World

pytestmark = pytest.mark.slow

COUNTY = "云溪县人民政府"
COLUMN = "/zwgk/zfxxgk/zfxxgknb/"


def ask(url: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, target, headers={"User-Agent": "a test"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def with_fault(world: World, fault: Fault) -> SimulatedSite:
    county = next(site for site in world.sites if site.name == COUNTY)
    return replace(county, fault=fault)


def links(url: str, body: bytes) -> set[str]:
    soup = BeautifulSoup(body, "lxml")
    targets = [str(tag[name]) for name in ("href", "src") for tag in soup.select(f"[{name}]")]
    return {urljoin(url, target).partition("#")[0] for target in targets}


def test_every_site_has_an_address_of_its_own(world: World, simulator: Simulator) -> None:
    hosts = {urlsplit(url).hostname for url in simulator.urls.values()}
    ports = {urlsplit(url).port for url in simulator.urls.values()}

    assert len(hosts) == len(world.sites)
    assert len(ports) == 1


def test_a_request_is_logged_with_its_agent_and_its_time(world: World, simulator: Simulator) -> None:
    status, headers, body = ask(simulator.url_of(COUNTY, COLUMN))

    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "政府信息公开年报" in body.decode()
    logged = simulator.requests[0]
    assert (logged.site, logged.path, logged.user_agent, logged.at) == (COUNTY, COLUMN, "a test", world.as_of)
    assert logged.started <= logged.ended


def test_a_report_appears_when_its_day_comes(world: World, simulator: Simulator) -> None:
    title = "石汀县人民政府2024年政府信息公开工作年度报告"
    column = simulator.url_of("石汀县人民政府", "/xxgk/nb/list.html")

    simulator.now = datetime(2025, 4, 8, 12, tzinfo=SHANGHAI)
    before = ask(column)[2].decode("gbk")
    simulator.now = datetime(2025, 4, 9, 12, tzinfo=SHANGHAI)
    after = ask(column)[2].decode("gbk")

    assert title not in before
    assert title in after


def test_robots_may_not_enter_the_administration(simulator: Simulator) -> None:
    assert b"Disallow: /admin/" in ask(simulator.url_of(COUNTY, "/robots.txt"))[2]
    assert b'href="/admin/"' in ask(simulator.url_of(COUNTY))[2]


def test_an_unknown_page_is_not_found(simulator: Simulator) -> None:
    assert ask(simulator.url_of(COUNTY, "/nothing.html"))[0] == 404


def test_head_answers_without_a_body(simulator: Simulator) -> None:
    status, headers, body = ask(simulator.url_of(COUNTY), "HEAD")

    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_a_post_is_refused(simulator: Simulator) -> None:
    assert ask(simulator.url_of(COUNTY, "/admin/"), "POST")[0] == 405


def test_every_link_of_every_page_leads_somewhere(world: World, simulator: Simulator) -> None:
    for site in world.sites:
        if site.fault is None:
            seen: set[str] = set()
            ahead = {simulator.url_of(site)}
            while ahead:
                url = ahead.pop()
                seen.add(url)
                status, headers, body = ask(url)
                assert status == 200, url
                if headers["Content-Type"].startswith("text/html"):
                    ahead |= links(url, body) - seen
            assert {urlsplit(url).netloc for url in seen} == {urlsplit(simulator.url_of(site)).netloc}


def test_every_decoy_is_listed_and_known(world: World, simulator: Simulator) -> None:
    county = next(site for site in world.sites if site.name == COUNTY)
    lists = [ask(simulator.url_of(county, f"{COLUMN}index{page}.html"))[2].decode() for page in ("", "_1", "_2", "_3")]

    decoys = simulator.paths_of_decoys(county)
    assert len(decoys) == 24
    assert all(path.removeprefix(COLUMN) in "".join(lists) for path in decoys)


def test_requests_that_overlap_can_be_told(world: World) -> None:
    with Simulator(world.sites, world.as_of, latency=0.05) as simulator, ThreadPoolExecutor(2) as pool:
        list(pool.map(ask, [simulator.url_of(COUNTY), simulator.url_of(COUNTY, COLUMN)]))

        first, second = simulator.requests
        assert max(first.started, second.started) < min(first.ended, second.ended)


@pytest.mark.parametrize(
    ("fault", "status", "mark"),
    [
        pytest.param(Fault.JIASULE, 521, b"jsl_clearance_s", id="jiasule"),
        pytest.param(Fault.RUISHU, 412, b"$_ts", id="ruishu"),
        pytest.param(Fault.UNAVAILABLE, 503, b"Unavailable", id="unavailable"),
    ],
)
def test_a_blocked_site_answers_every_request_alike(world: World, fault: Fault, status: int, mark: bytes) -> None:
    with Simulator([with_fault(world, fault)], world.as_of) as simulator:
        for path in ("/", "/robots.txt", COLUMN):
            answered, headers, body = ask(simulator.url_of(COUNTY, path))
            assert answered == status
            assert mark in body
            assert ("Set-Cookie" in headers) == (fault is not Fault.UNAVAILABLE)


def test_a_closed_site_does_not_answer(world: World) -> None:
    with Simulator([with_fault(world, Fault.CLOSED)], world.as_of) as simulator:
        with pytest.raises(http.client.RemoteDisconnected):
            ask(simulator.url_of(COUNTY))

        assert simulator.requests[0].status == 0


def test_a_site_can_forbid_all_robots(world: World) -> None:
    with Simulator([with_fault(world, Fault.ROBOTS)], world.as_of) as simulator:
        assert ask(simulator.url_of(COUNTY, "/robots.txt"))[2].endswith(b"Disallow: /\n")
        assert ask(simulator.url_of(COUNTY))[0] == 200


def test_a_broken_list_fails_from_its_second_page_on(world: World) -> None:
    with Simulator([with_fault(world, Fault.LISTING_BROKEN)], world.as_of) as simulator:
        statuses = [ask(simulator.url_of(COUNTY, f"{COLUMN}index{page}.html"))[0] for page in ("", "_1", "_2")]

        assert statuses == [200, 500, 500]


def test_many_pages_are_served_in_little_time(world: World, simulator: Simulator) -> None:
    connection = http.client.HTTPConnection(urlsplit(simulator.url_of(COUNTY)).netloc, timeout=5)
    started = time.monotonic()
    for _ in range(200):
        connection.request("GET", "/")
        connection.getresponse().read()
    connection.close()

    assert time.monotonic() - started < 2
    assert Counter(request.status for request in simulator.requests) == {200: 200}


def test_two_simulators_run_beside_each_other() -> None:
    first, second = sample_world(), sample_world()
    with Simulator(first.sites, first.as_of) as one, Simulator(second.sites, second.as_of) as other:
        assert one.url_of(COUNTY) != other.url_of(COUNTY)
        assert ask(one.url_of(COUNTY))[0] == ask(other.url_of(COUNTY))[0] == 200
