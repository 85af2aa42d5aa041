import http.client
import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from spiders.simulator.building import place
from spiders.simulator.families import FAMILIES
from spiders.simulator.faults import CHANGED_AT, FLAWS, afflicted, flaw_of, some_reports
from spiders.simulator.generator import AS_OF, county
from spiders.simulator.pages import Page, Request
from spiders.simulator.server import NOT_REGISTERED, Simulator
from spiders.simulator.sites import Fault, SimulatedSite

COLUMN = "/zwgk/zfxxgk/zfxxgknb/"
MANY_PAGES, FEW_REPORTS = 4, 12  # by their numbers: five pages of reports, and four reports


def with_fault(fault: Fault, family: str = "trs", number: int = MANY_PAGES) -> SimulatedSite:
    return county(7, number, family=family, fault=fault).site


def page(site: SimulatedSite, path: str, *, before: bool = False, **headers: str) -> Page:
    simulator = Simulator([site], CHANGED_AT - timedelta(days=1) if before else AS_OF)
    found = simulator.page(site, path) if not headers else simulator.answer(site, Request("GET", path, headers))
    assert found is not None
    return found


def text(found: Page) -> str:
    return found.body.decode("utf-8", "replace")


def first_report(site: SimulatedSite) -> str:
    return place(site, some_reports(site)[0]).path


