"""Evidence: what a crawl proves about a site, and what speaks for a publication date."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from crawler.domain.wording import Text


class VisitOutcome(StrEnum):
    """How a visit to a site ended. Only COMPLETE proves that our eyes were open."""

    COMPLETE = "complete"
    DOWN = "down"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    COLUMN_NOT_FOUND = "column_not_found"
    LISTING_INCOMPLETE = "listing_incomplete"
    BUDGET_SPENT = "budget_spent"
    REDIRECTED_HOME = "redirected_home"
    NOT_IDENTIFIED = "not_identified"
    HIJACKED = "hijacked"


@dataclass(frozen=True, slots=True)
class Failure:
    """One page that we could not see, and why."""

    url: str
    cause: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A report that a list names by its title, fetched or not: whose, and on which year."""

    unit_id: str
    report_year: int


@dataclass(frozen=True, slots=True)
class SeenList:
    """One list, all its pages taken together: what it announces of itself, beside what was seen of it.

    None stands where the list announces nothing.
    """

    url: str
    pages_seen: int
    rows_seen: int
    pages_announced: int | None = None
    rows_announced: int | None = None


class SearchOutcome(StrEnum):
    """What became of the site's own search."""

    NONE = "none"
    NOT_NEEDED = "not_needed"
    TRIED = "tried"
    FAILED = "failed"


NOT_SHOWN = "no other report of this unit, nor of its kind, is listed"
NONE_OF_YEAR = "no unit of this site has a report on the year listed"
"""Said of a visit that saw lists, and nothing of what stands where the report should."""

NOT_KEPT = "our own fault: what was found could not be kept"
"""Said of what was found on a visit and is lost to us."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One crawl of one site: what was reached, and what was not.

    `columns` are the addresses of the annual report columns found; `entries` counts the links
    that could be reports; `pages` counts the pages fetched. `report_year` is the only year of work whose
    reports were fetched, None for all; `looked_for` are the fingerprints of the units whose reports could be
    recognised. A visit says nothing of years and units that it did not look for. `listed` are the reports,
    of all years, that its lists name.

    `identified_by` is the name of a unit by which the site was known to be the one we meant; `lists` are what
    was paged through; `search` is what became of the site's own search. `requests` went out and `outcomes` came
    back. A visit that was not `thorough` looked at the fronts of known lists only and proves no absence.
    """

    site_id: str
    started_at: datetime
    ended_at: datetime
    outcome: VisitOutcome
    columns: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    entries: int = 0
    pages: int = 0
    failures: tuple[Failure, ...] = field(default=(), repr=False)
    report_year: int | None = None
    looked_for: tuple[str, ...] = field(default=(), repr=False)
    listed: tuple[Listed, ...] = field(default=(), repr=False)
    identified_by: str = ""
    lists: tuple[SeenList, ...] = field(default=(), repr=False)
    search: SearchOutcome = SearchOutcome.NONE
    requests: int = 0
    outcomes: int = 0
    thorough: bool = True

    @property
    def good(self) -> bool:
        """Whether a report that was not found on this visit was not there to be found."""
        return self.outcome is VisitOutcome.COMPLETE and self.thorough

    def having_lost(self, losses: Iterable[Failure]) -> "Visit":
        """The visit, where these were found and could not be kept: it cannot say that they were not there."""
        lost = tuple(loss for loss in losses if loss not in self.failures)
        incomplete = lost and self.outcome is VisitOutcome.COMPLETE
        outcome = VisitOutcome.LISTING_INCOMPLETE if incomplete else self.outcome
        return replace(self, outcome=outcome, failures=(*self.failures, *lost)) if lost else self


class DateBasis(StrEnum):
    """What a publication date rests on, strongest first."""

    PAGE = "page"
    LIST = "list"
    UPDATED = "updated"
    SIGNED = "signed"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a source shows of a report, and where it was read.

    `where` is the mark or the words that it stands in: `meta PubDate: 2024-03-08 15:34`, `发布日期：2024-03-08`,
    the line of a signature, `t20240308_`. `url` is the page that shows it, "" where that is the report itself.
    """

    basis: DateBasis
    day: date
    where: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A report of a unit on a year as the store knows it: one address, first and last seen.

    The dates are what the sources say of themselves, `dates` with where each was read, strongest first.
    `transport` says how the connection was not an ordinary one over which its last edition came.
    `first_seen` and `last_seen` are our own captures; `last_listed` is when a list was last seen to name it,
    opened or not, and `last_absent` the last complete visit before the first sight that looked for it and
    did not find it. Whether that one proves anything is for the obligations to say. `lists` are the pages, each
    by address and heading, whose links led us to it.
    """

    unit_id: str
    report_year: int
    url: str
    page_date: date | None
    list_date: date | None
    url_date: date | None
    signed_date: date | None
    first_seen: datetime
    last_seen: datetime
    digest: str
    revisions: int
    dates: tuple[Dated, ...] = ()
    last_listed: datetime | None = None
    last_absent: datetime | None = None
    transport: str = ""
    lists: tuple[tuple[str, str], ...] = ()

    @property
    def last_met(self) -> datetime:
        """When it was last known to be there: seen itself, or named by a list."""
        return self.last_seen if self.last_listed is None else max(self.last_seen, self.last_listed)


class Met(NamedTuple):
    """When we met a unit's report on a year first and last: seen itself, or named by a list."""

    unit_id: str
    report_year: int
    first_seen: datetime
    last_met: datetime


@dataclass(frozen=True, slots=True)
class Stray:
    """A document that looks like a report and that we could not give to a unit and year.

    While one stands on a site, no unit of that site can be called missing for the years it may be of.
    """

    site_id: str
    url: str
    report_year: int | None
    reason: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Relisted:
    """Reports that are known and that a list still names: they were not fetched again."""

    site_id: str
    urls: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class NotModified:
    """A server's word that what stands at an address is what we fetched last."""

    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a status rests on: an address, when we saw it, and what it showed."""

    url: str
    at: datetime
    what: Text
