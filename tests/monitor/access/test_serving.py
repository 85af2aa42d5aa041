"""Serving: where it is refused, and a real server from its first start to its end."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from crawler.domain.errors import BadConfig
from monitor.serving import Place, refuse_unsafe
from tests.monitor.access.site import PASSWORD, Site


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "gk.example.gov.cn"])  # noqa: S104 - refused here
def test_other_machines_are_not_listened_to_without_encryption(host: str) -> None:
    with pytest.raises(BadConfig, match="others could listen to passwords"):
        refuse_unsafe(Place(host, 8080), "", print)
    with pytest.raises(BadConfig):
        refuse_unsafe(Place(host, 8080), "http://gk.example.gov.cn", print)


@pytest.mark.parametrize(
    ("place", "public_url", "warned"),
    [
        pytest.param(Place("127.0.0.1", 8080), "", 0, id="this machine"),
        pytest.param(Place("::1", 8080), "", 0, id="this machine by IPv6"),
        pytest.param(Place("localhost", 8080), "", 0, id="this machine by name"),
        pytest.param(Place("10.0.0.1", 8080), "https://gk.example.gov.cn", 1, id="TLS elsewhere"),
        pytest.param(Place("10.0.0.1", 8080, behind_proxy=True), "", 2, id="a proxy, and no name"),
    ],
)
def test_where_it_may_be_served_it_warns_of_what_is_open(place: Place, public_url: str, warned: int) -> None:
    said: list[str] = []

    refuse_unsafe(place, public_url, said.append)

    assert len(said) == warned


@contextmanager
def served(site: Site, *options: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The program as one starts it, and what it said until it served."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    command = [sys.executable, "-m", "monitor.cli", "serve", "--workspace", str(site.workspace.folder), *options]
    with subprocess.Popen(command, env=plain, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said: list[str] = []
        for line in server.stderr:
            said.append(line)
            if line.startswith("serving"):
                break
        try:
            yield server, said
        finally:
            server.kill()


@pytest.mark.slow
def test_a_first_start_from_the_set_up_link_to_a_clean_end(open_site: Callable[..., Site], free_port: int) -> None:
    site = open_site()
    with served(site, "--port", str(free_port), "--now", "2025-04-20T09:00") as (server, said):
        link = re.search(r"http://localhost:\d+/set-up/\S+", "".join(said))
        assert link
        browser = requests.Session()
        browser.trust_env = False
        filled_in = {"name": "li", "password": PASSWORD, "again": PASSWORD}

        answer = patiently(lambda: browser.post(link.group(), data=filled_in, allow_redirects=False, timeout=5))

        assert answer.status_code == 303
        assert "server" not in answer.headers
        me = browser.get(f"http://localhost:{free_port}/api/v1/me", timeout=5).json()
        assert me["grants"] == [{"role": "administrator", "area_id": None}]
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) in (0, -signal.SIGTERM)
    with site.work() as work:
        assert [entry.at.isoformat()[:16] for entry in work.audit.latest(1)] == ["2025-04-20T01:00"]


def patiently(ask: Callable[[], requests.Response]) -> requests.Response:
    """It says that it serves a moment before it does."""
    for _ in range(100):
        try:
            return ask()
        except requests.ConnectionError:
            signal.sigtimedwait([], 0.05)
    return ask()
