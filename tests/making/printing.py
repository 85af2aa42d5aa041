"""Made reports on paper: printed to PDF by Chromium, on sheets or on one long page."""

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.fetch.browser import find_chromium
from tests.making.pages import article
from tests.making.reports import MadeReport
from tests.making.style import Markup, Padding, Paste

_LIMIT_SECONDS = 60
_TIMES = re.compile(rb"/(?:CreationDate|ModDate) \(D:\d{14}")
_SHEET = """
@page {{ size: {size}; margin: {margin}mm; }}
body {{ font: {points}pt "Noto Serif CJK SC", serif; line-height: 1.5; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border: 0.6pt solid black; padding: 1.5pt 2pt; text-align: center; font-weight: normal; line-height: 1.25; }}
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a report is printed on, `size` as style sheets name it; `points` is the height of its letters."""

    size: str = "A4"
    margin: int = 18
    points: float = 10.5


SHEETS = (Paper(), Paper("A4 landscape", 15), Paper("A4", 25, 9))
LONG_PAGE = Paper("210mm 900mm", 10)
"""All of a brief report on one page, as the long pictures of governments are."""


def as_pdf(report: MadeReport, paper: Paper = SHEETS[0]) -> bytes:
    """The report as a PDF with a text layer."""
    chromium = find_chromium(os.environ)
    if chromium is None:
        raise FileNotFoundError("chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(printable(report, paper), "utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        command = [
            str(chromium),
            *options,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT_SECONDS)
        return without_times(printed.read_bytes())


def printable(report: MadeReport, paper: Paper) -> str:
    """The page that is printed: no markup but what paper shows, and narrow enough that paper cuts nothing off."""
    style = replace(report.style, paste=Paste.PLAIN, markup=Markup.QUOTED, padding=Padding.NONE)
    sheet = _SHEET.format(size=paper.size, margin=paper.margin, points=paper.points)
    body = article(replace(report, style=style))
    head = f'<meta charset="utf-8"><style>{sheet}</style>'
    return f'<!DOCTYPE html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def without_times(body: bytes) -> bytes:
    """The PDF without the moment it was made at; its length stays."""
    return _TIMES.sub(lambda time: time[0][:-14] + b"20240101000000", body)
