"""Reading in children beside the crawl: what they give, and how they end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.domain.capture import Capture, CaptureKind, Trail
from crawler.domain.evidence import Stray
from crawler.domain.register import Register
from crawler.flow import read_or_stray
from crawler.readers.beside import Beside, ReadingFailed

pytestmark = pytest.mark.slow

PAGE = Capture(
    "http://a.gov.cn/1.html",
    CaptureKind.REPORT,
    "<p>政府信息公开工作年度报告</p>".encode(),
    datetime(2026, 2, 1, tzinfo=UTC),
    Trail("a.gov.cn", link_text="2024年政府信息公开工作年度报告"),
)
KILLED = """
import sys
from crawler.readers.beside import Beside
beside = Beside("time:strftime", None)
try:
    beside.ask("%Y")
except Exception:
    pass
print(beside._idle[0]._process.pid, flush=True)
Beside("tests.crawler.readers.test_beside:sleep", None).ask(60)
"""


def doubled(number: int, context: int) -> tuple[int, int]:
    return number * 2, os.getpid() if context == 0 else context


def die(_: object, __: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(seconds: float, _: object) -> None:
    time.sleep(seconds)


@pytest.fixture
def beside() -> Iterator[Beside]:
    with closing(Beside(f"{__name__}:doubled", 0)) as opened:
        yield opened


def test_a_child_reads_as_we_would_ourselves() -> None:
    with closing(Beside("crawler.flow:read_or_stray", Register([]))) as beside:
        read = beside.ask(PAGE)

    assert isinstance(read, Stray)
    assert read == read_or_stray(PAGE, Register([]))


def test_one_child_serves_one_asker_and_two_serve_two(beside: Beside) -> None:
    answers = [beside.ask(number) for number in range(3)]
    assert [answer[0] for answer in answers] == [0, 2, 4]
    assert len({pid for _, pid in answers}) == 1

    with ThreadPoolExecutor(2) as askers:
        both = list(askers.map(beside.ask, range(40)))
    assert [answer[0] for answer in both] == [number * 2 for number in range(40)]
    assert len({pid for _, pid in both}) <= 2


def test_what_is_raised_is_told_and_the_child_goes_on(beside: Beside) -> None:
    _, first = beside.ask(1)
    with pytest.raises(ReadingFailed, match="TypeError"):
        beside.ask(None)

    assert beside.ask(1) == (2, first)


def test_a_child_that_dies_is_an_error_and_another_takes_its_place() -> None:
    with closing(Beside(f"{__name__}:die", None)) as beside, pytest.raises(ReadingFailed, match="-9"):
        beside.ask(1)

    with closing(Beside(f"{__name__}:doubled", 0)) as beside:
        os.kill(beside.ask(1)[1], signal.SIGKILL)
        time.sleep(0.1)
        assert beside.ask(2)[0] == 4


def test_a_child_ends_with_those_who_asked_it_though_it_is_busy() -> None:
    root = Path(__file__).parents[3]
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True, cwd=root) as asker:
        assert asker.stdout is not None
        idle = int(asker.stdout.readline())
        busy = _other_child(asker.pid, idle)
        asker.send_signal(signal.SIGKILL)
        asker.wait(10)

    assert _gone(idle)
    assert _gone(busy)


def _other_child(parent: int, known: int) -> int:
    for _ in range(100):
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if others := [int(child) for child in children if int(child) != known]:
            time.sleep(0.5)
            return others[0]
        time.sleep(0.05)
    raise AssertionError("no other child was started")


def _gone(pid: int) -> bool:
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False
