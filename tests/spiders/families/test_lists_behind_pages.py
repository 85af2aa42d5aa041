"""Lists of which a page shows a part or nothing: what stands behind is asked for, each part once and none in vain."""

from dataclasses import replace

import pytest

from spiders.ask import Ask
from spiders.exhaustion import Lists, screen_of
from spiders.families import API_FAMILIES, has_source, more_pages
from spiders.page import Page
from spiders.simulator.building import pages_of, place
from spiders.simulator.decoys import decoys
from spiders.simulator.families import FAMILIES
from spiders.simulator.pages import Request
from spiders.simulator.sites import MAIN, Entry, SimulatedSite, Variant
from tests.spiders.families.followed import HOST, NOW, followed, report_of, site_of

SITES = {
    "gkmlpt": site_of("gkmlpt"),
    "jpage": site_of("jpage"),
    "jpage, linked": site_of("jpage", variants=frozenset({Variant.LINKED_GROUPS})),
    "trs_mixed": site_of("trs_mixed"),
    "ucap": site_of("ucap"),
    "ucap, from zero": site_of("ucap", variants=frozenset({Variant.COUNTED_FROM_ZERO})),
    "ucap, posted": site_of("ucap", variants=frozenset({Variant.POSTED_FOR})),
}


def many(family: str, count: int, variants: frozenset[Variant] = frozenset()) -> SimulatedSite:
    """A site of one column with as many reports."""
    report = report_of("云溪县教育局", 2024)
    entries = tuple(replace(report, report=None, body="<p>一、总体情况</p>", slug=str(n)) for n in range(1, count + 1))
    return site_of(family, entries=entries, columns=(MAIN,), variants=variants)


@pytest.mark.parametrize("kind", SITES)
def test_every_report_is_seen_and_every_address_is_right(kind: str) -> None:
    found = followed(SITES[kind])

    assert found.wrong == []
    assert found.entries == {place(SITES[kind], entry).path for entry in SITES[kind].entries}
    assert found.lacks == []


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7, 40])
@pytest.mark.parametrize("kind", SITES)
def test_a_list_of_any_length_is_followed_to_its_end(kind: str, count: int) -> None:
    site = many(SITES[kind].family, count, variants=SITES[kind].variants)

    found = followed(site)

    assert found.wrong == []
    assert len(found.entries) == count
    assert found.lacks == []


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_a_catalogue_is_asked_for_a_hundred_at_a_time(count: int) -> None:
    found = followed(many("gkmlpt", count))

    asked = [path.partition("?")[2].partition("&")[0] for path in found.asked if "/api/" in path]
    assert asked == [f"page={number}" for number in range(1, -(-count // 100) + 1)]
    assert (len(found.entries), found.wrong, found.lacks) == (count, [], [])


@pytest.mark.parametrize("kind", ["gkmlpt", "jpage", "trs_mixed", "ucap, posted"])
def test_no_browser_is_needed_for_a_list_whose_source_is_known(kind: str) -> None:
    family = FAMILIES[SITES[kind].family]
    front = family.front(family.column)

    assert has_source(Page(HOST + front, pages_of(SITES[kind], NOW)[front].body.decode()))


@pytest.mark.parametrize("kind", SITES)
def test_articles_and_ways_to_the_column_are_no_lists(kind: str) -> None:
    site = SITES[kind]
    pages = pages_of(site, NOW)
    others = ["/", "/zwgk/", "/zwgk/zfxxgk/", *(place(site, entry).path for entry in site.entries)]

    assert [path for path in others if more_pages(Page(HOST + path, pages[path].body.decode()))] == []


def test_an_answer_is_of_a_family_only_at_its_address() -> None:
    data = '{"total": 90, "data": [{"title": "甲", "url": "/1.html"}]}'

    page = Page(f"{HOST}/other", data, (("channelId", "1"), ("page", "1"), ("size", "10"), ("prepage", "10")))

    assert [family(page) for family in API_FAMILIES] == [(), (), (), ()]


@pytest.mark.parametrize("kind", ["jpage", "trs_mixed", "ucap, posted"])
def test_one_address_answers_for_every_column_as_it_is_asked(kind: str) -> None:
    found, pages = followed(SITES[kind]), pages_of(SITES[kind], NOW)
    (source,) = (page for page in pages.values() if page.answers is not None)

    assert found.lacks == []
    assert source.to(Request("POST", source.path, {}, b"columnid=1&channelid=1&channelId=1")) is None


def test_the_decoys_of_a_list_are_rows_and_no_reports() -> None:
    entries: tuple[Entry, ...] = (report_of("云溪县教育局", 2024), *decoys("云溪县", 2024), *decoys("云溪县", 2023))
    site = site_of("trs_mixed", entries=entries, columns=(MAIN,))

    found = followed(site)

    assert found.entries == {place(site, entries[0]).path}
    assert found.lacks == []


def test_a_row_that_a_list_does_not_give_leaves_it_incomplete() -> None:
    answer = '{"classify": {"post_count": 3}, "articles": [{"title": "云溪县教育局2024年年度报告", "url": "/1.html"}]}'
    page, lists = Page(f"{HOST}/gkmlpt/api/all/721?page=1&sid=7", answer), Lists()

    lists.add(screen_of(page, Ask(page.url), more_pages(page)))

    assert more_pages(page) == ()
    assert [failure.cause for failure in lists.failures()] == ["3 entries are announced and 1 were seen"]
