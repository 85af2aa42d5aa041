"""The account of one site's requests: what was asked for, what is under way, and what may still be asked."""

from crawler.domain.unit import host_of
from crawler.fetch.budget import SiteBudget
from crawler.fetch.traps import Traps
from spiders.aim import Aim, Role
from spiders.duplicates import canonical


class Account:
    """Nothing is asked for twice, nothing on a host that is not registered, nothing past the budget."""

    def __init__(self, hosts: frozenset[str], budget: SiteBudget) -> None:
        self.requests = self.outcomes = 0
        self._hosts = hosts
        self._budget = budget
        self._traps = Traps()
        self._asked: set[str] = set()
        self._articles: set[str] = set()

    @property
    def spent(self) -> str | None:
        """Which budget is used up, in words."""
        return self._budget.spent

    def knows_host(self, url: str) -> bool:
        """Whether an address is on a registered host."""
        return host_of(url) in self._hosts

    def is_new(self, key: str) -> bool:
        """Whether an ask, told by its key, is on a registered host and was not made."""
        return key not in self._asked and self.knows_host(key)

    def is_known_article(self, aim: Aim) -> bool:
        """Whether another address of the same article was asked for."""
        return aim.role is Role.ENTRY and canonical(aim.url) in self._articles

    def trap_of(self, url: str) -> str | None:
        """The trap that an address is part of, in words."""
        return self._traps.caught(url)

    def asked(self, aim: Aim) -> None:
        """A request goes out."""
        self._asked.add(aim.ask.key)
        self.requests += 1
        self._budget.spend(pages=int(aim.role is not Role.PICTURE))  # images take no list its turn
        if aim.role is Role.ENTRY:
            self._articles.add(canonical(aim.url))

    def answered(self, size: int, seconds: float) -> None:
        """A request has come to its end; what came weighed so many bytes and took so long."""
        self.outcomes += 1
        self._budget.spend(bytes=size, seconds=seconds)
