"""Every kind of site that we know shows pages that are pages: they were not made for the rules that look at them."""

from itertools import islice

import pytest

from crawler.fetch.blocks import block_of
from crawler.fetch.charset import decode
from crawler.fetch.gone import gone_of
from crawler.fetch.hijack import signs_of_hijack
from spiders.simulator.building import pages_of
from spiders.simulator.families import FAMILIES
from spiders.simulator.generator import county
from spiders.simulator.pages import Page
from spiders.simulator.sample import AS_OF

_LOOKED_AT = 25


@pytest.mark.parametrize("family", FAMILIES)
def test_no_page_of_a_sound_site_is_blocked_gone_or_suspected(family: str) -> None:
    site = county(1, 1, family=family).site
    shown = (page for page in pages_of(site, AS_OF).values() if page.body and "html" in page.content_type)

    looked_at = {page.path: _told(page) for page in islice(shown, _LOOKED_AT)}

    assert len(looked_at) > 5
    assert {path: told for path, told in looked_at.items() if told != (None, None, ())} == {}


def _told(page: Page) -> tuple[object, ...]:
    html, url = decode(page.body, page.content_type), f"http://www.qinghe.example{page.path}"
    return block_of(page.status, {}, page.body), gone_of(page.status, url, url, html), signs_of_hijack(html, None)
