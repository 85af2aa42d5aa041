"""The ledger of obligations: who owes a report on which year of work, by when and by what rule, and who does not."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from crawler.domain.dossier import Obligation
from crawler.domain.register import Register
from crawler.domain.unit import Unit
from monitor.obligations.due import Exemption, obligations_for, owed_by
from monitor.obligations.terms import Terms
from monitor.obligations.workdays import WorkingDays, working_days_before


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What one unit owes on one year of work, or why it owes nothing.

    `reporter` is the unit whose report stands for this one's; None where there is none. A unit that another was to
    report for, and for which nobody does, is a gap of the register: it is nobody's offence.
    """

    unit: Unit
    report_year: int
    owed: Obligation | Exemption
    reporter: Unit | None

    @property
    def obligation(self) -> Obligation | None:
        """What is owed; None where nothing is."""
        return self.owed if isinstance(self.owed, Obligation) else None

    @property
    def exemption(self) -> Exemption | None:
        """Why nothing is owed; None where something is."""
        return self.owed if isinstance(self.owed, Exemption) else None

    @property
    def is_gap(self) -> bool:
        """Whether another unit was to report in its place, and none does."""
        return self.exemption is not None and self.exemption.reporter_id is not None and self.reporter is None

    def days_left(self, today: date) -> int | None:
        """The days until it is due, 0 on the due day; None where nothing is owed or the day is past."""
        owed = self.obligation
        return None if owed is None or owed.due_on < today else (owed.due_on - today).days

    def working_days_left(self, today: date) -> WorkingDays | None:
        """The working days until it is due, today among them; None where nothing is owed or the day is past."""
        owed = self.obligation
        return None if owed is None or owed.due_on < today else working_days_before(owed.due_on, today)


def ledger_of(
    register: Register, years: Iterable[int], terms: Terms, units: Collection[Unit] | None = None
) -> Iterator[LedgerEntry]:
    """The entries of some units, None for all, year by year in the order of the register."""
    wanted = None if units is None else {unit.id for unit in units}
    listed = [unit for unit in register if wanted is None or unit.id in wanted]
    return (_entry(register, unit, year, terms) for year in years for unit in listed)


def _entry(register: Register, unit: Unit, report_year: int, terms: Terms) -> LedgerEntry:
    owed = owed_by(unit, report_year, terms)
    reporter = register.reporter_for(unit, report_year)
    reports = reporter is not None and obligations_for(reporter, report_year, terms) is not None
    return LedgerEntry(unit, report_year, owed, reporter if reports else None)
