"""Pictures of every page, on a desk and on a phone, in Chinese and English, on paper and in the dark.

`python -m tests.making.screenshots folder` crawls a made world, starts the pages on loopback and writes one PNG for
each page, size and language; `--workspace` names a store other than that, `--only` the pages to make.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page

from monitor.access.roles import Signed
from monitor.web.frame import YEAR_COOKIE
from monitor.wiring import Workspace, find_and_load
from spiders.simulator.sample import REPORT_YEAR
from tests.making.rich_store import NOW, make_rich_store
from tests.monitor.web.browser import DESKTOP, PHONE, READER, chromium, page_of, served
from tests.monitor.web.every_page import entrances_of, pages_of, variants_of

_IN_PRINT = ("overview", "area", "unit-missing", "report", "report-revised", "findings", "finding")
_IN_THE_DARK = ("overview", "area", "unit-missing", "report", "findings", "operations", "sign-in")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a page is looked at."""

    name: str
    size: Mapping[str, int]
    language: Literal["zh", "en"] = "zh"
    dark: bool = False


_LOOKS = (
    _Look("desktop", DESKTOP),
    _Look("phone", PHONE),
    _Look("english", DESKTOP, "en"),
    _Look("english-phone", PHONE, "en"),
)
_DARK = _Look("dark", DESKTOP, dark=True)


def main(arguments: Sequence[str]) -> int:
    """Write the pictures; 1 where a page could not be shown."""
    told = _parser().parse_args(arguments)
    told.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-pictures-") as folder, chromium() as browser:
        store = told.workspace or Path(folder) / "store"
        if not store.exists():
            make_rich_store(store, browser)
        with closing(find_and_load(store, {})) as workspace:
            wrong = list(_pictures(workspace, browser, told.folder, frozenset(told.only or ())))
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


def _pictures(workspace: Workspace, browser: Browser, folder: Path, only: frozenset[str]) -> Iterator[str]:
    inside = {name: one.path for name, one in pages_of(workspace).items()} | variants_of(workspace)
    outside = {name: one.path for name, one in entrances_of(workspace).items()}
    yield from _of(workspace, browser, folder, _chosen(inside, only), READER)
    yield from _of(workspace, browser, folder, _chosen(outside, only), None)


def _chosen(paths: Mapping[str, str], only: frozenset[str]) -> Mapping[str, str]:
    return {name: path for name, path in paths.items() if not only or name in only}


def _of(
    workspace: Workspace,
    browser: Browser,
    folder: Path,
    paths: Mapping[str, str],
    who: Signed | None,
) -> Iterator[str]:
    with served(workspace, NOW, who) as address:
        for look in (*_LOOKS, _DARK):
            for name, path in paths.items():
                if not look.dark or name in _IN_THE_DARK:
                    yield from _picture(browser, f"{address}{path}", look, folder / f"{name}-{look.name}.png")
        for name, path in paths.items():
            if name in _IN_PRINT:
                _print(browser, f"{address}{path}", folder / f"{name}-print.png")


def _picture(browser: Browser, address: str, look: _Look, file: Path) -> Iterator[str]:
    with page_of(browser, dict(look.size), dark=look.dark) as page:
        page.on("pageerror", lambda error: wrong.append(f"{address}: {error}"))
        wrong = list[str]()
        page.context.add_cookies(_chosen_before(address, look.language))
        answer = page.goto(address)
        _settle(page)
        page.screenshot(path=str(file), full_page=True)
        if answer is None or answer.status >= 500:
            wrong.append(f"{address}: {answer and answer.status}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: wider than {look.name}")
    yield from wrong


def _print(browser: Browser, address: str, file: Path) -> None:
    """The first sheets of a page as they come out of a printer."""
    with page_of(browser, DESKTOP) as page:
        page.context.add_cookies(_chosen_before(address, "zh"))
        page.goto(address)
        _settle(page)
        document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    sheets = [document[number].render(scale=1).to_pil() for number in range(min(3, len(document)))]
    picture = Image.new("RGB", (sum(one.width + 8 for one in sheets), sheets[0].height), "grey")
    for number, sheet in enumerate(sheets):
        picture.paste(sheet, (number * (sheet.width + 8), 0))
    picture.save(file)


def _chosen_before(address: str, language: str) -> Any:
    """What a reader chose before: the language, and the year that is over."""
    chosen = {"language": language, YEAR_COOKIE: str(REPORT_YEAR)}
    return [{"name": name, "value": value, "url": address} for name, value in chosen.items()]


def _settle(page: Page) -> None:
    """Wait for charts to be drawn and frames to be filled."""
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--workspace", type=Path, help="a store that is there, or is to be kept")
    parser.add_argument("--only", nargs="+", help="names of pages")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
