"""How a crawl behaves towards hosts that are busy, slow, closed or that say no: seen by the hosts themselves."""

from collections.abc import Iterator

import pytest

from tests.crawler.fetch.guests import HANGS_UP, Answer, Asked, Rule, Site, Told, crawl, page, serving

pytestmark = pytest.mark.slow

REST = 3
CALM_PAGES = 30
SLOW = 0.8


def no_robots(path: str, asked: list[Asked]) -> Answer | None:
    return page(status=404) if path == "/robots.txt" else None


def calm(path: str, asked: list[Asked]) -> Answer:
    return no_robots(path, asked) or page(*(f"/{n}" for n in range(CALM_PAGES) if path == "/"))


def busy(path: str, asked: list[Asked]) -> Answer:
    """Too busy for the first page that it is asked for, and for nothing after that."""
    is_first = len([one for one in asked if one.path != "/robots.txt"]) == 1
    answer = page(status=429, Retry_After=str(REST)) if is_first else page(*["/nb"] * (path == "/"))
    return no_robots(path, asked) or answer


def slow(path: str, asked: list[Asked]) -> Answer:
    if path == "/robots.txt":
        return 200, {}, f"User-agent: other\nCrawl-delay: 60\n\nUser-agent: *\nCrawl-delay: {SLOW}\n"
    return page(*(["/1", "/2"] if path == "/" else []))


def down(path: str, asked: list[Asked]) -> Answer:
    return no_robots(path, asked) or page(status=503)


def hiding(path: str, asked: list[Asked]) -> Answer:
    return page(status=503) if path == "/robots.txt" else page()


def broken(path: str, asked: list[Asked]) -> Answer:
    return page(status=500) if path == "/robots.txt" else page()


def rude(path: str, asked: list[Asked]) -> Answer:
    return page(status=HANGS_UP)


def moved_to(site: Site) -> Rule:
    return lambda path, asked: no_robots(path, asked) or page(status=302, Location=f"{site.url}/moved")


def elsewhere(path: str, asked: list[Asked]) -> Answer:
    return page(status=302, Location="http://127.44.0.200/404.html") if path == "/robots.txt" else page()


def shy(path: str, asked: list[Asked]) -> Answer:
    return page(status=503 if len(asked) == 1 else 404) if path == "/robots.txt" else page()


def walled(path: str, asked: list[Asked]) -> Answer:
    return page(status=521)


def closed(path: str, asked: list[Asked]) -> Answer:
    return (200, {}, "User-agent: gongkai\nDisallow: /nb/\n") if path == "/robots.txt" else page()


def away(path: str, asked: list[Asked]) -> Answer:
    return no_robots(path, asked) or page(status=429, Retry_After="7200")


def shop(path: str, asked: list[Asked]) -> Answer:
    if path == "/article":
        return page("/file", Set_Cookie="JSESSIONID=0a1b")
    told = asked[-1].headers
    served = told.get("Cookie") == "JSESSIONID=0a1b" and told.get("Referer", "").endswith("/article")
    return no_robots(path, asked) or page(status=200 if served else 403)


RULES = {
    "calm": calm, "busy": busy, "busier": busy, "slow": slow, "down": down, "hiding": hiding, "broken": broken,
    "shy": shy, "walled": walled, "closed": closed, "away": away, "shop": shop,
    "rude": rude, "elsewhere": elsewhere,
}  # fmt: skip
ENTRIES = {"closed": ("/", "/nb/1"), "away": ("/", "/other"), "shop": ("/article",)}

NOBODY = "http://127.44.0.99:9/"

Crawled = tuple[dict[str, Site], Told]


@pytest.fixture(scope="module")
def crawled() -> Iterator[Crawled]:
    """One crawl of all of them, with room for two requests at a time, and one further try."""
    sites = {name: Site(rule) for name, rule in RULES.items()}
    sites["moved"] = Site(moved_to(sites["slow"]))
    with serving(sites):
        urls = [site.url + entry for name, site in sites.items() for entry in ENTRIES.get(name, ("/",))]
        ask = tuple(sites[name].url + "/nb/data.json" for name in ("calm", "closed", "broken"))
        ask = (*ask, "http://127.44.0.200/data.json")
        told = crawl([*urls, NOBODY], ask=ask, CONCURRENT_REQUESTS=2, DOWNLOAD_DELAY=0.1, AUTOTHROTTLE_START_DELAY=0.1,
                     RETRY_TIMES=1)  # fmt: skip
        yield sites, told


def cause(crawled: Crawled, name: str, path: str = "/") -> tuple[str | None, bool]:
    sites, told = crawled
    return told.causes[sites[name].url + path]


