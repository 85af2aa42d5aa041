"""A page in a real browser reaches nothing but registered hosts, and is told from the page of another host.

A page that does not come to its end meanwhile is given up, and holds up nobody.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from crawler.domain.unit import host_of
from spiders.simulator.handmade import Answer, Pages, serving
from tests.crawler.fetch.fetching import fetch

pytestmark = pytest.mark.slow

ROWS = '{"rows": [{"title": "年度报告"}]}'
SLOW = {"/slow": Answer("<html>" + "x" * 60_000, pause=0.5)}
OTHER = {"/": "<html>secret</html>", "/x.json": "[1]", "/frame": "<html>frame</html>"}


def pages(other: str) -> Pages:
    """The pages of a site that tries in every way to have another host asked."""
    socket = other.replace("http:", "ws:")
    tries = f"""<div id="rows"></div><iframe src="{other}frame"></iframe><iframe src="/hop"></iframe>
<link rel="preconnect" href="{other}"><link rel="prefetch" href="{other}x.json"><script src="{other}x.js"></script>
<script>
fetch("{other}x.json").catch(function () {{}}); fetch("/hop").catch(function () {{}});
navigator.sendBeacon("{other}beacon", "x"); new Image().src = "{other}i.png"; new WebSocket("{socket}socket");
new RTCPeerConnection({{iceServers: [{{urls: "stun:{host_of(other)}"}}]}}).createDataChannel("x");
fetch("/rows", {{method: "POST", body: new URLSearchParams({{page: "1", type: ""}})}})
  .then(function (answer) {{ return answer.text(); }})
  .then(function (text) {{ document.getElementById("rows").textContent = text; }});
</script>"""
    return {
        "/tries": f"<html><body>{tries}</body></html>",
        "/hop": Answer(status=302, headers={"Location": other}),
        "/leaves": f'<html><body>here<script>location.href = "{other}";</script></body></html>',
        "/file": Answer(b"PK" * 500, headers={"Content-Type": "application/zip", "Content-Disposition": "attachment"}),
        "/rows": ROWS,
    }


def told(sites: Mapping[str, Any]) -> dict[str, Any]:
    town, slow = sites["town"].url, sites["slow"].url
    drawn = [f"{slow}slow", *(f"{town}{path}" for path in ("tries", "hop", "leaves", "file"))]
    return {"hosts": [host_of(town), host_of(slow)], "drawn": drawn, "settings": {"GONGKAI_BROWSER_SECONDS": 20}}


def test_nothing_but_registered_hosts_is_reached_from_a_browser() -> None:
    with serving({"other": OTHER, "town": {}, "slow": SLOW}) as sites:
        sites["town"].pages = pages(sites["other"].url)
        answers, counts = fetch(told(sites))
        by_path = {answer["url"].rpartition("/")[2]: answer for answer in answers}

    assert sites["other"].asked == []
    assert counts["gongkai/browser/refused"] > 0
    assert ROWS in by_path["tries"]["text"]
    for path in ("hop", "leaves"):
        assert by_path[path]["error"] == "NotAllowed"
        assert "its host is not in the register" in by_path[path]["why"]
    assert "did not finish within 20 seconds" in by_path["slow"]["why"]
    assert by_path["file"]["text"].startswith("PKPK")
    assert counts["gongkai/browser/pages_open"] == 0
    assert counts["gongkai/browser/pages"] == 2
    assert counts["gongkai/browser/started"] == 1
    [seen] = by_path["tries"]["seen"]
    assert seen == [f"{sites['town'].url}rows", "POST", [["page", "1"], ["type", ""]], ROWS]
