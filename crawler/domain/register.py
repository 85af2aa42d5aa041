"""The register: which units owe a report, and the sites that carry them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.domain.errors import DuplicateUnit, UnknownUnit
from crawler.domain.unit import Unit, UnitKind, host_of


@dataclass(frozen=True, slots=True)
class Site:
    """One host and all the units whose reports it carries; the unit of work of a crawl."""

    id: str
    start_urls: tuple[str, ...]
    column_urls: tuple[str, ...]
    units: tuple[Unit, ...]


class Register:
    """The list of units. Without it nothing can be missing."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, Unit] = {}
        for unit in units:
            if unit.id in self._units:
                raise DuplicateUnit(unit.id)
            self._units[unit.id] = unit

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def __len__(self) -> int:
        return len(self._units)

    def __contains__(self, unit_id: str) -> bool:
        return unit_id in self._units

    def get(self, unit_id: str) -> Unit:
        """The unit of that id; raises UnknownUnit."""
        try:
            return self._units[unit_id]
        except KeyError:
            raise UnknownUnit(unit_id) from None

    def ancestors(self, unit: Unit) -> tuple[Unit, ...]:
        """The units above this one, nearest first; a loop in the register ends the climb."""
        found: list[Unit] = []
        parent_id = unit.parent_id
        while parent_id is not None and parent_id in self._units:
            parent = self._units[parent_id]
            if parent in found or parent == unit:
                break
            found.append(parent)
            parent_id = parent.parent_id
        return tuple(found)

    def reporter_for(self, unit: Unit, report_year: int) -> Unit | None:
        """The unit whose report stands for a unit's on a year; None where the way to it does not end at one.

        It leads over what covers a unit, and over the successors of what was abolished by then.
        """
        met: list[str] = []
        reporter: Unit | None = unit
        while reporter is not None and (next_id := reporter.reports_through(report_year)) is not None:
            if next_id in met:
                return None
            met.append(next_id)
            reporter = self._units.get(next_id)
        return reporter

    def overseers(self, unit: Unit) -> tuple[str, ...]:
        """The ids of the units and offices whose line oversees a unit, nearest first.

        A vertical unit answers to its own system (条例 art. 3): where somebody outside that system is named to
        oversee it, the line ends there.
        """
        line: list[str] = []
        below: Unit | None = unit
        while below is not None and (above_id := self._overseer(below)) is not None and above_id not in line:
            line.append(above_id)
            above = self._units.get(above_id)
            leaves = below.kind is UnitKind.VERTICAL and (above is None or above.kind is not UnitKind.VERTICAL)
            below = None if leaves else above
        return tuple(line)

    def overseen_by(self, ids: Iterable[str]) -> tuple[Unit, ...]:
        """The units of these ids, and all that any of them oversees."""
        wanted = frozenset(ids)
        return tuple(unit for unit in self if not wanted.isdisjoint((unit.id, *self.overseers(unit))))

    def _overseer(self, unit: Unit) -> str | None:
        """Who oversees a unit: whom the register names, else the unit above, where that is of the same system."""
        if unit.oversight_id is not None or unit.kind is not UnitKind.VERTICAL:
            return unit.oversight_id or unit.parent_id
        above = self._units.get(unit.parent_id) if unit.parent_id is not None else None
        return above.id if above is not None and above.kind is UnitKind.VERTICAL else None

    def within(self, area_id: str) -> tuple[Unit, ...]:
        """A unit and everything below it; raises UnknownUnit."""
        area = self.get(area_id)
        return tuple(unit for unit in self if unit == area or area in self.ancestors(unit))

    def sites(self) -> tuple[Site, ...]:
        """The sites of all units, in the order of the register."""
        carried: dict[str, list[Unit]] = {}
        for unit in self:
            carried.setdefault(unit.site_id, []).append(unit)
        return tuple(_site(host, units) for host, units in carried.items())

    def hosts(self) -> frozenset[str]:
        """Every host the register names: the only ones that may be fetched or count as publication."""
        return frozenset(host_of(url) for unit in self for url in (unit.site_url, unit.column_url) if url is not None)


def _site(host: str, units: list[Unit]) -> Site:
    return Site(
        id=host,
        start_urls=tuple(dict.fromkeys(unit.site_url for unit in units)),
        column_urls=tuple(dict.fromkeys(unit.column_url for unit in units if unit.column_url)),
        units=tuple(units),
    )
