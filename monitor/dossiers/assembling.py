"""One dossier for each unit of a register, from what the store holds of one report year at one moment."""

from collections.abc import Container, Iterator
from datetime import datetime

from crawler.domain.dossier import Dossier, Standing
from crawler.domain.register import Register
from crawler.domain.unit import Unit
from monitor.dossiers.across import Across
from monitor.dossiers.batches import Batches, Season
from monitor.dossiers.case import Case
from monitor.obligations import BY_LAW_ALONE, Terms
from storage.unit_of_work import UnitOfWork


class Dossiers:
    """The dossiers of one report year, as of a moment: what was seen later does not count."""

    def __init__(
        self,
        work: UnitOfWork,
        register: Register,
        report_year: int,
        as_of: datetime,
        terms: Terms = BY_LAW_ALONE,
    ) -> None:
        self._work = work
        self._batches = Batches(work, register, Season(report_year, as_of, terms))
        self._across = Across(work, register, report_year, as_of, self._batches)

    def of(self, unit: Unit) -> Dossier:
        """All that a check may look at of one unit."""
        return self.case(unit).dossier()

    def standing(self, unit: Unit) -> Standing:
        """Where a unit's obligation stands, without what its report says."""
        return self._batches.of(unit).standing(unit)

    def case(self, unit: Unit) -> Case:
        """What there is to judge of a unit, not opened yet."""
        return Case(self._work, self._batches.of(unit), self._across, unit)

    def cases(self, unit_ids: Container[str]) -> Iterator[tuple[Case, ...]]:
        """The cases of these units of the register, those of some sites at once."""
        for number, units in enumerate(self._batches.groups):
            wanted = [unit for unit in units if unit.id in unit_ids]
            if wanted:
                batch = self._batches[number]
                yield tuple(Case(self._work, batch, self._across, unit) for unit in wanted)
