"""What stands around a unit's report: the year before, the units below and beside it, the texts like its own."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property

from crawler.domain.dossier import Standing, Subordinate
from crawler.domain.extraction import Extraction
from crawler.domain.likeness import Likeness
from crawler.domain.register import Register
from crawler.domain.unit import Unit, UnitKind
from monitor.checks.sums_below import all_additive, subordinate_from
from monitor.dossiers.batches import Batches
from storage.in_force import InForce
from storage.unit_of_work import UnitOfWork


class Across:
    """The surroundings of every unit in one report year, as of a moment; asked for once a year where that is enough."""

    def __init__(
        self, work: UnitOfWork, register: Register, report_year: int, as_of: datetime, batches: Batches
    ) -> None:
        self._work = work
        self._register = register
        self._report_year = report_year
        self._as_of = as_of
        self._batches = batches

    def previous(self, unit: Unit) -> Extraction | None:
        """The unit's report on the year before; None for a unit that has taken over the work of another one since."""
        reading = self._before(unit)
        return None if reading is None else self._work.in_force.extraction(reading)

    def likenesses(self, unit: Unit) -> tuple[Likeness, ...]:
        """The texts that this unit's own are like, as the last similarity pass found them."""
        return self._likenesses.get(unit.id, ())

    def siblings(self, unit: Unit) -> tuple[Unit, ...]:
        """The other units of the same parent."""
        beside = () if unit.parent_id is None else self._below.get(unit.parent_id, ())
        return tuple(one for one in beside if one.id != unit.id)

    def subordinates(self, unit: Unit) -> tuple[Subordinate, ...]:
        """The units that a government sums up, with what they published."""
        below = self._summed_up(unit)
        read = self._read(below)
        return tuple(subordinate_from(one, self._standing(one), read.get(one.id)) for one in below)

    def facts(self, unit: Unit) -> Iterator[str]:
        """What of the surroundings a judgement depends on, in short."""
        before = self._before(unit)
        yield "" if before is None else self._version(before)
        yield repr(self.likenesses(unit))
        yield self._names_beside.get(unit.parent_id or "", "")
        for one in self._summed_up(unit):
            reading = self._batches.of(one).now.get(one.id)
            yield f"{one!r} {self._standing(one).status} {'' if reading is None else self._version(reading)}"

    def _summed_up(self, unit: Unit) -> tuple[Unit, ...]:
        """Those of a vertical line report within it, and one that another covers has no report of its own."""
        if unit.kind is not UnitKind.GOVERNMENT:
            return ()
        below = self._below.get(unit.id, ())
        return tuple(one for one in below if one.kind is not UnitKind.VERTICAL and one.covered_by is None)

    def _before(self, unit: Unit) -> InForce | None:
        return None if unit.id in self._successors else self._batches.of(unit).before.get(unit.id)

    def _standing(self, unit: Unit) -> Standing:
        return self._batches.of(unit).standing(unit)

    def _version(self, reading: InForce) -> str:
        return f"{reading.revision_id} {self._work.corrections.version(reading.digest)}"

    def _read(self, units: Sequence[Unit]) -> dict[str, Extraction]:
        """What these published, in short; whole only where somebody corrected a cell of it."""
        published = ((unit.id, self._batches.of(unit).now.get(unit.id)) for unit in units)
        readings = {unit_id: reading for unit_id, reading in published if reading is not None}
        if not readings:
            return {}
        short = self._work.in_force.in_short(list(readings.values()), all_additive())
        return {unit_id: self._corrected(one, short[one.revision_id]) for unit_id, one in readings.items()}

    def _corrected(self, reading: InForce, short: Extraction) -> Extraction:
        if reading.digest not in self._corrected_digests:
            return short
        whole = self._work.in_force.extraction(reading)
        return short if whole is None else self._work.corrections.applied(whole)

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
    def _names_beside(self) -> dict[str, str]:
        """The names of the units of each parent, as a digest."""
        names = {
            parent: repr([(one.id, one.name, one.aliases) for one in units]) for parent, units in self._below.items()
        }
        return {parent: hashlib.sha256(said.encode()).hexdigest() for parent, said in names.items()}

    @cached_property
    def _successors(self) -> frozenset[str]:
        """The units that another one's work came to within the two years that are compared."""
        years = (self._report_year - 1, self._report_year)
        return frozenset(unit.successor_id for unit in self._register if unit.successor_id and unit.obliged_to in years)


def _digest_of_names(units: Sequence[Unit]) -> str:
    names = repr([(unit.id, unit.name, unit.aliases) for unit in units])
    return hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()
