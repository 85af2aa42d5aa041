"""Twins of sites that keep a list behind its page: what they show, and how they answer as they are asked."""

import json
from datetime import date, datetime

from spiders.simulator.building import pages_of, place
from spiders.simulator.pages import Page, Request
from spiders.simulator.sites import MAIN, SHANGHAI, Attachment, Column, Entry, SimulatedSite, Variant

NOW = datetime(2025, 4, 20, 9, tzinfo=SHANGHAI)
BELOW = (MAIN, Column("bm", "县直部门"))
HOST = {"host": "yunxi.test"}


def entries(count: int, columns: tuple[str, ...] = ("main",)) -> tuple[Entry, ...]:
    title = "云溪县第{}局2024年政府信息公开工作年度报告"
    return tuple(
        Entry(title.format(number), date(2025, 1, number + 1), body="<p>一、总体情况</p>", columns=columns)
        for number in range(1, count + 1)
    )


def site(family: str, count: int = 5, *variants: Variant) -> SimulatedSite:
    planted = (*entries(count), *entries(1, ("bm",)))
    return SimulatedSite("云溪县人民政府", family, planted, columns=BELOW, page_size=2, variants=frozenset(variants))


def post(source: Page, target: str, **form: str) -> Page | None:
    body = "&".join(f"{name}={value}" for name, value in form.items()).encode()
    return source.to(Request("POST", target, HOST, body))


def text(page: Page | None) -> str:
    assert page is not None
    return page.body.decode()


def test_a_catalogue_shows_nothing_and_names_its_columns_in_a_tree() -> None:
    pages = pages_of(site("gkmlpt"), NOW)

    index = text(pages["/gkmlpt/index"])
    assert '<div id="app"></div>' in index
    assert "{id:721,name:'政府信息公开年报',children:[{id:" in index
    assert "第1局" not in index
    assert 'href="/gkmlpt/index#721"' in text(pages["/zwgk/zfxxgk/"])


def test_the_first_page_of_a_catalogue_has_two_numbers_and_whole_addresses() -> None:
    pages = pages_of(site("gkmlpt"), NOW)

    first, same = (
        json.loads(text(page.to(Request("GET", path, HOST))))
        for path, page in sorted(pages.items())
        if path.startswith("/gkmlpt/api/all/721?")
    )
    assert first == same
    assert first["classify"]["post_count"] == len(first["articles"]) == 5
    assert first["articles"][0]["url"].startswith("http://yunxi.test/gkmlpt/content/0/")
    assert first["articles"][0]["display_publish_time"] == 1736125200


def test_a_post_of_a_catalogue_has_a_twin_for_telephones_and_names_its_file() -> None:
    report = Entry(
        "年报", date(2025, 1, 15), body="<p>见附件。</p>", attachment=Attachment("pdf", b"%PDF-1.4 invented")
    )
    here = SimulatedSite("云溪县人民政府", "gkmlpt", (report,))
    pages, placed = pages_of(here, NOW), place(here, report)

    assert pages[placed.path.replace("/post_", "/mpost_")].body == pages[placed.path].body
    (row,) = json.loads(next(page for path, page in pages.items() if "/api/all/721?page=1" in path).body)["articles"]
    assert row["attachment"] == [{"name": (placed.file_path or "").rpartition("/")[2], "url": placed.file_path}]


def test_half_of_a_mixed_list_is_static_and_the_other_is_posted_for() -> None:
    pages = pages_of(site("trs_mixed", 4), NOW)

    front, search = text(pages["/zwgk/zfxxgkzl/ndbg/"]), pages["/fjdzapp/search"]
    second = json.loads(
        text(post(search, search.path, channelid="200210", classsql="chnlid%3D1813", page="2", prepage="2"))
    )
    assert front.count('年度报告"') == 2
    assert "recordCount:'4'" in front
    assert [row["doctitle"][:6] for row in second["data"]] == ["云溪县第2局", "云溪县第1局"]
    assert post(search, search.path, channelid="200210", classsql="chnlid%3D9") is None


def test_columns_below_are_found_at_the_same_address() -> None:
    search = pages_of(site("trs_mixed"), NOW)["/fjdzapp/search"]

    below = json.loads(text(post(search, search.path, channelid="200210", classsql="chnlid%3D1814", page="1")))

    assert (below["recordCount"], len(below["data"])) == (1, 1)


def test_an_island_holds_the_first_rows_and_the_proxy_any_others() -> None:
    pages = pages_of(site("jpage"), NOW)
    front, proxy = text(pages["/col/col1229779591/index.html"]), pages["/module/web/jpage/dataproxy.jsp"]

    rows = text(post(proxy, f"{proxy.path}?startrecord=3&endrecord=5&perpage=2", columnid="1229779591"))
    group = text(proxy.to(Request("GET", f"{proxy.path}?page=2&columnid=1229779591", HOST)))

    assert front.count("<record><![CDATA[") == 2
    assert "totalRecord:5" in front
    assert (rows.count("<record>"), group.count("<record>")) == (3, 1)
    assert "<totalrecord>5</totalrecord><totalpage>3</totalpage>" in rows
    assert post(proxy, proxy.path, columnid="9") is None


def test_an_island_without_a_script_links_to_the_next_group() -> None:
    pages = pages_of(site("jpage", 5, Variant.LINKED_GROUPS), NOW)
    front = text(pages["/col/col1229779591/index.html"])

    assert "jpage(" not in front
    assert 'href="/module/web/jpage/dataproxy.jsp?page=1&webid=3245&columnid=1229779591"' in front


def test_columns_of_jpage_do_not_lie_below_each_other() -> None:
    front = text(pages_of(site("jpage"), NOW)["/col/col1229779591/index.html"])

    assert front.count('href="/col/col1229') == 2
    assert "/bm/" not in front


def test_lists_of_ucap_are_counted_from_one_and_named_as_the_site_likes() -> None:
    usual, behind = pages_of(site("ucap"), NOW), pages_of(site("ucap", 5, Variant.COUNTED_FROM_ZERO), NOW)

    call = "createPageHTML('page_div',3,2,'list','shtml',5)"
    assert call in text(usual["/zwgk/gknb/list_2.shtml"])
    assert call in text(behind["/zwgk/gknb/list_1.shtml"])
    assert "/zwgk/gknb/list_3.shtml" not in behind
    assert '<option value="list_1.shtml">2</option>' in text(behind["/zwgk/gknb/list.shtml"])


def test_an_article_of_ucap_stands_in_tags_of_its_own() -> None:
    here = site("ucap")

    article = text(pages_of(here, NOW)[place(here, here.entries[0]).path])

    assert "<publishtime>2025-01-02</publishtime>" in article
    assert "<ucapcontent>\n<p>一、总体情况</p></ucapcontent>" in article


def test_a_posted_list_of_ucap_gives_the_page_that_is_asked_for() -> None:
    pages = pages_of(site("ucap", 5, Variant.POSTED_FOR), NOW)
    source, front = pages["/getFileListByCodeId"], text(pages["/zwgk/gknb/list.shtml"])
    channel = front.partition('channelId = "')[2].partition('"')[0]

    found = json.loads(text(post(source, source.path, channelId=channel, page="3", size="2")))["results"]["data"]

    assert "第1局" not in front
    assert (found["total"], [row["publishedTimeStr"] for row in found["results"]]) == (5, ["2025-01-02 10:00:00"])
    assert post(source, source.path, channelId="0", page="1") is None
