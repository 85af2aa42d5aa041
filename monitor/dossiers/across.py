"""What stands around a unit's report: the year before, the units below and beside it, the texts like its own."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property

from crawler.domain.dossier import Standing, Subordinate
from crawler.domain.extraction import Extraction
from crawler.domain.likeness import Likeness
from crawler.domain.register import Register
from crawler.domain.unit import Unit, UnitKind
from monitor.checks.sums_below import all_additive, subordinate_from
from storage.in_force import InForce
from storage.unit_of_work import UnitOfWork


class Across:
    """The surroundings of every unit in one report year, as of a moment; asked for once a year where that is enough."""

    def __init__(self, work: UnitOfWork, register: Register, report_year: int, as_of: datetime) -> None:
        self._work = work
        self._register = register
        self._report_year = report_year
        self._as_of = as_of

    def previous(self, unit: Unit) -> Extraction | None:
        """The unit's report on the year before; None for a unit that has taken over the work of another one since."""
        reading = self._before.get(unit.id)
        return None if reading is None or unit.id in self._successors else self._work.in_force.extraction(reading)

    def likenesses(self, unit: Unit) -> tuple[Likeness, ...]:
        """The texts that this unit's own are like, as the last similarity pass found them."""
        return self._likenesses.get(unit.id, ())

    def siblings(self, unit: Unit) -> tuple[Unit, ...]:
        """The other units of the same parent."""
        beside = () if unit.parent_id is None else self._below.get(unit.parent_id, ())
        return tuple(one for one in beside if one.id != unit.id)

    def subordinates(self, unit: Unit, standing_of: Callable[[Unit], Standing]) -> tuple[Subordinate, ...]:
        """The units that a government sums up, with what they published.

        Those of a vertical line report within it, and one that another covers has no report of its own.
        """
        if unit.kind is not UnitKind.GOVERNMENT:
            return ()
        below = [
            one for one in self._below.get(unit.id, ()) if one.kind is not UnitKind.VERTICAL and one.covered_by is None
        ]
        read = self._read(below)
        return tuple(subordinate_from(one, standing_of(one), read.get(one.id)) for one in below)

    def _read(self, units: Sequence[Unit]) -> dict[str, Extraction]:
        """What these published, in short; whole only where somebody corrected a cell of it."""
        readings = {unit.id: self._now[unit.id] for unit in units if unit.id in self._now}
        short = self._work.in_force.in_short(list(readings.values()), all_additive())
        return {unit_id: self._corrected(one, short[one.revision_id]) for unit_id, one in readings.items()}

    def _corrected(self, reading: InForce, short: Extraction) -> Extraction:
        if reading.digest not in self._corrected_digests:
            return short
        whole = self._work.in_force.extraction(reading)
        return short if whole is None else self._work.corrections.applied(whole)

    @cached_property
    def _now(self) -> dict[str, InForce]:
        return self._work.in_force.of_year(self._report_year, self._as_of)

    @cached_property
    def _before(self) -> dict[str, InForce]:
        return self._work.in_force.of_year(self._report_year - 1, self._as_of)

    @cached_property
    def _likenesses(self) -> dict[str, tuple[Likeness, ...]]:
        return self._work.likenesses.of_year(self._report_year, self._as_of)

    @cached_property
    def _corrected_digests(self) -> frozenset[str]:
        return frozenset(one.digest for one in self._work.corrections.all(self._report_year))

    @cached_property
    def _below(self) -> dict[str, tuple[Unit, ...]]:
        below: dict[str, list[Unit]] = {}
        for unit in self._register:
            if unit.parent_id is not None:
                below.setdefault(unit.parent_id, []).append(unit)
        return {parent_id: tuple(units) for parent_id, units in below.items()}

    @cached_property
    def _successors(self) -> frozenset[str]:
        """The units that another one's work came to within the two years that are compared."""
        years = (self._report_year - 1, self._report_year)
        return frozenset(unit.successor_id for unit in self._register if unit.successor_id and unit.obliged_to in years)
