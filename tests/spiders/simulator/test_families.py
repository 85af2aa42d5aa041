import json
from datetime import date, datetime
from html import escape

import pytest
from bs4 import BeautifulSoup

from spiders.simulator.building import pages_of, place
from spiders.simulator.decoys import decoys
from spiders.simulator.families import FAMILIES
from spiders.simulator.pages import Page
from spiders.simulator.sites import GBK, MAIN, SHANGHAI, Attachment, Charset, Column, Entry, SimulatedSite

NOW = datetime(2025, 4, 20, 9, tzinfo=SHANGHAI)
TITLE = "云溪县教育局2024年政府信息公开工作年度报告"


def site(family: str, **changes: object) -> SimulatedSite:
    report = Entry(TITLE, date(2025, 1, 15), body="<p>一、总体情况</p>")
    entries = (report, *decoys("云溪县", 2024), *decoys("云溪县", 2023))
    settings = {"name": "云溪县人民政府", "family": family, "entries": entries, "page_size": 5} | changes
    return SimulatedSite(**settings)  # type: ignore[arg-type]  # a test's shorthand


def html(page: Page) -> str:
    return page.body.decode()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_column_is_three_steps_from_home(family: str) -> None:
    pages = pages_of(site(family), NOW)

    assert b'href="/zwgk/"' in pages["/"].body
    assert b'href="/zwgk/zfxxgk/"' in pages["/zwgk/"].body
    front = FAMILIES[family].front(FAMILIES[family].column)
    assert escape(front).encode() in pages["/zwgk/zfxxgk/"].body
    assert front in pages


@pytest.mark.parametrize("family", FAMILIES)
def test_every_entry_is_listed_once_and_has_a_page(family: str) -> None:
    here = site(family)
    pages = pages_of(here, NOW)

    listed = [page for page in pages.values() if page.list_page > 0]
    for entry in here.entries:
        placed = place(here, entry)
        name = placed.path.rpartition("/")[2].encode()
        assert placed.path in pages
        assert {page.list_page for page in listed if name in page.body} != set()
        assert len({page.list_page for page in listed if name in page.body}) == 1


def test_trs_announces_its_pages_in_a_script_and_cuts_its_links() -> None:
    pages = pages_of(site("trs"), NOW)
    column = "/zwgk/zfxxgk/zfxxgknb/"

    assert 'createPageHTML(3, 0, "index", "html")' in html(pages[column])
    assert 'createPageHTML(3, 2, "index", "html")' in html(pages[column + "index_2.html"])
    link = BeautifulSoup(html(pages[column + "index_1.html"]), "lxml").find("a", title=TITLE)
    assert link is not None
    assert link.get_text() == TITLE[:20] + "…"
    assert link["href"] == "./202501/t20250115_5321.html"


def test_a_trs_article_dates_itself_in_a_meta_tag_and_leaves_its_class_unquoted() -> None:
    here = site("trs")

    article = html(pages_of(here, NOW)[place(here, here.entries[0]).path])

    assert '<meta name="PubDate" content="2025-01-15 09:00">' in article
    assert "<div class=TRS_Editor>" in article


def test_plain_pages_are_gbk_and_only_their_meta_tag_says_so() -> None:
    first = pages_of(site("plain"), NOW)["/xxgk/nb/list.html"]

    assert first.content_type == "text/html"
    text = first.body.decode("gbk")
    assert "charset=gb2312" in text
    assert '<a href="/xxgk/nb/list_2.html">下一页</a>' in text


@pytest.mark.parametrize("charset", [GBK, Charset("gbk", "utf-8", "gb2312"), Charset("gbk", "gbk", "utf-8")])
def test_a_site_can_lie_about_its_charset(charset: Charset) -> None:
    first = pages_of(site("trs", charset=charset), NOW)["/"]

    assert first.content_type.rpartition("=")[2] == (charset.header or "text/html")
    assert f"charset={charset.meta}" in first.body.decode("gbk")


def test_a_framed_column_holds_nothing_but_a_frame() -> None:
    pages = pages_of(site("framed"), NOW)

    outer, inner = html(pages["/zfxxgk/nb/index.html"]), html(pages["/iframe/nb_list.html"])
    assert '<iframe src="/iframe/nb_list.html"' in outer
    assert "年度报告" not in outer
    assert "/iframe/nb_list_2.html" in inner


def test_a_scripted_column_is_empty_until_its_script_runs() -> None:
    pages = pages_of(site("scripted"), NOW)

    assert '<div id="app"></div>' in html(pages["/gkml/nb/"])
    assert TITLE not in html(pages["/gkml/nb/"])
    second = json.loads(pages["/api/list.json?column=main&page=2"].body)
    assert second["pages"] == 3
    assert {"title": TITLE, "url": "/gkml/nb/post_5321.html", "date": "2025-01-15"} in second["articles"]


def test_an_entry_can_stand_in_two_columns_and_has_one_address() -> None:
    report = Entry(TITLE, date(2025, 1, 15), columns=("bm", "main"))
    here = site("trs", entries=(report,), columns=(MAIN, Column("bm", "县直部门")))

    pages = pages_of(here, NOW)

    column = "/zwgk/zfxxgk/zfxxgknb/"
    assert 'href="./202501/t20250115_5321.html"' in html(pages[column + "bm/"])
    assert 'href="./bm/202501/t20250115_5321.html"' in html(pages[column])
    assert f'href="{column}bm/"' in html(pages[column])


def test_a_file_hangs_on_an_article_of_one_line() -> None:
    report = Entry(TITLE, date(2025, 1, 15), body="<p>见附件。</p>", attachment=Attachment("pdf", b"%PDF-1.4 invented"))
    here = site("trs", entries=(report,))

    pages = pages_of(here, NOW)

    placed = place(here, report)
    assert placed.file_path is not None
    assert f'href="./{placed.file_path.rpartition("/")[2]}"' in html(pages[placed.path])
    assert (pages[placed.file_path].content_type, pages[placed.file_path].body[:4]) == ("application/pdf", b"%PDF")


def test_a_silent_revision_keeps_its_address() -> None:
    changed_at = datetime(2025, 3, 1, tzinfo=SHANGHAI)
    first = Entry(TITLE, date(2025, 1, 15), body="first", slug="9", disappears=changed_at)
    second = Entry(TITLE, date(2025, 1, 15), body="second", slug="9", appears=changed_at)
    here = site("trs", entries=(first, second))

    path = place(here, first).path
    before, after = (pages_of(here, moment)[path] for moment in (datetime(2025, 2, 1, tzinfo=SHANGHAI), NOW))

    assert path == place(here, second).path
    assert "first" in html(before)
    assert "second" in html(after)
