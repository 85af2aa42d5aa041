"""Whatever the bytes, reading gives a report or says why not, and gives the same again."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Extraction
from crawler.flow import read_bytes
from tests.making import bare
from tests.making.rar import new_rar, old_rar
from tests.making.zipped import zipped

_OUR_FAULT = re.compile(r"its reader (?:failed|crashed)|took longer|needed more")
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


_ROW = b"<w:tr><w:tc><w:p><w:r><w:t>2023</w:t></w:r></w:p></w:tc></w:tr>"
_CELL = b"<row r='1'><c r='A1' t='inlineStr'><is><t>2023</t></is></c><c r='B1'><v>1</v></c></row>"
_TEXT = (
    b"<ofd:TextObject ID='3' Boundary='10 10 50 10' Font='1' Size='5'>"
    b"<ofd:TextCode X='0' Y='5' DeltaX='g 3 5'>2023</ofd:TextCode></ofd:TextObject>"
)
SMALL = {
    "DOCX": bare.docx(b"<w:tbl>" + _ROW * 3 + b"</w:tbl>"),
    "XLSX": bare.xlsx(b"<sheetData>" + _CELL + b"</sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells>"),
    "OFD": bare.ofd(_TEXT * 2),
    "PDF": bare.pdf_page(bare.stream(b"BT /F 12 Tf 50 700 Td (2023) Tj ET 10 10 m 500 10 l S")),
    "PNG": bare.png(40, 40, 40),
    "TIFF": bare.tiff(40, 40),
    "ZIP": zipped({"a.html": PAGE, "b.zip": zipped({"c.txt": b"2023"})}),
    "RAR 4": old_rar({b"a.html": PAGE, b"b": b"2023"}),
    "RAR 5": new_rar({"a.html": PAGE, "b": b"2023"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
@given(random=st.integers(0, 2**32).map(Random), cut=st.booleans())
@settings(MOST, max_examples=40)
def test_a_small_file_that_is_cut_off_or_mutated_is_read_or_refused(name: str, random: Random, cut: bool) -> None:
    body = SMALL[name]
    broken = body[: random.randrange(len(body))] if cut else mutated(body, random)

    found = outcome(broken)

    assert not isinstance(found, str) or not _OUR_FAULT.search(found)
    assert found == outcome(broken)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["DOCX", "XLSX", "OFD"])
@given(random=st.integers(0, 2**32).map(Random))
@settings(MOST, max_examples=40)
def test_a_package_with_a_mutated_part_is_read_or_refused(name: str, random: Random) -> None:
    with ZipFile(BytesIO(SMALL[name])) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    chosen = random.choice(sorted(parts))

    found = outcome(zipped(parts | {chosen: mutated(parts[chosen], random)}))

    assert not isinstance(found, str) or not _OUR_FAULT.search(found)
