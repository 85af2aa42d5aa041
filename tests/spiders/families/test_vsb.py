from dataclasses import replace
from datetime import datetime
from html import escape

import pytest

from spiders.families.vsb import more_pages
from spiders.page import Page
from spiders.simulator.building import pages_of, place
from spiders.simulator.pages import Page as Answer
from spiders.simulator.pages import Request
from spiders.simulator.sites import MAIN, SHANGHAI, Attachment, SimulatedSite, Variant
from tests.spiders.families.followed import HOST, NOW, UNITS, followed, report_of, site_of

PLAIN: frozenset[Variant] = frozenset()
COUNT_ONLY = frozenset({Variant.COUNT_ONLY})
STRICT = frozenset({Variant.STRICT_FILES})
BEFORE = datetime(2025, 1, 1, tzinfo=SHANGHAI)
CHANGED = "it changed while it was looked through, and not all of it was seen"
FILE = Attachment("pdf", b"%PDF-1.4 invented")


def counting(text: str, where: str = "/zwgk/nb.htm", made_by: str = "<!--Announced by Visual SiteBuilder 9-->") -> Page:
    return Page(HOST + where, f"<html>{made_by}<body><td>{text}</td></body></html>")


def targets(page: Page) -> list[str]:
    return [ask.url.removeprefix(HOST) for ask in more_pages(page)]


def test_the_pages_of_a_list_are_numbered_from_its_end() -> None:
    assert targets(counting("共41条&nbsp;1/4&nbsp;")) == ["/zwgk/nb/3.htm", "/zwgk/nb/2.htm", "/zwgk/nb/1.htm"]
    assert targets(counting("共41条 2/4", "/zwgk/nb/3.htm")) == ["/zwgk/nb.htm", "/zwgk/nb/2.htm", "/zwgk/nb/1.htm"]


def test_pages_made_by_a_program_are_numbered_by_the_parameter_that_the_page_shows() -> None:
    tree = "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1154"

    assert targets(counting("共41条 1/3", tree)) == [f"{tree}&PAGENUM=2", f"{tree}&PAGENUM=3"]
    own = counting("共41条 1/2 <input name='x' value='a1154p=2'>", tree)
    assert targets(own) == [f"{tree}&a1154p=2"]


@pytest.mark.parametrize(
    "page",
    [
        counting("共41条 1/4", made_by=""),
        counting('共41条 1/4 <a href="nb/3.htm">下页</a>'),
        counting("共41条 2/4", "/zwgk/nb/2.htm"),
        counting("共41条 5/4"),
        counting("共41条 1/4 共12条 1/2"),
        counting("云溪县2024年第1/4季度"),
        counting("共41条 1/4", "/zwgk/"),
    ],
    ids=["made by others", "links to the next", "another number", "beyond its end", "two lists", "none", "a directory"],
)
def test_a_page_that_does_not_count_like_this_is_left_to_others(page: Page) -> None:
    assert more_pages(page) == ()


@pytest.mark.parametrize("variants", [frozenset[Variant](), COUNT_ONLY], ids=["linked", "counted only"])
def test_a_page_added_under_way_loses_no_old_entry_and_hides_no_new_one(variants: frozenset[Variant]) -> None:
    old = [report_of(unit, year) for unit in UNITS for year in (2021, 2022, 2023)]
    site = site_of("vsb", variants=variants, columns=(MAIN,), entries=(*old, report_of(UNITS[0], 2024)))

    found = followed(site, BEFORE, after_the_first=NOW)

    assert found.entries == {place(site, entry).path for entry in old}
    assert found.wrong == []
    assert found.lacks == [CHANGED]


def test_a_list_of_which_a_page_was_lost_is_known_to_be_incomplete() -> None:
    site = site_of("vsb", variants=COUNT_ONLY, columns=(MAIN,))

    found = followed(site, without="/zwgk/zfxxgknb/2.htm")

    assert found.wrong == [f"{HOST}/zwgk/zfxxgknb/2.htm"]
    assert found.lacks == ["4 pages are announced and 3 were seen"]


def test_an_entry_that_moved_to_a_page_seen_before_is_known_to_be_lost() -> None:
    noon = datetime(2025, 4, 20, 12, tzinfo=SHANGHAI)
    site = site_of("vsb", columns=(MAIN,))
    newest = max(site.entries, key=lambda entry: entry.published_on)
    taken_down = replace(newest, disappears=noon)
    site = replace(site, entries=tuple(taken_down if entry is newest else entry for entry in site.entries))

    found = followed(site, NOW, after_the_first=noon)

    assert len({place(site, entry).path for entry in site.entries} - found.entries) == 1
    assert found.lacks == [CHANGED]


def test_the_newest_entry_of_a_dynamic_list_is_not_yet_a_file_of_its_own() -> None:
    site = site_of("vsb", variants=frozenset({Variant.DYNAMIC}), columns=(MAIN,))

    made = [path for path in followed(site).entries if path.startswith("/content.jsp?urltype=news.NewsContentUrl")]

    assert len(made) == 1
    assert "2024年" in pages_of(site, NOW)[made[0]].body.decode()


def test_a_file_is_given_to_whom_its_article_sends_and_to_nobody_else() -> None:
    sent, others = answered(PLAIN, referer=ARTICLE), [answered(PLAIN), answered(PLAIN, referer=f"{HOST}/zwgk.htm")]

    assert sent.body == FILE.body
    assert sent.content_type == "application/octet-stream"
    assert [(page.status, page.content_type) for page in others] == [(200, "text/html; charset=utf-8")] * 2
    assert all("系统提示" in page.body.decode() and len(page.body) > 3000 for page in others)


def test_a_strict_site_wants_the_session_of_the_article_beside() -> None:
    cookies = dict(article(STRICT).headers)["Set-Cookie"].partition(";")[0]

    assert answered(STRICT, referer=ARTICLE).body != FILE.body
    assert answered(STRICT, cookie=cookies).body != FILE.body
    assert answered(STRICT, referer=ARTICLE, cookie=cookies).body == FILE.body


def with_file(variants: frozenset[Variant]) -> SimulatedSite:
    entry = replace(report_of(UNITS[0], 2024), attachment=FILE, slug="47211")
    return site_of("vsb", entries=(entry,), variants=variants, columns=(MAIN,))


def article(variants: frozenset[Variant]) -> Answer:
    site = with_file(variants)
    return pages_of(site, NOW)[place(site, site.entries[0]).path]


def answered(variants: frozenset[Variant], **headers: str) -> Answer:
    """What the address of the report's file answers."""
    site = with_file(variants)
    path = place(site, site.entries[0]).file_path or ""
    assert escape(path) in article(variants).body.decode()
    found = pages_of(site, NOW)[path].to(Request("GET", path, headers))
    assert found is not None
    return found


ARTICLE = HOST + place(with_file(PLAIN), with_file(PLAIN).entries[0]).path
