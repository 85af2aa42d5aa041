"""Every report of a site with peculiar addresses is seen by its links and its families, and no address is invented."""

from dataclasses import replace

import pytest

from spiders.duplicates import canonical
from spiders.simulator.articles import MobileTwin
from spiders.simulator.building import pages_of, place
from spiders.simulator.sites import MAIN, SimulatedSite, Variant
from tests.spiders.families.followed import HOST, NOW, Followed, followed, report_of, site_of

SITES = {
    "ilist": site_of("ilist"),
    "longxun": site_of("longxun"),
    "one_page": site_of("one_page"),
    "per_unit": site_of("per_unit"),
    "vsb": site_of("vsb"),
    "vsb, counted only": site_of("vsb", variants=frozenset({Variant.COUNT_ONLY})),
    "vsb, dynamic": site_of("vsb", variants=frozenset({Variant.DYNAMIC})),
    "yearly": site_of("yearly"),
}


def missed(site: SimulatedSite, found: Followed) -> set[str]:
    """The articles that were planted and not seen, under whatever address."""
    planted = {canonical(HOST + place(site, entry).path) for entry in site.entries}
    return planted - {canonical(HOST + path) for path in found.entries}


@pytest.mark.parametrize("kind", SITES)
def test_every_report_is_seen_and_every_address_is_right(kind: str) -> None:
    found = followed(SITES[kind])

    assert found.wrong == []
    assert missed(SITES[kind], found) == set()
    assert found.lacks == []


@pytest.mark.parametrize("kind", SITES)
def test_no_page_of_a_list_is_asked_for_twice(kind: str) -> None:
    asked = followed(SITES[kind]).asked

    shown = [pages_of(SITES[kind], NOW)[target].body for target in asked]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("twin", MobileTwin)
def test_a_twin_for_telephones_is_listed_beside_its_article_and_is_the_same_article(twin: MobileTwin) -> None:
    entry = replace(report_of("云溪县教育局", 2024), mobile=twin)
    site = site_of("yearly", entries=(entry,), columns=(MAIN,))

    found = followed(site)

    assert len(found.entries) == 2
    assert {canonical(HOST + path) for path in found.entries} == {canonical(HOST + place(site, entry).path)}
