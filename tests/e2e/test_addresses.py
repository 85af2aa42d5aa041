"""The addresses of a register are looked at once each, and those that do not hold are named."""

import json
from pathlib import Path
from typing import Any

import pytest

from spiders.simulator.handmade import Answer, Pages, serving

pytestmark = pytest.mark.slow

FRONT = "<html><head><title>云溪县人民政府</title></head><body><a href='/zwgk/'>政务公开</a></body></html>"
SITES: dict[str, Pages] = {
    "good": {"/": FRONT, "/nb/": FRONT},
    "broken": {"/": Answer("<html>Internal Server Error</html>", status=503)},
    "gone": {"/": FRONT},
    "walled": {"/": Answer("<html><body>您的访问请求已被安全策略拦截 WAF</body></html>", status=412)},
    "moved": {"/": Answer(status=302, headers={"Location": "http://www.elsewhere.example/"})},
    "taken": {"/": "<html><head><title>真人荷官 老虎机 注册送彩金</title></head><body>六合彩特码</body></html>"},
}
EXPECTED = {
    ("good", "site_url"): "answers",
    ("good", "column_url"): "answers",
    ("broken", "site_url"): "error",
    ("gone", "site_url"): "answers",
    ("gone", "column_url"): "error",
    ("walled", "site_url"): "blocked",
    ("moved", "site_url"): "elsewhere",
    ("taken", "site_url"): "tampered",
    ("closed", "site_url"): "no_answer",
}
QUICK = {
    "GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true",
    "GONGKAI_CRAWL__DOWNLOAD_DELAY": "0",
}


def test_every_address_is_looked_at_once_and_what_does_not_hold_is_named(gongkai: Any, tmp_path: Path) -> None:
    gongkai("init", "ws")
    with serving(SITES) as sites:
        urls = {name: site.url for name, site in sites.items()} | {"closed": "http://127.0.0.99:9/"}
        columns = {name: f"{urls[name].rstrip('/')}/nb/" for name in ("good", "gone")}
        rows = [
            f"{name},{name}县人民政府,government,county,,{url},{columns.get(name, '')}" for name, url in urls.items()
        ]
        head = "id,name,kind,level,parent_id,site_url,column_url"
        (tmp_path / "units.csv").write_text("\n".join([head, *rows]), "utf-8")
        gongkai("--workspace", "ws", "units", "import", "units.csv")

        done = gongkai("--workspace", "ws", "units", "check", "--format", "json", **QUICK)

    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert {(one["unit"], one["column"]): one["outcome"] for one in found} == EXPECTED
    assert not any(one["on_government_host"] for one in found)
    assert sites["good"].asked.count("/nb/") == 1
    assert "9 addresses looked at, 9 to be looked into" in done.stderr
