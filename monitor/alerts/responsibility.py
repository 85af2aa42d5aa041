"""Which office is told of which unit: the nearest in its line by notice, those above it by escalation."""

from collections.abc import Iterable, Sequence

from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit
from monitor.alerts.letter import Addressee


class Responsibility:
    """The offices in the line of every unit, nearest first; offices that stand at one place share it."""

    def __init__(self, register: Register, offices: Sequence[Addressee]) -> None:
        self._levels = {
            office.id: register.get(office.area_id).level for office in offices if office.area_id in register
        }
        self._by_name: dict[str, list[str]] = {}
        for office in offices:
            for name in _names(register, office):
                self._by_name.setdefault(name, []).append(office.id)
        self._lines: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._overseen: dict[str, set[str]] = {office.id: set() for office in offices}
        self._beside: dict[str, list[Unit]] = {office.id: [] for office in offices}
        for unit in register:
            self._take(register, unit)

    def knows(self, office_id: str) -> bool:
        """Whether the register holds the area of an office."""
        return office_id in self._levels

    def line(self, unit_id: str) -> tuple[tuple[str, ...], ...]:
        """The ids of the offices that oversee a unit, nearest first."""
        return self._lines.get(unit_id, ())

    def is_nearest(self, office_id: str, unit_id: str) -> bool:
        """Whether no office stands between this one and a unit that it oversees."""
        return office_id in next(iter(self.line(unit_id)), ())

    def overseen(self, office_id: str) -> frozenset[str]:
        """The ids of all units in the line of an office."""
        return frozenset(self._overseen[office_id])

    def left_out(self, office_id: str) -> tuple[Unit, ...]:
        """The units of the area of an office that another line oversees."""
        return tuple(self._beside[office_id])

    def level(self, office_id: str) -> Level:
        """The level of the area that an office oversees; raises KeyError where the register does not hold it."""
        return self._levels[office_id]

    def _take(self, register: Register, unit: Unit) -> None:
        line = tuple(self._places((unit.id, *register.overseers(unit))))
        self._lines[unit.id] = line
        overseers = {office_id for place in line for office_id in place}
        for office_id in overseers:
            self._overseen[office_id].add(unit.id)
        area = (unit.id, *(above.id for above in register.ancestors(unit)))
        for office_id in dict.fromkeys(found for name in area for found in self._by_name.get(name, ())):
            if office_id not in overseers:
                self._beside[office_id].append(unit)

    def _places(self, names: Sequence[str]) -> Iterable[tuple[str, ...]]:
        met: set[str] = set()
        for name in names:
            here = tuple(found for found in self._by_name.get(name, ()) if found not in met)
            met.update(here)
            if here:
                yield here


def _names(register: Register, office: Addressee) -> tuple[str, ...]:
    """What a line of oversight calls an office: its area, and its id, unless that is the id of some other unit."""
    if office.id == office.area_id or office.id in register:
        return (office.area_id,)
    return office.id, office.area_id
