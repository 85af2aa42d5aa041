"""The speed of reading beside what it is measured against: a bare tree, another library, one process."""

import io
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pdfplumber
from bs4 import BeautifulSoup

from crawler.domain.extraction import Extraction
from crawler.domain.report import Address
from crawler.flow import read_bytes
from crawler.forms import all_forms
from spiders.simulator.figures import seeded
from spiders.simulator.forms import FORM_2021
from tests.bench.reading_child import Reading, read_in_child
from tests.bench.samples import REAL_PDF, Sample, real_samples
from tests.making.figures import Accounts
from tests.making.pages import word_page
from tests.making.printing import as_pdf
from tests.making.reports import made_report
from tests.making.scanning import CLEAN, as_scanned_pdf
from tests.making.style import Chrome, Paste, Style
from tests.making.truth import Outcome, Truth, judged

ROUNDS = 9
PDF_ROUNDS = 5
_KILOBYTES = 100
_COLUMNS = [column.key for column in all_forms()[0].requests.columns]


def speed_lines(reports: Path) -> Iterator[str]:
    """All measurements of speed, as lines."""
    yield from _html_lines()
    yield from _pdf_lines(real_samples(reports).get(REAL_PDF, []) or [_made_pdf()])
    yield from _scan_lines()


def _html_lines() -> Iterator[str]:
    style = Style(paste=Paste.WORD, chrome=Chrome.TRS)
    page = word_page(made_report(seeded(1), FORM_2021, Accounts.DENSE, style), _KILOBYTES * 1024)
    text = page.decode()
    bare, ours = _medians(ROUNDS, lambda: BeautifulSoup(text, "lxml"), lambda: read_bytes(page, "page.html"))
    yield f"HTML of {len(page) / 1024:.0f} KB pasted from Word, median of {ROUNDS} interleaved rounds"
    yield f"  BeautifulSoup with lxml, its tree only    {bare:9.1f} ms   1.00"
    yield f"  ours, from bytes to cells and doubts      {ours:9.1f} ms   {ours / bare:.2f}   (goal: at most 1.50)"


def _pdf_lines(samples: Sequence[Sample]) -> Iterator[str]:
    for sample in samples:
        theirs, ours = _medians(
            PDF_ROUNDS, lambda body=sample.body: _extracted(body), lambda one=sample: read_bytes(one.body, one.name)
        )
        rows = tuple(dict.fromkeys(address.row for address in sample.truth if address.table == "requests"))
        extraction = read_bytes(sample.body, sample.name)
        right = sum(_row_is_right(extraction, sample.truth, row) for row in rows)
        found = _extracted(sample.body)
        others = sum(_figures_of(sample.truth, row) in found for row in rows)
        yield f"text PDF {sample.name}, median of {PDF_ROUNDS} interleaved rounds; right rows of table 3"
        yield f"  pdfplumber, extract_tables only           {theirs:9.1f} ms   1.00   {others} of {len(rows)}"
        yield (
            f"  ours, from bytes to cells and doubts      {ours:9.1f} ms   {ours / theirs:.2f}   {right} of {len(rows)}"
            f"   {theirs / ours:.1f} times as fast (goal: at least 3)"
        )


def _scan_lines() -> Iterator[str]:
    report = made_report(seeded(2), FORM_2021, Accounts.DENSE, Style(), brief=True)
    scan = as_scanned_pdf(as_pdf(report), CLEAN, most=1)
    alone = _seconds(lambda: read_in_child({"scan.pdf": scan}))
    together = _seconds(lambda: [one.finished() for one in [Reading({"scan.pdf": scan}) for _ in range(2)]])
    yield "scan of one page at 150 dpi, start of the process and of the recogniser included"
    yield f"  one process                               {alone:9.1f} s a page"
    yield (
        f"  two processes, a document each            {together / 2:9.1f} s a page"
        f"   {alone * 2 / together:.2f} times as fast"
    )


def _made_pdf() -> Sample:
    report = made_report(seeded(3), FORM_2021, Accounts.DENSE, Style())
    return Sample("made.pdf", as_pdf(report), report.truth)


def _extracted(body: bytes) -> set[tuple[str, ...]]:
    """The last seven filled cells of each row that pdfplumber finds."""
    rows = set()
    with pdfplumber.open(io.BytesIO(body)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                rows |= {tuple(text.strip() for text in row if text is not None)[-len(_COLUMNS) :] for row in table}
    return rows


def _figures_of(truth: Truth, row: str) -> tuple[str, ...]:
    return tuple(truth[Address("requests", row, column)].text for column in _COLUMNS)


def _row_is_right(extraction: Extraction, truth: Truth, row: str) -> bool:
    verdicts = (verdict for verdict in judged(extraction, truth) if verdict.address.table == "requests")
    return all(verdict.outcome is Outcome.RIGHT for verdict in verdicts if verdict.address.row == row)


def _medians(rounds: int, first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The medians in milliseconds of two things done in turn, after one of each to warm up."""
    first(), second()
    pairs = [(_seconds(first), _seconds(second)) for _ in range(rounds)]
    one, other = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    return one, other


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
