"""The state of one site's crawl, and what it proves in the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from crawler.domain.capture import Trail
from crawler.domain.evidence import Failure, SearchOutcome, Visit, VisitOutcome
from crawler.domain.knowledge import Knowledge
from crawler.domain.register import Site
from crawler.domain.unit import Unit, host_of
from crawler.fetch.budget import SiteBudget
from crawler.fetch.traps import Traps
from spiders.aim import Aim, Role
from spiders.ask import Ask
from spiders.duplicates import canonical
from spiders.exhaustion import Lists
from spiders.leads import Lead, Leads
from spiders.links import CLEAR_WAY, NEWS
from spiders.memory import About, SiteMemory
from spiders.pictures import HeldPages
from spiders.sighted import Sighted
from spiders.troubles import Troubles


class SiteWalk:
    """What was asked for, what came, and what did not, on one site."""

    def __init__(
        self,
        site: Site,
        hosts: frozenset[str],
        started_at: datetime,
        budget: SiteBudget,
        memory: SiteMemory | None = None,
        *,
        thorough: bool = True,
    ) -> None:
        self.site = site
        self.started_at = started_at
        self.memory = memory or SiteMemory(Knowledge(site.id), site.units, started_at, None)
        self.thorough = thorough
        self.columns: dict[str, None] = {}
        self.listings: dict[str, None] = {}
        self.chrome: set[str] = set()
        self.lists = Lists()
        self.troubles = Troubles()
        self.pages = 0
        self.sighted = Sighted(site)
        self.held = HeldPages()
        self.search = SearchOutcome.NONE
        self.search_ask: Ask | None = None
        self._hosts = hosts
        self._budget = budget
        self._traps = Traps()
        self._asked: set[str] = set()
        self._articles: set[str] = set()
        self._requests = self._outcomes = 0
        self._leads = Leads()
        self._asides: list[Aim] = []

    def known_columns(self) -> Iterator[Aim]:
        """The columns that the register names, and those that an earlier crawl has found."""
        for url in dict.fromkeys((*self.site.column_urls, *self.memory.keys(About.COLUMN))):
            self.columns[url] = None
            yield Aim(Role.LIST, url, Trail(self.site.id), column=url)

    def fronts(self) -> Iterator[Aim]:
        """The front pages, where the whole site is to be walked."""
        if self.thorough:
            yield from (Aim(Role.START, url, Trail(self.site.id)) for url in self.site.start_urls)

    def next_aims(self) -> tuple[Aim, ...]:
        """Where to go when nothing is under way: lists beside the column, the best lead, the site's search."""
        if asides := tuple(aim for aim in self._take_asides() if self.may_ask(aim.url) or not self.knows_host(aim.url)):
            return asides
        if lead := self.next_lead():
            url, depth = lead
            return (Aim(Role.NAVIGATION, url, Trail(self.site.id), depth=depth),)
        return self._search()

    def _search(self) -> tuple[Aim, ...]:
        """The site's own search, once, where a report that is owed stands in no list."""
        ask, self.search_ask = self.search_ask, None
        if ask is None:
            return ()
        if not self.owes():
            self.search = SearchOutcome.NOT_NEEDED
            return ()
        self.search = SearchOutcome.TRIED
        return (Aim(Role.SEARCH, ask.url, Trail(self.site.id), form=ask.form),)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units whose reports are looked for here."""
        return self.site.units

    @property
    def entries(self) -> int:
        """How many links that may lead to reports were seen."""
        return self.sighted.entries

    def entry(self, url: str, text: str = "") -> None:
        """A link that may lead to a report, of whatever year: the column is alive."""
        self.sighted.entry(url, text)

    def owes(self) -> bool:
        """Whether a unit's report of the year was neither seen before nor is listed now."""
        year = self.memory.report_year
        return not all(self.sighted.is_listed(unit, year) for unit in self.memory.owed)

    def knows_host(self, url: str) -> bool:
        """Whether an address is on a registered host."""
        return host_of(url) in self._hosts

    def may_ask(self, url: str) -> bool:
        """Whether an address is to be fetched: on a registered host, not yet asked, within the budget."""
        if url in self._asked or not self.knows_host(url):
            return False
        if spent := self._budget.spent:
            self.troubles.budget_spent = spent
            return False
        return True

    def may_go(self, aim: Aim) -> bool:
        """Whether to go where an aim leads: not twice to one article, and not into a trap."""
        if aim.role is Role.PICTURE:
            return aim.ask.key not in self._asked and self.knows_host(aim.url) and self._budget.spent is None
        if not self.may_ask(aim.ask.key):
            return False
        if aim.role is Role.ENTRY:
            return canonical(aim.url) not in self._articles
        return aim.role is Role.ATTACHMENT or self._traps.caught(aim.url) is None

    def asked(self, aim: Aim) -> None:
        """A request goes out."""
        self._asked.add(aim.ask.key)
        self._requests += 1
        self._budget.spend(pages=int(aim.role is not Role.PICTURE))  # images take no list its turn
        if aim.role is Role.ENTRY:
            self._articles.add(canonical(aim.url))

    def answered(self, size: int = 0, seconds: float = 0.0) -> None:
        """A request has come to its end, whichever; what came weighed so many bytes and took so long."""
        self._outcomes += 1
        self._budget.spend(bytes=size, seconds=seconds)

    @property
    def is_over(self) -> bool:
        """Whether nothing is under way any more."""
        return self._requests == self._outcomes

    def lead(self, url: str, score: int, depth: int) -> None:
        """Remember an address that may lead to the column."""
        if url not in self._asked and self.knows_host(url):
            self._leads.add(Lead(url, score, depth))

    def next_lead(self) -> tuple[str, int] | None:
        """The most promising address not yet asked; with a column found, only what may lead to another one.

        While a report is owed and no list names it, the lists of news are looked at, too.
        """
        enough = 0 if not self.entries else NEWS if self.owes() else CLEAR_WAY
        while (lead := self._leads.best()) is not None:
            if lead.score < enough:
                return None
            if self.may_ask(lead.url):
                self._leads.followed()
                return lead.url, lead.depth
        return None

    def aside(self, aim: Aim) -> None:
        """Remember a list that a column links to outside its own directory."""
        self._asides.append(aim)

    def _take_asides(self) -> tuple[Aim, ...]:
        """The lists beside the columns, without what every page of the site links to."""
        asides, self._asides = tuple(aim for aim in self._asides if aim.url not in self.chrome), []
        return asides

    def failed(self, url: str, cause: str, *, start: bool = False, blocked: bool = False) -> None:
        """A page that could be reached by no try; a start page's failure is the site's."""
        self.troubles.failed(Failure(url, cause), start=start, blocked=blocked)

    def missed_list(self, aim: Aim, cause: str, *, blocked: bool = False) -> None:
        """A list or a front page that could not be seen. What was learned of it is not relied on again."""
        self.memory.lost_sight()
        if aim.column == aim.url:
            self.memory.learn(About.COLUMN, aim.url, None)
        if aim.ask == self.memory.source_of(aim.trail.list_url):
            self.memory.learn(About.SOURCE, aim.trail.list_url, None)
        self.failed(aim.url, cause, start=aim.role is Role.START, blocked=blocked)

    def missed_way(self, url: str, cause: str) -> None:
        """A page on the way to the column that could not be seen: of account where no column is found."""
        self.troubles.missed_way(Failure(url, cause))

    def missed_entry(self, url: str, cause: str) -> None:
        """A report that is listed and could not be had: this visit cannot say that it was not there."""
        self.troubles.missed_entries.append(Failure(url, cause))

    def visit(self, ended_at: datetime) -> Visit:
        """What this crawl of the site proves."""
        alive = bool(self.entries) or self.sighted.alive
        relied_on = (*self.site.column_urls, *self.memory.keys(About.COLUMN))
        held = self.troubles.held_against(self.columns, relied_on, alive, self.lists.failures())
        failures = tuple(held)
        visit = Visit(
            site_id=self.site.id,
            started_at=self.started_at,
            ended_at=ended_at,
            outcome=self.troubles.outcome(self.columns, alive, failures),
            columns=tuple(self.columns),
            listings=tuple(self.listings),
            entries=self.entries,
            pages=self.pages,
            failures=(*failures, *self.troubles.missed_entries),
            listed=self.sighted.listed,
            identified_by=self.sighted.identified_by,
            lists=tuple(self.lists.seen()),
            search=self.search,
            requests=self._requests,
            outcomes=self._outcomes,
            thorough=self.thorough,
        )
        return self._identified(visit)

    def end(self, visit: Visit) -> None:
        """Keep what the next crawl may rest on: only a site that was seen in full teaches where its reports are."""
        if not visit.good:
            return
        self.memory.saw_all()
        for url in self.columns:
            self.memory.learn(About.COLUMN, url, None if self.troubles.concern(url) else True)

    def _identified(self, visit: Visit) -> Visit:
        """Nothing is proven on a site of which no page names any of the units that we look for."""
        if visit.outcome is VisitOutcome.COMPLETE and not self.sighted.identified_by:
            failure = Failure(next(iter(self.columns)), "no page names the unit")
            return replace(visit, outcome=VisitOutcome.NOT_IDENTIFIED, failures=(failure, *visit.failures))
        return visit
