"""The register: which units owe a report, and the sites that carry them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.domain.errors import DuplicateUnit, UnknownUnit
from crawler.domain.unit import Unit, host_of


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
