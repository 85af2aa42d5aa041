"""A browser that dies takes one page at most with it, and a crawl that dies takes its browser with it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from crawler.domain.unit import host_of
from spiders.simulator.handmade import Answer, HandmadeSite, serving
from tests.crawler.fetch.fetching import ENVIRONMENT, command, read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are found in /proc"),
]

PAGE = Answer('<html><body>page<script>fetch("/more");</script></body></html>')
PAGES = {f"/{number}": PAGE for number in range(3)} | {"/more": "[1]"}


def below(process: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, listed.read_text().split()):
                yield child
                yield from below(child)


def is_driver(process: int) -> bool:
    with suppress(OSError):
        return b"run-driver" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def wait_until(happened: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        time.sleep(0.05)
    return happened()


def started(site: HandmadeSite) -> "subprocess.Popen[str]":
    """A crawl that draws the pages of a site."""
    drawn = [f"{site.url}{number}" for number in range(3)]
    told = {"hosts": [host_of(site.url)], "drawn": drawn}
    return subprocess.Popen(command(told), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)


def test_the_pages_after_the_death_of_the_driver_are_drawn_by_another_one() -> None:
    with serving({"town": PAGES}) as sites, started(sites["town"]) as crawl:
        assert wait_until(lambda: "/1" in sites["town"].asked)
        os.kill(next(filter(is_driver, below(crawl.pid))), signal.SIGKILL)
        answers, counts = read(crawl.communicate(timeout=60)[0])

    assert [answer.get("status") for answer in answers] == [200] * 3
    assert counts["gongkai/browser/started"] == 2
    assert counts["gongkai/browser/pages_open"] == 0


def test_nothing_of_the_browser_outlives_a_crawl_that_is_killed() -> None:
    with serving({"town": PAGES}) as sites, started(sites["town"]) as crawl:
        assert wait_until(lambda: "/0" in sites["town"].asked)
        family = tuple(below(crawl.pid))
        crawl.kill()
        crawl.wait()

        assert len(family) > 2
        assert wait_until(lambda: not any(Path(f"/proc/{process}").exists() for process in family), 10)
