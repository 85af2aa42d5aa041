"""What a fault is made of: how it replants a site, changes its pages, and answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from spiders.simulator.building import place
from spiders.simulator.pages import Page, Request
from spiders.simulator.sites import SHANGHAI, Entry, Fault, SimulatedSite

CHANGED_AT = datetime(2025, 4, 17, 9, tzinfo=SHANGHAI)
"""When, on generated sites, the faults set in that come between two visits."""

Find = Callable[[Request], Page]
Pages = dict[str, Page]
_EVERY = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, how many the site had with it, and how often it was asked for exactly this before."""

    request: Request
    number: int = 1
    again: int = 0


def _found(asked: Asked, find: Find) -> Page | None:
    return find(asked.request)


def _as_built(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
    return pages


def _as_planned(site: SimulatedSite) -> SimulatedSite:
    return site


def _nothing(site: SimulatedSite) -> Iterable[Entry]:
    return ()


def _all_entries(site: SimulatedSite, lists_asked: int) -> SimulatedSite:
    return site


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault by its number, which never changes, and what a site with it does.

    `curable` says whether a good crawler can still see everything; `hidden` names what it cannot see where that is
    not everything. `replant` changes what stands on the site, `pages` the pages as built, `answer` the answer to one
    request, `stage` the site as a crawler sees it that has already asked for some pages of lists. One that
    `sets_in_later` is not there from the beginning.
    """

    number: int
    fault: Fault | None
    what: str
    curable: bool
    answer: Callable[[Asked, Find], Page | None] = _found
    pages: Callable[[SimulatedSite, Pages, datetime], Pages] = _as_built
    replant: Callable[[SimulatedSite], SimulatedSite] = _as_planned
    hidden: Callable[[SimulatedSite], Iterable[Entry]] = _nothing
    stage: Callable[[SimulatedSite, int], SimulatedSite] = _all_entries
    sets_in_later: bool = False

    @property
    def hides_all(self) -> bool:
        """Whether no report of the site counts as one that can be seen."""
        return not self.curable and self.hidden is _nothing

    def active(self, site: SimulatedSite, now: datetime) -> bool:
        """Whether the site has it at a moment."""
        return site.fault_since is None or site.fault_since <= now


def some_reports(site: SimulatedSite) -> tuple[Entry, ...]:
    """Every third report on the last year: those that a fault of single reports strikes."""
    reports = [entry for entry in site.entries if entry.report is not None]
    last = max((entry.report.year for entry in reports if entry.report is not None), default=0)
    return tuple(entry for entry in reports if entry.report is not None and entry.report.year == last)[::_EVERY]


def old_reports(site: SimulatedSite) -> tuple[Entry, ...]:
    """The reports on all years but the last."""
    reports = [entry for entry in site.entries if entry.report is not None]
    last = max((entry.report.year for entry in reports if entry.report is not None), default=0)
    return tuple(entry for entry in reports if entry.report is not None and entry.report.year < last)


def changed(
    choose: Callable[[SimulatedSite], Iterable[Entry]], change: Callable[[Page], Page], *, files: bool = False
) -> Callable[[SimulatedSite, Pages, datetime], Pages]:
    """Change the pages of some entries; `files` those of their files, too."""

    def pages_of_fault(site: SimulatedSite, pages: Pages, now: datetime) -> Pages:
        places = [place(site, entry) for entry in choose(site)]
        paths = {one.path for one in places} | {one.file_path for one in places if files and one.file_path}
        return pages | {path: change(pages[path]) for path in paths if path in pages}

    return pages_of_fault


def everywhere(change: Callable[[Page], Page]) -> Callable[[SimulatedSite, Pages, datetime], Pages]:
    """Change every page."""
    return lambda site, pages, now: {path: change(page) for path, page in pages.items()}


def inserted(page: Page, html: str, before: bytes = b'<div class="main">\n') -> Page:
    """A page with something more at the head of its content, in characters that every charset has."""
    more = html.encode("ascii", "xmlcharrefreplace")
    return replace(page, body=page.body.replace(before, before + more, 1))


def redirect(path: str, to: str, status: int = 302) -> Page:
    """An answer that sends on."""
    return Page(path, b"", status=status, headers=(("Location", to),))
