"""Addresses that lead elsewhere: home, in a circle, to a new place, to a private network."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from spiders.simulator.families import FAMILIES
from spiders.simulator.faults.flaw import Pages, redirect
from spiders.simulator.pages import HOME, STATUTORY, Page, Request
from spiders.simulator.sites import SimulatedSite

OldAddress = Callable[[str], Page]

UNREGISTERED = "127.9.9.9"
_NEW_PLACE = "/2025xb"
_GONE = "<html><body>您访问的页面不存在</body></html>"
_DELETED = '<html><head><meta charset="utf-8"><title>页面不存在</title></head><body>{}</body></html>'


def home(page: Page) -> Page:
    """The page's address leads home."""
    return redirect(page.path, HOME[1])


def to_private_address(page: Page) -> Page:
    """The page's address leads to one that is in no register, at the same port."""

    def answer(request: Request) -> Page:
        port = request.headers.get("host", "").partition(":")[2] or "80"
        return redirect(page.path, f"http://{UNREGISTERED}:{port}/")

    return replace(page, answers=answer)


def soft_404(page: Page) -> Page:
    """The page is gone, and the site says so with status 200."""
    text = _DELETED.format("<p>您访问的页面不存在或已被删除！</p>")
    return Page(page.path, text.encode(), "text/html; charset=utf-8")


def old_lists_home(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """All but the first page of every list leads home."""
    return {path: home(page) if page.list_page > 1 else page for path, page in pages.items()}


def circle(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """The column leads to itself for ever."""
    family = FAMILIES[site.family]
    front = family.front(family.column)
    return pages | {front: redirect(front, f"{front}?again=1")}


def circle_beside(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """A page beside the column leads to itself for ever."""
    path = STATUTORY[1]
    return pages | {path: redirect(path, f"{path}?again=1")}


def moved_away(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """The column stands at a new place, to which the menu leads; its old addresses are not found."""
    return _moved(site, pages, lambda path: Page(path, _GONE.encode(), "text/html; charset=utf-8", status=404))


def moved_on(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    """The column stands at a new place, to which the menu and its old addresses lead."""
    return _moved(site, pages, lambda path: redirect(path, _NEW_PLACE + path, 301))


def _moved(site: SimulatedSite, pages: Pages, old: OldAddress) -> Pages:
    column = FAMILIES[site.family].column
    moved: Pages = {}
    for path, page in pages.items():
        if path.startswith(column):
            moved[path] = old(path)
            moved[_NEW_PLACE + path] = _rewritten(page, column, _NEW_PLACE + path)
        else:
            moved[path] = _rewritten(page, column, path)
    return moved


def _rewritten(page: Page, column: str, path: str) -> Page:
    old, new = column.encode(), (_NEW_PLACE + column).encode()
    body = page.body.replace(old, new)
    answers = page.answers
    if answers is None:
        return replace(page, path=path, body=body)

    def answer(request: Request) -> Page | None:
        target = request.target.replace(_NEW_PLACE + column, column)
        answered = answers(replace(request, target=target, body=request.body.replace(new, old)))
        return answered and _rewritten(answered, column, path)

    return replace(page, path=path, body=body, answers=answer)
