"""How the connection of an answer was not an ordinary one is told with what was kept of it."""

from datetime import UTC, datetime

import pytest
from scrapy.http import Request, Response

from crawler.domain.capture import CaptureKind, Trail
from crawler.fetch.tls import LEGACY, REASON, UNVERIFIED
from spiders.aim import Aim, Role
from spiders.answer import Answer

URL = "https://www.yunxi.gov.cn/nb/1.pdf"
WHY = {REASON: "certificate has expired"}


@pytest.mark.parametrize(
    ("flags", "meta", "expected"),
    [
        ([], {}, ""),
        (["cached"], {}, ""),
        ([UNVERIFIED], WHY, "tls:unverified: certificate has expired"),
        ([UNVERIFIED, LEGACY], WHY, "tls:unverified, tls:legacy: certificate has expired"),
        ([LEGACY], {}, "tls:legacy"),
        ([], WHY, ""),
    ],
    ids=["ordinary", "another flag", "unverified", "unverified and old", "for no reason", "redirected to a better one"],
)
def test_a_capture_tells_how_it_came(flags: list[str], meta: dict[str, str], expected: str) -> None:
    response = Response(URL, body=b"%PDF", flags=flags, request=Request(URL, meta=meta))
    aim = Aim(Role.ATTACHMENT, URL, Trail("www.yunxi.gov.cn"))

    capture = Answer(response, aim, datetime(2025, 4, 10, tzinfo=UTC)).capture(CaptureKind.ATTACHMENT)

    assert capture.transport == expected
