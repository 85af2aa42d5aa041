"""Pages that block us are told from pages that let themselves be seen."""

import pytest

from crawler.fetch.blocks import block_of

SCRIPT = b"<html><script>document.cookie=('_')+('_')</script></html>"
LOGIN = "<html><head><title>系统提示</title></head></html>".encode()
REPORT = "（本列数据的勾稽关系为：第一项加第二项之和）"


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        pytest.param(521, {}, b"", id="521"),
        pytest.param(412, {}, b"", id="412"),
        pytest.param(403, {}, b"", id="403"),
        pytest.param(429, {}, b"", id="429"),
        pytest.param(503, {"set-cookie": "__jsluid_s=1"}, b"", id="an error with the firewall's cookie"),
        pytest.param(200, {}, SCRIPT, id="a script that sets a cookie"),
        pytest.param(200, {}, b"<script>$_ts=window['$_ts']; $_ts = window['x']</script>", id="a script that hides"),
        pytest.param(200, {}, LOGIN, id="a login page"),
        pytest.param(200, {}, "<title>系统提示</title>".encode("gbk"), id="a login page in GBK"),
    ],
)
def test_a_block_is_seen(status: int, headers: dict[str, str], body: bytes) -> None:
    assert block_of(status, headers, body) is not None


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        pytest.param(200, {}, b"<html>news</html>", id="a page"),
        pytest.param(200, {"set-cookie": "__jsluid_s=1"}, b"<html>news</html>", id="a page with the firewall's cookie"),
        pytest.param(404, {}, b"", id="not found is no block"),
        pytest.param(200, {}, SCRIPT + REPORT.encode(), id="a report with a suspicious script"),
        pytest.param(200, {}, SCRIPT + REPORT.encode("gbk"), id="a report in GBK with a suspicious script"),
    ],
)
def test_a_page_is_no_block(status: int, headers: dict[str, str], body: bytes) -> None:
    assert block_of(status, headers, body) is None
