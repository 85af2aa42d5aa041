"""Evidence: what a crawl proves about a site, and what speaks for a publication date."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

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
class Visit:
    """One crawl of one site: what was reached, and what was not.

    `columns` are the addresses of the annual report columns found; `entries` counts the links
    that could be reports; `pages` counts the pages fetched. `report_year` is the only year of work whose
    reports were fetched, None for all; `looked_for` are the fingerprints of the units whose reports could be
    recognised. A visit says nothing of years and units that it did not look for. `listed` are the reports,
    of all years, that its lists name.
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

    @property
    def good(self) -> bool:
        """Whether a report that was not found on this visit was not there to be found."""
        return self.outcome is VisitOutcome.COMPLETE


class DateBasis(StrEnum):
    """What a publication date rests on, strongest first."""

    PAGE = "page"
    LIST = "list"
    URL = "url"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Publication:
    """A report of a unit on a year as the store knows it: one address, first and last seen.

    The dates are what the sources say of themselves; `first_seen` and `last_seen` are our own captures.
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
class Evidence:
    """One thing that a status rests on: an address, when we saw it, and what it showed."""

    url: str
    at: datetime
    what: Text
