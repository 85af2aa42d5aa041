"""Addresses without end are told from those of lists and reports, which look alike."""

import pytest

from crawler.fetch.traps import (
    CALENDAR,
    GROWING_QUERY,
    GROWTHS_LET_THROUGH,
    MONTHS_LET_THROUGH,
    REPEATED_PATH,
    SESSION,
    Traps,
    without_session,
)

SITE = "http://www.yunxi.gov.cn"

LIVING = [
    "/zwgk/zfxxgk/gknb/index_1.html",
    "/zwgk/zfxxgk/gknb/202401/t20240126_5321.html",
    "/zwgk/zfxxgk/gknb/2024/2024/index.html",
    "/art/2011/11/11/art_11_11.html",
    "/col/col1229214366/index.html?uid=3245&pageNum=2",
    "/module/web/jpage/dataproxy.jsp?startrecord=16&endrecord=45&perpage=15&col=1&appid=1&webid=3245&path=%2F"
    "&columnid=1229779591&sourceContentType=1&unitid=7&webname=%E4%BA%91%E6%BA%AA&permissiontype=0",
    "/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=113325000026455663",
    "/gkmlpt/api/all/721?page=1&sid=755042",
    "/info/iList.jsp?site_id=CMSxy&cat_id=10001&cur_page=2&tm_id=",
    "/public/column/29641?type=4&catId=&action=list",
    "/was5/web/search?channelid=200210&page=2&prepage=15",
    "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1234567890&wbfileid=99",
    "/zfxxgk/columns/3f2a/202201/20/77aa.html",
    "/xxgk/xxgk/index.html",
]


@pytest.mark.parametrize("path", LIVING)
def test_addresses_of_real_sites_are_no_traps(path: str) -> None:
    assert Traps().caught(SITE + path) is None


def test_all_pages_of_a_long_list_may_be_asked_for() -> None:
    traps = Traps()
    pages = [f"{SITE}/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1154&a1154p={page}" for page in range(1, 200)]
    pages += [f"{SITE}/nb/202401/t202401{page % 28 + 1:02}_{page}.html" for page in range(200)]
    pages += [f"{SITE}/nb/list.jsp?year={year}" for year in range(2008, 2026)]
    pages += [f"{SITE}/gk/list.jsp?y=2024&m={menu}" for menu in range(100, 200)]
    pages += [f"{SITE}/gk/list.jsp?year=2025&month={month}" for month in range(12, 0, -1)]

    assert [traps.caught(page) for page in pages] == [None] * len(pages)


@pytest.mark.parametrize(
    "month",
    [
        "/calendar?month={year}-{month:02}",
        "/hd/list.jsp?year={year}&month={month}",
        "/rili/{year}/{month:02}/",
        "/hd/index.html?date={year}-{month:02}-01",
    ],
)
def test_a_calendar_is_starved_after_a_few_months(month: str) -> None:
    traps = Traps()
    pages = [SITE + month.format(year=2025 + n // 12, month=n % 12 + 1) for n in range(100)]

    caught = [traps.caught(page) for page in pages]

    assert caught == [None] * MONTHS_LET_THROUGH + [CALENDAR] * (100 - MONTHS_LET_THROUGH)


@pytest.mark.parametrize(
    "path",
    ["/zwgk/nb/zwgk/nb/zwgk/nb/", "/a/b/b/b/c.html", "/x/a/b/c/d/a/b/c/d/a/b/c/d/", "/nb/./nb/./nb/./index.html"],
)
def test_a_link_that_leads_into_itself_is_a_trap_at_once(path: str) -> None:
    assert Traps().caught(SITE + path) == REPEATED_PATH


def test_a_query_that_grows_with_every_page_is_starved() -> None:
    traps = Traps()
    pages = [f"{SITE}/search.jsp?" + "&".join(f"f{n}=1" for n in range(size)) for size in range(1, 40)]

    caught = [traps.caught(page) for page in pages]

    assert caught[: GROWTHS_LET_THROUGH + 1] == [None] * (GROWTHS_LET_THROUGH + 1)
    assert set(caught[GROWTHS_LET_THROUGH + 1 :]) == {GROWING_QUERY}


def test_a_query_of_thousands_of_characters_is_a_trap_at_once() -> None:
    assert Traps().caught(f"{SITE}/search.jsp?q=" + "%E5%B9%B4" * 500) == GROWING_QUERY


@pytest.mark.parametrize(
    "address",
    [
        "/nb/list.jsp;jsessionid={}?page=2",
        "/nb/list.jsp?page=2&PHPSESSID={}",
        "/nb/list.jsp?jsessionid={}&page=2",
        "/(S({}))/nb/list.jsp?page=2",
        "/nb/list.jsp?page=2&ASPSESSIONIDQCBBDRAS={}",
    ],
)
def test_a_page_is_asked_for_under_one_session_only(address: str) -> None:
    traps = Traps()
    first, second = (SITE + address.format(session) for session in ("0a1b2c", "9f8e7d"))

    assert without_session(first) == without_session(second) == f"{SITE}/nb/list.jsp?page=2"
    assert [traps.caught(first), traps.caught(second)] == [None, SESSION]
    assert traps.caught(first) is None, "an address is no trap for having been seen"
