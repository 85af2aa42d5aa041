"""An archived original is shown with its marks; nothing in it runs, and it asks nobody for anything."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from bs4 import BeautifulSoup
from fastapi import Response

from crawler.domain.errors import ArchiveDamaged
from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.report import Address, Cell, CellState, Place, Report
from crawler.domain.wording import Language
from crawler.readers.html.tree import path_of, tree_of
from monitor.annotation.writing import placed_page
from monitor.web.report.originals import Originals, shown_original
from tests.monitor.web.browser import chromium

TOTAL = Address.parse("requests.granted.total")
ADDRESS = "http://www.example.gov.cn/nb.html"
HOSTILE = """<html><head><base href="{away}/base/"><meta http-equiv="refresh" content="0;url={away}/refresh">
<link rel="stylesheet" href="{away}/link.css"><link rel="prefetch" href="{away}/prefetch">
<style>@import "{away}/import.css"; @font-face {{ font-family: x; src: url({away}/font) }} p {{ font-family: x }}
td {{ background: url({away}/css.png) }}</style><script>fetch("{away}/head")</script></head>
<body onload="fetch('{away}/onload')" background="{away}/body.png">
<script src="{away}/script.js"></script><iframe src="{away}/frame"></iframe>
<img src="{away}/img.png" onerror="alert(1)">
<svg onload="fetch('{away}/svg')"><image href="{away}/svg.png"/></svg><object data="{away}/object"></object>
<video src="{away}/video" autoplay></video><a id="gongkai-{total}" href="javascript:alert(1)" ping="{away}/ping">x</a>
<form action="{away}/form"><input autofocus onfocus="this.form.submit()"></form>
<table><tr><td id="here" style="background: url({away}/style.png)" onclick="alert(1)">12</td></tr></table>
</body></html>"""


def hostile(away: str) -> str:
    return HOSTILE.format(away=away, total=TOTAL)


def shown(page: str, *doubts: Doubt, telling: bool = False, cell: Cell | None = None) -> str:
    tag = tree_of(page).find(id="here")
    place = Place(path=path_of(tag)) if tag is not None else Place(page=1)
    read = cell or Cell(CellState.NUMBER, Decimal(12), "12", where=place)
    report = Report(None, None, None, "form_2021", cells={TOTAL: read})
    return placed_page(page.encode(), Extraction(report, doubts, Medium.HTML, ""), ADDRESS, {}, telling=telling)


def test_nothing_that_acts_is_left_of_a_hostile_page() -> None:
    soup = BeautifulSoup(shown(hostile("http://evil.example")), "lxml")

    left = {tag.name for tag in soup.find_all(True)}
    assert not left & {"script", "iframe", "object", "svg", "video", "link", "input", "image"}
    assert [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on") or name == "ping"] == []
    assert [tag["content"] for tag in soup.find_all("meta", attrs={"http-equiv": "refresh"})] == []
    assert all(not str(tag["href"]).startswith("javascript") for tag in soup.find_all(href=True))


def test_a_cell_is_led_to_by_its_name_and_no_page_can_forge_one() -> None:
    soup = BeautifulSoup(shown(hostile("http://evil.example")), "lxml")

    named = soup.find_all(id=f"gongkai-{TOTAL}")
    assert [tag.parent.name for tag in named if tag.parent is not None] == ["td"]


def test_a_cell_without_a_place_is_named_among_those_that_have_none() -> None:
    soup = BeautifulSoup(shown("<p>12</p>"), "lxml")

    place = soup.find(id=f"gongkai-{TOTAL}")
    assert place is not None
    assert place.find_parent("details") is not None


def test_our_doubts_are_in_the_page_of_operators_alone() -> None:
    page, doubt = hostile("http://evil.example"), Doubt("shifted_row", "the row seems shifted", (TOTAL,))

    assert "shifted_row" in shown(page, doubt, telling=True)
    assert "shifted_row" not in shown(page, doubt)
    assert "gongkai-uncertain" in re.sub("<style>.*?</style>", "", shown(page, doubt), flags=re.DOTALL)


def test_what_a_person_corrected_is_not_marked_as_read_for_certain() -> None:
    page = "<table><tr><td id=here>12</table>"
    tag = tree_of(page).find(id="here")
    assert tag is not None
    where = Place(path=path_of(tag))
    ours = Cell(CellState.NUMBER, Decimal(12), "12", where=where)
    cell = Cell(CellState.NUMBER, Decimal(21), "12", by="correction", where=where, read=ours)

    marked = BeautifulSoup(shown(page, cell=cell), "lxml").find("td")

    assert marked is not None
    assert "gongkai-uncertain" in marked["class"]


def test_an_original_that_cannot_be_drawn_says_so_and_tells_no_reason_to_strangers() -> None:
    def damaged() -> bytes:
        raise ArchiveDamaged("secret.warc.gz@12", "cut short")

    answers = [shown_original(damaged, Language.CHINESE, telling=telling) for telling in (False, True)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert ["secret.warc.gz" in bytes(answer.body).decode() for answer in answers] == [False, True]
    assert "原件无法在此显示" in bytes(answers[0].body).decode()


def test_an_original_is_drawn_once_and_the_oldest_makes_room() -> None:
    drawn: list[str] = []
    originals = Originals(most=10)

    def draw(name: str) -> bytes:
        drawn.append(name)
        return b"12345678"

    for name in ("a", "a", "b", "b", "a"):
        originals.get(name, lambda name=name: draw(name))  # type: ignore[misc]

    assert drawn == ["a", "b", "a"]


@contextmanager
def served(answers: dict[str, Response], asked: list[str]) -> Iterator[str]:
    """A server on loopback that gives these answers by their paths, and notes all that it is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answer = answers.get(self.path, Response(status_code=404))
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(bytes(answer.body))

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.slow
def test_a_browser_asks_nobody_for_anything_of_a_hostile_page_even_if_its_markup_were_left_as_it_is() -> None:
    answers: dict[str, Response] = {}
    asked: list[str] = []
    dialogs: list[str] = []
    with served(answers, asked) as here, chromium() as browser:
        for name, body in (("shown", shown(hostile(here))), ("left", hostile(here))):
            answers[f"/{name}"] = shown_original(body.encode, Language.CHINESE, telling=False)
            frame = f'<iframe sandbox="" src="/{name}#gongkai-{TOTAL}"></iframe>'
            answers[f"/of/{name}"] = Response(
                f"<!doctype html><link rel=icon href=data:,>{frame}", media_type="text/html"
            )
            tab = browser.new_page()
            tab.on("dialog", lambda dialog: dialogs.append(dialog.message))
            tab.goto(f"{here}/of/{name}")
            tab.frame_locator("iframe").locator("td").wait_for()
            tab.wait_for_timeout(200)

    assert sorted(set(asked)) == ["/left", "/of/left", "/of/shown", "/shown"]
    assert dialogs == []
