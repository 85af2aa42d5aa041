"""Ways to the column, and reports that stand beside them."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.domain.capture import Trail
from crawler.domain.titles import read_title
from spiders.aim import Aim, Role
from spiders.families import columns_behind, more_pages
from spiders.links import NEWS, is_column, is_news
from spiders.page import Page
from spiders.walk import SiteWalk

_PAGES_OF_NEWS = 5


def ways_beside_links(page: Page, walk: SiteWalk, aim: Aim) -> Iterator[tuple[str, int]]:
    """The frames of a front page; and while a report is owed, the next pages of a list of news."""
    if aim.depth == 0:
        yield from ((url, 1) for url in page.frames)
    if is_news(page.heading) and walk.owes():
        yield from ((ask.url, NEWS) for ask in more_pages(page)[:_PAGES_OF_NEWS] if ask.form is None)


def columns_of(page: Page, walk: SiteWalk, trail: Trail) -> Iterator[Aim]:
    """The columns that a page links to by their name, and those that only its script names."""
    columns = {link.url: link.text for link in page.links if is_column(link)}
    walk.columns.update(dict.fromkeys(url for url in columns if walk.may_ask(url)))
    for url, text in columns.items():
        yield Aim(Role.LIST, url, trail, column=url, text=text)
    for ask in columns_behind(page):
        walk.columns[page.url] = None
        yield Aim(Role.LIST, ask.url, trail, form=ask.form, column=page.url)


def listed_on_the_way(page: Page, trail: Trail) -> Iterator[Aim]:
    """Reports that a page on the way shows: they are there, whatever column they stand in."""
    trail = replace(trail, list_url=page.url, list_heading=page.heading)
    for link in page.links:
        title = read_title(link.text)
        if title is not None and title.report_year is not None:
            yield Aim(Role.ENTRY, link.url, replace(trail, link_text=link.text, list_date=link.day))
