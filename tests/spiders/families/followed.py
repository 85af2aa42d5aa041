"""A list of a simulated site followed to its end without a crawl: page by page, by the families and by the links."""

from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit

from spiders.ask import Ask
from spiders.exhaustion import Lists, screen_of
from spiders.families import more_pages
from spiders.links import Promise, promise_of
from spiders.page import Page
from spiders.simulator import pages as simulated
from spiders.simulator.building import pages_of
from spiders.simulator.content import SimulatedReport
from spiders.simulator.families import FAMILIES
from spiders.simulator.figures import plausible_series, seeded
from spiders.simulator.forms import form_for
from spiders.simulator.sites import MAIN, MAIN_COLUMN, SHANGHAI, Column, Entry, SimulatedSite, published

NOW = datetime(2025, 4, 20, 9, tzinfo=SHANGHAI)
HOST = "http://yunxi.test"
UNITS = ("云溪县教育局", "云溪县民政局", "云溪县柳塘镇人民政府")
BELOW = (MAIN, Column("bm", "县直部门"))


@dataclass
class Followed:
    """What was asked for in order, the entries seen, the addresses where nothing stands, and what the lists lack."""

    asked: list[str] = field(default_factory=list)
    entries: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)

    @property
    def lacks(self) -> list[str]:
        return [failure.cause for failure in self.lists.failures()]


def report_of(unit: str, year: int, columns: tuple[str, ...] = (MAIN_COLUMN,)) -> Entry:
    figures = plausible_series(seeded(unit), [year], 4)[year]
    report = SimulatedReport(unit, year, figures, form_for(year).key, date(year + 1, 1, 9))
    return published(report, date(year + 1, 1, 10 + len(unit)), columns)


def site_of(family: str, years: tuple[int, ...] = (2021, 2022, 2023, 2024), **changes: object) -> SimulatedSite:
    """A site with the reports of three units, two of them in a column below the main one too."""
    entries = tuple(
        report_of(unit, year, (MAIN_COLUMN, "bm") if unit.endswith("局") else (MAIN_COLUMN,))
        for unit in UNITS
        for year in years
    )
    settings = {"name": "云溪县人民政府", "family": family, "entries": entries, "columns": BELOW, "page_size": 3}
    return SimulatedSite(**settings | changes)  # type: ignore[arg-type]  # a test's shorthand


def followed(
    site: SimulatedSite, now: datetime = NOW, after_the_first: datetime | None = None, without: str = ""
) -> Followed:
    """All lists of a site from its column's front page on, entries not opened; the site may change after that page."""
    found, pages = Followed(), pages_of(site, now)
    family = FAMILIES[site.family]
    waiting = deque([Ask(HOST + family.front(family.column))])
    known: set[str] = set()
    while waiting:
        ask = waiting.popleft()
        if ask.key in known:
            continue
        known.add(ask.key)
        found.asked.append(ask.url.removeprefix(HOST))
        page = _page(pages, ask) if found.asked[-1] != without else None
        pages = pages_of(site, after_the_first) if after_the_first and len(known) == 1 else pages
        if page is None:
            found.wrong.append(ask.url)
            continue
        waiting += _further(page, ask, found)
    return found


def _page(pages: dict[str, simulated.Page], ask: Ask) -> Page | None:
    target = ask.url.removeprefix(HOST)
    stored = pages.get(target) or pages.get(urlsplit(target).path)
    if stored is None:
        return None
    method, posted = ("GET", b"") if ask.form is None else ("POST", urlencode(ask.form).encode())
    headers = {"host": urlsplit(HOST).netloc}
    answered = stored.to(simulated.Request(method, target, headers, posted))
    return Page(ask.url, answered.body.decode(), ask.form) if answered else None


def _further(page: Page, ask: Ask, found: Followed) -> list[Ask]:
    if page.has_report:
        found.entries.add(page.url.removeprefix(HOST))
        return []
    more = more_pages(page)
    found.lists.add(screen_of(page, ask, more))
    promised = [(link.url, promise_of(link, UNITS)) for link in page.links]
    found.entries |= {url.removeprefix(HOST) for url, promise in promised if promise is Promise.ENTRY}
    below = [Ask(url) for url, promise in promised if promise in (Promise.UNIT, Promise.SUBLIST)]
    return [*more, *below]
