"""Milliseconds per report read, beside lxml's bare parse of the same page; texts and PDFs by themselves.

`python -m tests.bench.reading [FOLDER]` reads the documents of a folder, too.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import lxml.html

from crawler.domain.errors import GongkaiError
from crawler.flow import read_bytes
from spiders.simulator.building import pages_of
from spiders.simulator.sample import sample_world

ROUNDS = 5
DEFAULT_FOLDER = Path("..") / "shared" / "reports"


def main(arguments: Sequence[str]) -> None:
    """Measure, and print medians and ratios."""
    pages = _report_pages()
    bare = _milliseconds(lambda body: lxml.html.fromstring(body), pages)
    ours = _milliseconds(lambda body: read_bytes(body, "page.html"), pages)
    size = statistics.mean(len(body) for body in pages) / 1024
    _say(f"reading {len(pages)} HTML reports of {size:.0f} KB, median of {ROUNDS} interleaved rounds")
    _say(f"  lxml, building the tree only              {bare:8.2f} ms/report   1.0")
    _say(f"  ours, from bytes to cells and doubts      {ours:8.2f} ms/report   {ours / bare:.1f}")
    folder = Path(arguments[0]) if arguments else DEFAULT_FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        body = path.read_bytes()
        _say(f"  {path.name:<42}{_milliseconds(lambda body: read_bytes(body, 'report'), [body]):8.2f} ms/report")


def _report_pages() -> list[bytes]:
    world = sample_world()
    bodies = [page.body for site in world.sites for page in pages_of(site, world.as_of).values()]
    return [body for body in bodies if _is_report(body)]


def _is_report(body: bytes) -> bool:
    try:
        return bool(read_bytes(body, "page").report.cells)
    except GongkaiError:
        return False


def _milliseconds(read: Callable[[bytes], object], bodies: Sequence[bytes]) -> float:
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for body in bodies:
            read(body)
        rounds.append((time.perf_counter() - started) * 1000 / len(bodies))
    return statistics.median(rounds)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
