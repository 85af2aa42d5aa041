"""Pictures of every page, on a desk and on a phone, over the store of the demonstration.

`python -m tests.making.screenshots folder` starts the pages on loopback and writes one PNG for each page and size;
`--workspace` names a store other than a fresh demonstration.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser

from monitor.wiring import Workspace, find_and_load
from spiders.simulator.sample import AS_OF
from tests.monitor.web.browser import DESKTOP, PHONE, chromium, page_of, served
from tests.monitor.web.every_page import VARIANTS, pages_of

_SIZES = {"desktop": DESKTOP, "phone": PHONE}


def main(arguments: Sequence[str]) -> int:
    """Write the pictures; 1 where a page could not be shown."""
    told = _parser().parse_args(arguments)
    told.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-pictures-") as folder:
        store = told.workspace or _demonstration(Path(folder) / "demo")
        with closing(find_and_load(store, {})) as workspace:
            wrong = list(_pictures(workspace, told.folder))
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


def _pictures(workspace: Workspace, folder: Path) -> Iterator[str]:
    now = AS_OF + timedelta(hours=2)
    with served(workspace, now) as address, chromium() as browser:
        for size in _SIZES:
            for name, path in (pages_of(workspace) | VARIANTS).items():
                yield from _picture(browser, f"{address}{path}", size, folder / f"{name}-{size}.png")


def _picture(browser: Browser, address: str, size: str, file: Path) -> Iterator[str]:
    with page_of(browser, _SIZES[size]) as page:
        answer = page.goto(address)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(file), full_page=True)
        if answer is None or answer.status >= 500:
            yield f"{address}: {answer and answer.status}"


def _demonstration(folder: Path) -> Path:
    demo = [sys.executable, "-m", "monitor.cli", "demo", "--folder", str(folder)]
    subprocess.run(demo, stdout=subprocess.DEVNULL, check=True)
    return folder


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--workspace", type=Path, help="a store that is there")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
