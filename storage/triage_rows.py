"""What is asked of the list of findings, and what it gives."""

from dataclasses import dataclass
from datetime import datetime

from crawler.domain.finding import Outcome, Severity
from crawler.domain.finding_life import State
from crawler.domain.report import Address
from crawler.domain.wording import Text

_GRAVEST_FIRST = tuple(Severity)

Areas = frozenset[str] | None
"""Areas of the register, each with all below it; None is everywhere."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose findings somebody may see: of all units in `areas`; what is about our own reading only in `operated`."""

    areas: Areas
    operated: Areas = frozenset()


@dataclass(frozen=True, slots=True)
class Sought:
    """Which findings are asked for; what is empty or None asks for all. `assignee` "" asks for those of nobody."""

    report_year: int | None = None
    area_id: str | None = None
    unit_id: str | None = None
    check: str | None = None
    severities: tuple[Severity, ...] = ()
    statuses: tuple[Outcome, ...] = ()
    states: tuple[State, ...] = ()
    assignee: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the list, which goes from the gravest to the least, and there from the first found to the last."""

    severity: Severity
    id: int

    def __str__(self) -> str:
        return f"{_GRAVEST_FIRST.index(self.severity)}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Spot":
        """Read a place as it is printed; raises ValueError for anything else.

        >>> Spot.parse("1.17")
        Spot(severity=<Severity.HIGH: 'high'>, id=17)
        """
        rank, _, number = text.partition(".")
        if not (rank.isdecimal() and number.isdecimal() and int(rank) < len(_GRAVEST_FIRST) and len(number) < 10):
            raise ValueError(f"{text!r} is no place in the list of findings")
        return cls(_GRAVEST_FIRST[int(rank)], int(number))


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding as a list shows it; `unit_name` is None where the register does not hold the unit any more."""

    id: int
    unit_id: str
    unit_name: str | None
    report_year: int
    check: str
    status: Outcome
    severity: Severity
    state: State
    title: Text
    message: Text
    cells: tuple[Address, ...]
    root: str | None
    opened_at: datetime
    last_seen_at: datetime
    unjudged_since: datetime | None
    assignee: str | None

    @property
    def spot(self) -> Spot:
        """Where it stands in the list."""
        return Spot(self.severity, self.id)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person noted on a finding; `assignee` is whom it was given to with that, "" nobody, None no change."""

    at: datetime
    by: str
    note: str
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many findings are of one state, severity and status."""

    state: State
    severity: Severity
    status: Outcome
    number: int
