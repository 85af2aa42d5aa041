"""What of the units a walk has caught sight of: their names, and the reports that lists name."""

from datetime import datetime

from crawler.domain.evidence import Listed, Relisted
from crawler.domain.normalise import squeeze
from crawler.domain.register import Site
from crawler.domain.titles import read_title
from crawler.domain.unit import Unit, host_of


class Sighted:
    """The sights of one walk."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._entries: set[str] = set()
        self._listed: dict[Listed, None] = {}
        self._relisted: dict[str, None] = {}
        self.identified_by = ""
        self.alive = False
        """Whether the front of a list was seen as it was when it led to reports."""

    @property
    def entries(self) -> int:
        """How many links that may lead to reports were seen."""
        return len(self._entries)

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The reports of our units that lists name by their titles."""
        return tuple(self._listed)

    def entry(self, url: str, text: str) -> None:
        """A link that may lead to a report. What it names counts as listed on this site only."""
        self._entries.add(url)
        title = read_title(text)
        if title is not None and title.report_year is not None and host_of(url) == self._site.id:
            named = (unit for unit in self._site.units if title.unit_name in _full_names(unit))
            self._listed.update(dict.fromkeys(Listed(unit.id, title.report_year) for unit in named))

    def relisted(self, url: str) -> None:
        """A report that is known and still listed: it need not be fetched."""
        self._relisted[url] = None

    def is_relisted(self, url: str) -> bool:
        """Whether a list named a report that was not fetched."""
        return url in self._relisted

    def known_again(self, at: datetime) -> Relisted | None:
        """All that was listed and not fetched; None for nothing."""
        return Relisted(self._site.id, tuple(self._relisted), at) if self._relisted else None

    def identify(self, shown: str) -> None:
        """Look for the name of a unit in what a page shows: then this is the site we mean."""
        if not self.identified_by:
            plain = squeeze(shown)
            names = (name for unit in self._site.units for name in sorted(_full_names(unit), key=len, reverse=True))
            self.identified_by = next((name for name in names if name and name in plain), "")

    def is_listed(self, unit: Unit, report_year: int) -> bool:
        """Whether a list names the unit's report on a year."""
        return Listed(unit.id, report_year) in self._listed


def _full_names(unit: Unit) -> frozenset[str]:
    """What a title may call a unit; one that names nobody may be of anybody, on a parked address too."""
    names = {squeeze(known) for known in (unit.name, *unit.aliases)}
    return frozenset(names | {name.removesuffix("人民政府") for name in names})
