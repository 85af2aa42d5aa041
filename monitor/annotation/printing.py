"""Prints a page of ours to PDF with the Chromium that also renders pages for the crawl."""

import os
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from crawler.domain.errors import CrawlFailed, PrintingFailed
from crawler.fetch.browser import find_chromium
from monitor.child_process import run_in_child

_TIME_LIMIT = timedelta(seconds=120)
_REMEDY = "no Chromium was found to print it with: install one (apt-get install chromium), or write it as .html"
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--no-pdf-header-footer",
)


def print_page(page: str, environ: Mapping[str, str]) -> bytes:
    """The page as a PDF; raises PrintingFailed without a Chromium, and where that does not print it."""
    chromium = find_chromium(environ)
    if chromium is None:
        raise PrintingFailed(_REMEDY)
    with tempfile.TemporaryDirectory(prefix="gongkai-print-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_text(page, "utf-8")
        return _print(chromium, folder, environ)


def _print(chromium: Path, folder: Path, environ: Mapping[str, str]) -> bytes:
    written = folder / "page.pdf"
    # As root Chromium needs its sandbox off.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    places = (f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={written}", (folder / "page.html").as_uri())
    try:
        status = run_in_child(
            [str(chromium), *_OPTIONS, *sandbox, *places],
            _TIME_LIMIT,
            environ,
            on_line=_ignore,
            log=folder / "chromium.log",
        )
    except CrawlFailed as error:
        raise PrintingFailed(f"Chromium took longer than {_TIME_LIMIT}") from error
    if status != 0 or not written.exists():
        raise PrintingFailed(f"Chromium did not print it (exit status {status})")
    return written.read_bytes()


def _ignore(_: str) -> None:
    """What Chromium says of itself is of no use to anybody here."""
