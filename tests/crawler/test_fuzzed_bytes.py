"""Whatever the bytes, reading gives a report or says why not, and gives the same again."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Extraction
from crawler.flow import read_bytes

MOST = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
PAGE = (
    "<!DOCTYPE html><html><head><meta name='PubDate' content='2024-01-26'></head><body>"
    "<h1>云溪县2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>收到政府信息公开申请3件。</p><table>"
    "<tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>1</td><td rowspan=2>2</td><td>3</td></tr></table><table>"
    "<tr><td colspan=2>一、本年新收政府信息公开申请数量</td><td>1</td><td>2</td><td>0</td><td>0</td><td>0</td>"
    "<td>0</td><td>3</td></tr></table></body></html>"
).encode()


def outcome(body: bytes) -> Extraction | str:
    """A reading, or the reason for none; any other exception is a bug."""
    try:
        return read_bytes(body, "fuzzed")
    except (NotReadable, NotAnAnnualReport) as error:
        return error.reason


def mutated(body: bytes, random: Random) -> bytes:
    """The bytes with pieces lost, doubled, swapped or overwritten."""
    changed = bytearray(body)
    for _ in range(random.randint(1, 12)):
        start = random.randrange(len(changed) or 1)
        size = random.choice((1, 1, 2, 7, 40, 300))
        piece = bytes(changed[start : start + size])
        other = random.randrange(len(changed) or 1)
        changed[start : start + size] = random.choice((b"", piece * 2, random.randbytes(len(piece)), b"<td>9", b"\x00"))
        changed[other:other] = random.choice((b"", piece))
    return bytes(changed)


@given(body=st.binary(max_size=400))
@MOST
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    assert outcome(body) == outcome(body)


@given(text=st.text(max_size=300))
@MOST
def test_any_text_is_read_or_refused(text: str) -> None:
    assert outcome(text.encode()) == outcome(text.encode())


@given(random=st.integers(0, 2**32).map(Random))
@settings(MOST, max_examples=60)
def test_a_mutated_page_is_read_or_refused(random: Random) -> None:
    body = mutated(PAGE, random)

    assert outcome(body) == outcome(body)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda deep: b"<div>" * deep, id="divisions"),
        pytest.param(lambda deep: b"<table><tr><td>" * deep, id="tables"),
        pytest.param(lambda deep: b"<b>" * deep + b"1", id="inline tags"),
    ],
)
def test_deep_nesting_does_not_break_the_reading(make: Callable[[int], bytes]) -> None:
    title = "<h1>云溪县2023年政府信息公开工作年度报告</h1>".encode()

    assert isinstance(outcome(title + make(3000)), Extraction | str)


@cache
def _bytes_of(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(6))
@given(random=st.integers(0, 2**32).map(Random))
@MOST
def test_a_mutated_real_report_is_read_or_refused(real_reports: Path, number: int, random: Random) -> None:
    body = mutated(_bytes_of(sorted(real_reports.iterdir())[number]), random)

    assert outcome(body) == outcome(body)
