"""The state of one site's crawl, and what it proves in the end."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from crawler.domain.evidence import Failure, Listed, Visit, VisitOutcome
from crawler.domain.normalise import squeeze
from crawler.domain.register import Site
from crawler.domain.titles import read_title
from crawler.domain.unit import Unit, host_of
from spiders.aim import Aim
from spiders.exhaustion import Lists
from spiders.links import CLEAR_WAY

NAVIGATION_PAGES = 15
DEPTH = 5
_GONE = frozenset(
    {"answered with status 404", "answered with status 410", "redirected to the home page", "the page does not exist"}
)


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
        self.chrome: set[str] = set()
        self.lists = Lists()
        self.pages = 0
        self._entries: set[str] = set()
        self._listed: dict[Listed, None] = {}
        self._hosts = hosts
        self._pages_allowed = pages_allowed
        self._asked: set[str] = set()
        self._open = 0
        self._leads: list[_Lead] = []
        self._asides: list[Aim] = []
        self._navigated = 0
        self._failures: list[Failure] = []
        self._start_failures: list[Failure] = []
        self._blocked: list[Failure] = []
        self._unseen_ways: list[Failure] = []
        self._missed_entries: list[Failure] = []
        self._budget_spent = False

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units whose reports are looked for here."""
        return self.site.units

    @property
    def entries(self) -> int:
        """How many links that may lead to reports were seen."""
        return len(self._entries)

    def entry(self, url: str, text: str = "") -> None:
        """A link that may lead to a report, of whatever year: the column is alive.

        What it names counts as listed on this site only: a host may send its visitors to another's list.
        """
        self._entries.add(url)
        title = read_title(text)
        if title is not None and title.report_year is not None and host_of(url) == self.site.id:
            named = (unit for unit in self.units if title.unit_name in _full_names(unit))
            self._listed.update(dict.fromkeys(Listed(unit.id, title.report_year) for unit in named))

    def knows_host(self, url: str) -> bool:
        """Whether an address is on a registered host."""
        return host_of(url) in self._hosts

    def may_ask(self, url: str) -> bool:
        """Whether an address is to be fetched: on a registered host, not yet asked, within the budget."""
        if url in self._asked or not self.knows_host(url):
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
        if depth <= DEPTH and url not in self._asked and self.knows_host(url):
            heapq.heappush(self._leads, _Lead((-score, depth, len(self._leads)), url, depth))

    def next_lead(self) -> tuple[str, int] | None:
        """The most promising address not yet asked; with a column found, only what may lead to another one."""
        while self._leads and self._navigated < NAVIGATION_PAGES:
            lead = heapq.heappop(self._leads)
            if self.entries and -lead.rank[0] < CLEAR_WAY:
                return None
            if self.may_ask(lead.url):
                self._navigated += 1
                return lead.url, lead.depth
        return None

    def aside(self, aim: Aim) -> None:
        """Remember a list that a column links to outside its own directory."""
        self._asides.append(aim)

    def take_asides(self) -> tuple[Aim, ...]:
        """The lists beside the columns, without what every page of the site links to."""
        asides, self._asides = tuple(aim for aim in self._asides if aim.url not in self.chrome), []
        return asides

    def failed(self, url: str, cause: str, *, start: bool = False, blocked: bool = False) -> None:
        """A page that could be reached by no try; a start page's failure is the site's."""
        failure = Failure(url, cause)
        self._failures.append(failure)
        if blocked:
            self._blocked.append(failure)
        if start:
            self._start_failures.append(failure)

    def missed_way(self, url: str, cause: str) -> None:
        """A page on the way to the column that could not be seen: of account where no column is found."""
        self._unseen_ways.append(Failure(url, cause))

    def missed_entry(self, url: str, cause: str) -> None:
        """A report that is listed and could not be had: this visit cannot say that it was not there."""
        self._missed_entries.append(Failure(url, cause))

    def visit(self, ended_at: datetime) -> Visit:
        """What this crawl of the site proves."""
        failures = tuple(self._holding_against())
        return Visit(
            site_id=self.site.id,
            started_at=self.started_at,
            ended_at=ended_at,
            outcome=self._outcome(failures),
            columns=tuple(self.columns),
            listings=tuple(self.listings),
            entries=self.entries,
            pages=self.pages,
            failures=(*failures, *self._missed_entries),
            listed=tuple(self._listed),
        )

    def _outcome(self, failures: tuple[Failure, ...]) -> VisitOutcome:
        if self._start_failures:
            return self._start_outcome()
        if self._budget_spent:
            return VisitOutcome.BUDGET_SPENT
        if not self.columns:
            return self._outcome_without_column()
        if failures and all("robots.txt" in failure.cause for failure in self._failures) and not self.entries:
            return VisitOutcome.ROBOTS
        return VisitOutcome.LISTING_INCOMPLETE if failures else VisitOutcome.COMPLETE

    def _start_outcome(self) -> VisitOutcome:
        if self._blocked:
            return VisitOutcome.BLOCKED
        robots = any("robots.txt" in failure.cause for failure in self._start_failures)
        return VisitOutcome.ROBOTS if robots else VisitOutcome.DOWN

    def _outcome_without_column(self) -> VisitOutcome:
        if self._blocked:
            return VisitOutcome.BLOCKED
        robots = any("robots.txt" in failure.cause for failure in self._unseen_ways)
        return VisitOutcome.ROBOTS if robots else VisitOutcome.COLUMN_NOT_FOUND

    def _holding_against(self) -> Iterator[Failure]:
        """What keeps the visit from proving anything; a dead link to a column proves that nothing stands there."""
        if not self.columns:
            yield from self._unseen_ways
        registered = self.site.column_urls
        for failure in self._failures:
            dead = failure.cause in _GONE and failure.url in self.columns and failure.url not in registered
            if not (dead and self.entries):
                yield failure
        yield from self.lists.failures()
        if self.columns and not self.entries:
            yield Failure(next(iter(self.columns)), "the column lists no report of any year")


def _full_names(unit: Unit) -> frozenset[str]:
    """What a title may call a unit; one that names nobody may be of anybody, on a parked address too."""
    names = {squeeze(known) for known in (unit.name, *unit.aliases)}
    return frozenset(names | {name.removesuffix("人民政府") for name in names})
