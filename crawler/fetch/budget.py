"""What one site may cost in one crawl: a site without end must not eat up the time of all others."""

from collections.abc import Callable
from dataclasses import dataclass, field

from scrapy.settings import BaseSettings

MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class SiteBudget:
    """What a site may cost, and has cost.

    >>> budget = SiteBudget(pages=2, bytes=10 * MEGABYTE, seconds=60)
    >>> budget.spend(pages=1, bytes=3_000, seconds=0.5)
    >>> budget.spent is None
    True
    >>> budget.spend(bytes=10 * MEGABYTE)
    >>> budget.spent
    'more than 10 MB were fetched'
    """

    pages: int
    bytes: int
    seconds: float
    _pages: int = field(default=0, init=False)
    _bytes: int = field(default=0, init=False)
    _seconds: float = field(default=0.0, init=False)

    def spend(self, *, pages: int = 0, bytes: int = 0, seconds: float = 0.0) -> None:  # noqa: A002 - what it counts
        """Note what something has cost."""
        self._pages += pages
        self._bytes += bytes
        self._seconds += seconds

    @property
    def spent(self) -> str | None:
        """Which budget is used up, in words; None while there is something left of each."""
        if self._pages >= self.pages:
            return f"{self.pages} pages were fetched"
        if self._bytes >= self.bytes:
            return f"more than {self.bytes // MEGABYTE} MB were fetched"
        if self._seconds >= self.seconds:
            return f"it took more than {self.seconds / 60:.0f} minutes"
        return None


def budget_of(settings: BaseSettings) -> Callable[[], SiteBudget]:
    """Gives each site the budget that the settings name."""
    pages, size = settings.getint("GONGKAI_PAGES_PER_SITE"), settings.getint("GONGKAI_BYTES_PER_SITE")
    seconds = settings.getfloat("GONGKAI_SECONDS_PER_SITE")
    return lambda: SiteBudget(pages, size, seconds)
