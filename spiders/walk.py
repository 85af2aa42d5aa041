"""The state of one site's crawl, and what it proves in the end."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from crawler.domain.evidence import Failure, Visit, VisitOutcome
from crawler.domain.register import Site
from crawler.domain.unit import Unit, host_of

NAVIGATION_PAGES = 15
DEPTH = 5


@dataclass(order=True, slots=True)
class _Lead:
    rank: tuple[int, int, int]
    url: str = field(compare=False)
    depth: int = field(compare=False)


class SiteWalk:
    """What was asked for, what came, and what did not, on one site."""

    def __init__(self, site: Site, hosts: frozenset[str], started_at: datetime, pages_allowed: int) -> None:
        self.site = site
        self.started_at = started_at
        self.columns: dict[str, None] = {}
        self.listings: dict[str, None] = {}
        self.pages = 0
        self._entries: set[str] = set()
        self._hosts = hosts
        self._pages_allowed = pages_allowed
        self._asked: set[str] = set()
        self._open = 0
        self._leads: list[_Lead] = []
        self._navigated = 0
        self._failures: list[Failure] = []
        self._start_failures: list[Failure] = []
        self._blocked: list[Failure] = []
        self._budget_spent = False

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units whose reports are looked for here."""
        return self.site.units

    @property
    def entries(self) -> int:
        """How many links that may lead to reports were seen."""
        return len(self._entries)

    def entry(self, url: str) -> None:
        """A link that may lead to a report, of whatever year: the column is alive."""
        self._entries.add(url)

    def may_ask(self, url: str) -> bool:
        """Whether an address is to be fetched: on a registered host, not yet asked, within the budget."""
        if url in self._asked or host_of(url) not in self._hosts:
            return False
        if len(self._asked) >= self._pages_allowed:
            self._budget_spent = True
            return False
        return True

    def asked(self, url: str) -> None:
        """A request goes out."""
        self._asked.add(url)
        self._open += 1

    def answered(self) -> None:
        """A request has come to its end, whichever."""
        self._open -= 1

    @property
    def is_over(self) -> bool:
        """Whether nothing is under way any more."""
        return self._open == 0

    def lead(self, url: str, score: int, depth: int) -> None:
        """Remember an address that may lead to the column."""
        if depth <= DEPTH and url not in self._asked and host_of(url) in self._hosts:
            heapq.heappush(self._leads, _Lead((-score, depth, len(self._leads)), url, depth))

    def next_lead(self) -> tuple[str, int] | None:
        """The most promising address not yet asked; None once the column is found or the leads are spent."""
        while self._leads and not self.entries and self._navigated < NAVIGATION_PAGES:
            lead = heapq.heappop(self._leads)
            if self.may_ask(lead.url):
                self._navigated += 1
                return lead.url, lead.depth
        return None

    def failed(self, url: str, cause: str, *, start: bool = False, blocked: bool = False) -> None:
        """A page that could be reached by no try; a start page's failure is the site's."""
        failure = Failure(url, cause)
        self._failures.append(failure)
        if blocked:
            self._blocked.append(failure)
        if start:
            self._start_failures.append(failure)

    def visit(self, ended_at: datetime) -> Visit:
        """What this crawl of the site proves."""
        return Visit(
            site_id=self.site.id,
            started_at=self.started_at,
            ended_at=ended_at,
            outcome=self._outcome(),
            columns=tuple(self.columns),
            listings=tuple(self.listings),
            entries=self.entries,
            pages=self.pages,
            failures=tuple(self._all_failures()),
        )

    def _outcome(self) -> VisitOutcome:
        if self._start_failures:
            return self._start_outcome()
        if self._budget_spent:
            return VisitOutcome.BUDGET_SPENT
        if not self.columns:
            return VisitOutcome.BLOCKED if self._blocked else VisitOutcome.COLUMN_NOT_FOUND
        if self._failures or not self.entries:
            return VisitOutcome.LISTING_INCOMPLETE
        return VisitOutcome.COMPLETE

    def _start_outcome(self) -> VisitOutcome:
        if self._blocked:
            return VisitOutcome.BLOCKED
        robots = any("robots.txt" in failure.cause for failure in self._start_failures)
        return VisitOutcome.ROBOTS if robots else VisitOutcome.DOWN

    def _all_failures(self) -> Iterator[Failure]:
        yield from self._failures
        if self.columns and not self.entries:
            yield Failure(next(iter(self.columns)), "the column lists no report of any year")
