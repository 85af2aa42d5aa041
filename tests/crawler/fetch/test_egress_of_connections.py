"""A connection is made to no private address, even where the guard has let its request pass."""

import pytest

from crawler.domain.unit import host_of
from spiders.simulator.handmade import serving
from tests.crawler.fetch.fetching import fetch

pytestmark = pytest.mark.slow


def test_a_name_that_leads_inside_by_the_time_of_the_connection_is_not_connected_to() -> None:
    with serving({"inside": {"/": "<html>inside</html>"}}) as sites:
        url = sites["inside"].url
        urls = [url, url.replace("127.1.0.2", "127.1.2")]
        told = {"hosts": [host_of(one) for one in urls], "plain": urls, "blind": True}
        answers, _ = fetch(told | {"settings": {"GONGKAI_ALLOW_PRIVATE_NETWORKS": False}})

    assert sites["inside"].asked == []
    assert [answer["error"] for answer in answers] == ["CannotResolveHostError"] * 2