@pytest.mark.parametrize("name", ["busy", "busier"])
def test_a_busy_host_is_left_alone_for_as_long_as_it_asks_and_then_seen(crawled: Crawled, name: str) -> None:
    site = crawled[0][name]

    assert site.paths == ["/robots.txt", "/", "/", "/nb"]
    assert site.gaps()[1] >= REST
    assert cause(crawled, name) == (None, False)


def test_hosts_that_rest_hold_up_nobody(crawled: Crawled) -> None:
    sites = crawled[0]
    asked = sites["calm"].asked

    assert len(asked) == CALM_PAGES + 2
    assert max(sites["calm"].gaps()) < REST / 2, "though as many hosts rest as requests may be under way"
    assert asked[-1].at < sites["busy"].asked[2].at + REST


def test_a_crawl_delay_is_kept_from_the_first_page_on_whoever_sends_us(crawled: Crawled) -> None:
    site = crawled[0]["slow"]

    assert sorted(site.paths) == ["/", "/1", "/2", "/moved", "/robots.txt"]
    # The site notes when it gets round to it: a busy machine makes one gap shorter and its neighbour longer.
    assert min(site.gaps()) >= SLOW / 2
    assert sum(site.gaps()) >= SLOW * len(site.gaps()) - 0.3
    assert crawled[1].stats["gongkai/crawl_delays"] == 1


def test_a_host_that_goes_on_failing_is_believed(crawled: Crawled) -> None:
    assert crawled[0]["down"].paths == ["/robots.txt", "/", "/"]
    assert cause(crawled, "down") == ("answered with status 503", False)


@pytest.mark.parametrize(("name", "tries", "status"), [("hiding", 2, 503), ("broken", 2, 500)])
def test_nothing_is_asked_of_a_host_that_cannot_show_its_robots_txt(
    crawled: Crawled, name: str, tries: int, status: int
) -> None:
    assert crawled[0][name].paths == ["/robots.txt"] * tries
    assert cause(crawled, name) == (f"its robots.txt could not be had: answered with status {status}", False)


def test_a_host_that_hangs_up_and_one_that_is_not_there_are_told_apart(crawled: Crawled) -> None:
    assert set(crawled[0]["rude"].paths) == {"/robots.txt"}
    assert cause(crawled, "rude") == ("its robots.txt could not be had: no answer: DownloadFailedError", False)
    assert crawled[1].causes[NOBODY] == ("no answer: DownloadConnectionRefusedError", False)


def test_a_host_that_can_show_it_later_is_seen(crawled: Crawled) -> None:
    assert crawled[0]["shy"].paths == ["/robots.txt", "/robots.txt", "/"]
    assert cause(crawled, "shy") == (None, False)


def test_a_wall_before_robots_txt_is_a_block(crawled: Crawled) -> None:
    assert set(crawled[0]["walled"].paths) == {"/robots.txt"}
    assert cause(crawled, "walled") == ("blocked by 加速乐", True)


def test_what_robots_txt_forbids_us_by_name_is_not_asked_for(crawled: Crawled) -> None:
    assert crawled[0]["closed"].paths == ["/robots.txt", "/"]
    assert cause(crawled, "closed", "/nb/1") == ("not permitted by robots.txt", False)


def test_a_host_that_wants_to_be_left_alone_for_hours_is_not_asked_again(crawled: Crawled) -> None:
    assert len(crawled[0]["away"].asked) == 2
    assert cause(crawled, "away", "/") == cause(crawled, "away", "/other") == ("refused with 429", True)


def test_an_attachment_is_asked_for_with_the_session_and_the_address_of_its_article(crawled: Crawled) -> None:
    assert cause(crawled, "shop", "/file") == (None, False)
    assert "Cookie" not in crawled[0]["shop"].asked[0].headers


def test_the_browser_may_fetch_what_robots_txt_permits(crawled: Crawled) -> None:
    assert list(crawled[1].permitted.values()) == [True, False, False, False]


def test_a_robots_txt_that_leads_out_of_the_register_is_none(crawled: Crawled) -> None:
    assert cause(crawled, "elsewhere") == (None, False)


def test_a_crawl_ends_with_its_hours_and_another_begins_in_them_only() -> None:
    site = Site(lambda path, asked: no_robots(path, asked) or page(f"{path}x"))
    with serving({"endless": site}):
        ended = crawl([f"{site.url}/"], now="2025-04-10T05:59:58", GONGKAI_HOURS="22:00-06:00",
                      DOWNLOAD_DELAY=0.1, AUTOTHROTTLE_START_DELAY=0.1)  # fmt: skip
        asked = len(site.asked)
        refused = crawl([f"{site.url}/"], now="2025-04-10T06:00:00", GONGKAI_HOURS="22:00-06:00")

    assert (ended.reason, refused.reason) == ("outside_hours", "outside_hours")
    assert asked > 3
    assert site.asked[-1].at - site.asked[0].at < 2.1
    assert len(site.asked) == asked
