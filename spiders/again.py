"""Reports that are known and that no list names any more: whether they still stand is to be asked."""

from crawler.domain.capture import Trail
from crawler.domain.knowledge import KnownCapture
from spiders.account import Account
from spiders.aim import Aim, Role
from spiders.memory import SiteMemory
from spiders.sighted import Sighted
from spiders.troubles import Troubles

_MOST = 40


class Unlisted:
    """What of the known reports is asked for again on one walk: as many as a site can bear, and the budget allows."""

    def __init__(self, memory: SiteMemory, sighted: Sighted, account: Account, troubles: Troubles) -> None:
        self._memory = memory
        self._sighted = sighted
        self._account = account
        self._troubles = troubles
        self._left = _MOST

    def next(self, site_id: str) -> tuple[Aim, ...]:
        """What to ask for; once all were asked for, nothing.

        A file stands for as long as the page that carries it does: it is asked for by itself once that is missed.
        """
        if self._account.spent:
            return ()
        known = self._memory.known_reports()
        waiting = {
            url: one for url, one in known.items() if self._account.is_new(url) and not self._sighted.is_relisted(url)
        }
        asked = [
            url
            for url, one in waiting.items()
            if one.carrier_url not in waiting and not self._is_there(one.carrier_url)
        ]
        asked = asked[: self._left]
        self._left -= len(asked)
        return tuple(Aim(Role.AGAIN, url, _trail(known[url]) or Trail(site_id)) for url in asked)

    def _is_there(self, carrier: str | None) -> bool:
        """Whether the page that carries a file is listed, or was asked for and not missed."""
        if carrier is None:
            return False
        asked = not self._account.is_new(carrier)
        missed = any(one.url == carrier for one in self._troubles.missed_entries)
        return self._sighted.is_relisted(carrier) or (asked and not missed)


def _trail(known: KnownCapture) -> Trail | None:
    """How we came to a report; a file's title and date stand on the page that carries it, and that is missed."""
    return known.trail if known.carrier_url is None else None
