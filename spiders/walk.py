"""The state of one site's crawl, and what it proves in the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from crawler.domain.capture import Trail
from crawler.domain.evidence import Failure, SearchOutcome, Visit, VisitOutcome
from crawler.domain.knowledge import Knowledge
from crawler.domain.register import Site
from crawler.domain.unit import Unit
from crawler.fetch.budget import SiteBudget
from crawler.fetch.traps import SESSION
from spiders.account import Account
from spiders.again import Unlisted
from spiders.aim import Aim, Role
from spiders.ask import Ask
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
        self._account = Account(hosts, budget)
        self._unlisted = Unlisted(self.memory, self.sighted, self._account, self.troubles)
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
        """Where to go when nothing is under way: beside the column, the best lead, the search, what no list names."""
        if asides := tuple(aim for aim in self._take_asides() if self.may_ask(aim.url) or not self.knows_host(aim.url)):
            return asides
        if lead := self.next_lead():
            url, depth = lead
            return (Aim(Role.NAVIGATION, url, Trail(self.site.id), depth=depth),)
        return self._search() or (self._unlisted.next(self.site.id) if self.thorough and self.columns else ())

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
        return self._account.knows_host(url)

    def may_ask(self, key: str) -> bool:
        """Whether an ask, told by its key, is to be made: on a registered host, not yet made, within the budget."""
        if not self._account.is_new(key):
            return False
        self.troubles.budget_spent = self._account.spent or ""
        return not self._account.spent

    def may_go(self, aim: Aim) -> bool:
        """Whether to go where an aim leads: not twice to one article, and not into a trap."""
        if aim.role in (Role.PICTURE, Role.AGAIN):
            return self._account.is_new(aim.ask.key) and self._account.spent is None
        if not self.may_ask(aim.ask.key) or self._account.is_known_article(aim):
            return False
        return aim.role in (Role.ENTRY, Role.ATTACHMENT) or not self._is_trapped(aim)

    def _is_trapped(self, aim: Aim) -> bool:
        """Whether an address is part of a trap; a list left out for it was not seen, unless only its session is new."""
        trap = self._account.trap_of(aim.url)
        if trap not in (None, SESSION) and aim.role in (Role.LIST, Role.UNIT):
            self.failed(aim.url, f"left out as {trap}")
        return trap is not None

    def source_of(self, url: str) -> Ask | None:
        """Where a list page takes its rows from, as far as that is known.

        Not relied on where an absence is to be proven: a page may have moved on to another source.
        """
        return None if self.thorough and self.memory.owed else self.memory.source_of(url)

    def asked(self, aim: Aim) -> None:
        """A request goes out."""
        self._account.asked(aim)

    def answered(self, size: int = 0, seconds: float = 0.0) -> None:
        """A request has come to its end, whichever; what came weighed so many bytes and took so long."""
        self._account.answered(size, seconds)

    @property
    def is_over(self) -> bool:
        """Whether nothing is under way any more."""
        return self._account.requests == self._account.outcomes

    def lead(self, url: str, score: int, depth: int) -> None:
        """Remember an address that may lead to the column."""
        if self._account.is_new(url):
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
        if aim.ask == self.source_of(aim.trail.list_url):
            self.memory.learn(About.SOURCE, aim.trail.list_url, None)
        self.failed(aim.url, cause, start=aim.role is Role.START, blocked=blocked)

    def missed_way(self, url: str, cause: str) -> None:
        """A page on the way to the column that could not be seen: of account where no column is found."""
        self.troubles.missed_way(Failure(url, cause))

    def missed_entry(self, url: str, cause: str) -> None:
        """A report that is listed, or known, and could not be had: this visit cannot say that it was not there."""
        self.troubles.missed_entries.append(Failure(url, cause))
        self.memory.found_gone(url, cause)

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
            requests=self._account.requests,
            outcomes=self._account.outcomes,
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