def ask(url: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_every_fault_has_a_number_of_its_own() -> None:
    assert [flaw.number for flaw in FLAWS] == list(range(1, len(FLAWS) + 1))
    assert {flaw.fault for flaw in FLAWS} == set(Fault)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_can_have_every_fault(family: str) -> None:
    for flaw in FLAWS:
        assert flaw.fault is not None
        site = with_fault(flaw.fault, family, FEW_REPORTS)
        simulator = Simulator([site], AS_OF)
        for path in ("/", "/robots.txt", FAMILIES[family].front(FAMILIES[family].column)):
            answer = simulator.page(site, path)
            assert (answer is None) == (flaw.fault is Fault.CLOSED), flaw.fault


@pytest.mark.parametrize(
    ("fault", "status", "mark"),
    [
        pytest.param(Fault.RUISHU_ACCEPTED, 202, "$_ts", id="202"),
        pytest.param(Fault.RUISHU_OK, 200, "$_ts", id="200"),
        pytest.param(Fault.FIREWALL, 200, "已被拦截", id="firewall"),
    ],
)
def test_a_wall_answers_with_whatever_status_it_likes(fault: Fault, status: int, mark: str) -> None:
    answer = page(with_fault(fault), COLUMN)

    assert answer.status == status
    assert mark in text(answer)


@pytest.mark.parametrize(
    ("fault", "header", "meta"),
    [
        pytest.param(Fault.CHARSET_HEADER, "text/html; charset=utf-8", "gb2312", id="header"),
        pytest.param(Fault.CHARSET_META, "text/html", "utf-8", id="meta"),
        pytest.param(Fault.CHARSET_NOWHERE, "text/html", None, id="nowhere"),
    ],
)
def test_a_site_lies_about_its_charset(fault: Fault, header: str, meta: str | None) -> None:
    front = page(with_fault(fault), "/")
    html = front.body.decode("gbk")

    assert front.content_type == header
    assert re.findall(r"charset=([\w-]+)", html) == ([meta] if meta else [])


@pytest.mark.parametrize(
    ("fault", "to"),
    [
        pytest.param(Fault.OLD_ARTICLES_HOME, "/", id="home"),
        pytest.param(Fault.TO_PRIVATE_ADDRESS, "http://127.9.9.9:80/", id="private"),
    ],
)
def test_some_reports_lead_elsewhere(fault: Fault, to: str) -> None:
    site = with_fault(fault)
    path = place(site, next(iter(flaw_of(fault).hidden(site)))).path

    answer = page(site, path)

    assert (answer.status, dict(answer.headers)["Location"]) == (302, to)


def test_later_pages_of_a_list_lead_home() -> None:
    site = with_fault(Fault.OLD_LISTS_HOME)

    assert page(site, COLUMN).status == 200
    assert dict(page(site, f"{COLUMN}index_1.html").headers)["Location"] == "/"


def test_a_column_leads_to_itself() -> None:
    site = with_fault(Fault.REDIRECT_LOOP)
    location = dict(page(site, COLUMN).headers)["Location"]

    assert dict(page(site, location).headers)["Location"] == location


@pytest.mark.parametrize(("fault", "status"), [(Fault.COLUMN_MOVED, 404), (Fault.COLUMN_REDIRECTED, 301)])
def test_a_column_moves_between_two_visits(fault: Fault, status: int) -> None:
    site = with_fault(fault)

    assert page(site, COLUMN, before=True).status == 200
    assert page(site, COLUMN).status == status
    menu = text(page(site, "/zwgk/zfxxgk/"))
    assert f'href="/2025xb{COLUMN}"' in menu
    assert "createPageHTML" in text(page(site, f"/2025xb{COLUMN}"))


@pytest.mark.parametrize("family", ["gkmlpt", "jpage"])
def test_a_moved_column_still_answers_what_its_pages_ask(family: str) -> None:
    site = with_fault(Fault.COLUMN_MOVED, family)
    family_of_site = FAMILIES[family]
    front = urlsplit(family_of_site.front(family_of_site.column)).path

    assert page(site, f"/2025xb{front}").status == 200


@pytest.mark.parametrize(
    ("fault", "where"), [(Fault.AMONG_NOTICES, "/zwgk/tzgg/"), (Fault.AMONG_DEPARTMENT_NEWS, "/zwgk/bmdt/")]
)
def test_some_reports_stand_in_the_wrong_column_only(fault: Fault, where: str) -> None:
    site = with_fault(fault)
    path = first_report(site)
    name = path.rpartition("/")[2]

    assert page(site, path).status == 200
    assert path in text(page(site, where))
    lists = [text(page(site, f"{COLUMN}index{number}.html")) for number in ("", "_1", "_2", "_3")]
    assert not any(name in listed for listed in lists)


@pytest.mark.parametrize(("fault", "name"), [(Fault.TWINS_WAP, "_wap.html"), (Fault.TWINS_MPOST, "/mpost_")])
def test_some_reports_have_a_second_address(fault: Fault, name: str) -> None:
    site = with_fault(fault)
    double = next(href for href in re.findall(r'href="([^"]+)"', text(page(site, "/"))) if name in href)

    assert page(site, double).body == page(site, first_report(site)).body


def test_a_hijacked_front_page_leads_nowhere_inside() -> None:
    for fault in (Fault.HIJACKED, Fault.HIJACKED_ADULT):
        html = text(page(with_fault(fault), "/"))

        assert "某ICP备99999999号" in html
        assert "/zwgk/" not in html


def test_robots_may_ask_for_patience() -> None:
    assert "Crawl-delay: 1" in text(page(with_fault(Fault.CRAWL_DELAY), "/robots.txt"))


def test_a_report_is_withdrawn_between_two_visits() -> None:
    site = with_fault(Fault.WITHDRAWN)

    assert page(site, first_report(site), before=True).status == 200
    assert page(site, first_report(site)).status == 404


def test_a_report_is_revised_under_its_address() -> None:
    site = with_fault(Fault.REVISED)
    path = first_report(site)

    assert page(site, path, before=True).body != page(site, path).body
    assert page(site, COLUMN, before=True).body == page(site, COLUMN).body


def test_a_calendar_has_no_end() -> None:
    site = with_fault(Fault.CALENDAR)
    month = "/calendar?month=24300"

    assert 'href="/calendar?month=24301"' in text(page(site, month))
    assert page(site, "/calendar?month=24301").body != page(site, month).body


def test_a_list_has_a_next_page_for_ever() -> None:
    site = with_fault(Fault.ENDLESS_PAGES, "plain")
    last = "/xxgk/nb/list_5.html"

    assert '<a href="?turn=2">' in text(page(site, last))
    assert '<a href="?turn=9">' in text(page(site, f"{last}?turn=8"))


def test_a_report_that_is_gone_says_so_with_status_200() -> None:
    site = with_fault(Fault.SOFT_404)
    answer = page(site, first_report(site))

    assert answer.status == 200
    assert "页面不存在" in text(answer)


def test_a_report_wants_to_know_where_one_comes_from() -> None:
    site = with_fault(Fault.NEEDS_REFERER)
    path = first_report(site)

    assert "请从本站页面进入" in text(page(site, path))
    assert "请从本站页面进入" not in text(page(site, path, referer="http://127.0.1.1/"))


def test_sessions_stand_in_all_links_and_make_no_difference() -> None:
    site = with_fault(Fault.SESSION_IDS)
    link = re.findall(r'href="(/zwgk/;jsessionid=\w+)"', text(page(site, "/")))[0]

    assert page(site, link).body == page(site, "/zwgk/").body


def test_single_reports_break_off() -> None:
    site = with_fault(Fault.TRUNCATED)
    answer = page(site, first_report(site))

    assert answer.cut_after == len(answer.body) // 2


class TestServed:
    pytestmark = pytest.mark.slow

    def test_every_third_answer_fails_once(self) -> None:
        site = with_fault(Fault.STORM)
        with Simulator([site], AS_OF) as simulator:
            statuses = [ask(simulator.url_of(site, path))[0] for path in ("/", "/zwgk/", COLUMN, COLUMN, "/zwgk/")]

        assert statuses == [200, 200, 502, 200, 200]

    def test_every_seventh_request_is_one_too_many(self) -> None:
        site = with_fault(Fault.RATE_LIMITED)
        with Simulator([site], AS_OF) as simulator:
            statuses = [ask(simulator.url_of(site, f"/?{number}"))[0] for number in (1, 2, 3, 4, 5, 6, 7, 7)]

        assert statuses == [200] * 6 + [429, 200]

    def test_the_address_in_no_register_answers_and_its_visitors_are_known(self) -> None:
        site = with_fault(Fault.TO_PRIVATE_ADDRESS)
        with Simulator([site], AS_OF) as simulator:
            status, _ = ask(simulator.url_of(site, first_report(site)))
            ask(simulator.url_of(site).replace("127.0.1.1", NOT_REGISTERED))

            assert status == 302
            assert [request.site for request in simulator.requests] == [site.name, NOT_REGISTERED]

    def test_half_a_page_comes_under_the_length_of_the_whole(self) -> None:
        site = with_fault(Fault.TRUNCATED)
        with Simulator([site], AS_OF) as simulator, pytest.raises(http.client.IncompleteRead):
            ask(simulator.url_of(site, first_report(site)))

    def test_a_slow_page_comes_whole(self) -> None:
        site = with_fault(Fault.SLOW)
        whole = page(site, "/").body
        with Simulator([site], AS_OF) as simulator:
            started = time.monotonic()
            answer = ask(simulator.url_of(site))

        assert answer == (200, whole)
        assert time.monotonic() - started >= 0.02 * (len(whole) // 1024)

    def test_a_list_moves_on_once_its_first_page_was_asked_for(self) -> None:
        site = with_fault(Fault.PAGES_SHIFT)
        with Simulator([site], AS_OF) as simulator:
            first, second = (ask(simulator.url_of(site, COLUMN))[1].decode() for _ in range(2))
            shifted = ask(simulator.url_of(site, f"{COLUMN}index_1.html"))[1].decode()

        rows = [re.findall(r'href="(\./[^"]+)"', html) for html in (first, second, shifted)]
        assert set(rows[0]).isdisjoint(rows[1])
        assert set(rows[0]) <= set(rows[2]) | set(rows[1])


def test_any_site_can_be_given_a_fault() -> None:
    site = county(7, FEW_REPORTS, family="plain").site

    given = afflicted(site, Fault.COLUMN_MOVED)

    assert (given.fault, given.fault_since) == (Fault.COLUMN_MOVED, CHANGED_AT)
