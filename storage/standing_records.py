"""What the read model of the pages gives: where each obligation stood when it was last judged, and counts of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from crawler.domain.dossier import Standing, Status
from crawler.domain.finding import Severity
from crawler.domain.unit import Unit, UnitKind
from crawler.domain.wording import Text

URGENCY = {
    status: place
    for place, status in enumerate(
        (
            Status.MISSING,
            Status.WITHDRAWN,
            Status.LATE,
            Status.POSSIBLY_LATE,
            Status.DATE_DISPUTED,
            Status.PUBLISHED_EARLY,
            Status.MISSING_UNCONFIRMED,
            Status.DATE_UNKNOWN,
            Status.UNVERIFIABLE,
            Status.DUE_SOON,
            Status.NOT_YET_DUE,
            Status.ON_TIME_BY_SIGN_DATE,
            Status.ON_TIME,
            Status.NOT_OBLIGED,
        )
    )
}
"""How far up a status stands in a list of what wants somebody's eye."""

NOT_SEEN_YET = (Status.DUE_SOON, Status.NOT_YET_DUE)
"""The statuses of those that may still publish in time."""


@dataclass(frozen=True, slots=True)
class Season:
    """One report year as it was last judged; `edition` grows whenever anything that is shown of it changes.

    `as_of` is None for a year that was never judged.
    """

    report_year: int
    as_of: datetime | None
    edition: int


@dataclass(frozen=True, slots=True)
class Stood:
    """Where one obligation stood when it was last judged, as others may read it.

    What a person dismissed counts nowhere; where `denied`, a person said that what the status said against the unit
    is not so. `decided` counts the findings that are decided, `for_review` those that a person has to decide,
    each defect once; `gravest` is the severity of the gravest that is decided. `as_of` is when anything of this
    was last judged otherwise than before.
    """

    standing: Standing
    form: str | None = None
    revisions: int = 0
    decided: int = 0
    for_review: int = 0
    dismissed: int = 0
    gravest: Severity | None = None
    denied: bool = False
    as_of: datetime | None = None

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.standing.unit

    @property
    def urgency(self) -> int:
        """How far down it stands in a list of what wants somebody's eye."""
        return URGENCY[self.standing.status]


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """How many units of an area stand where; the unit that leads it is one of them."""

    unit_id: str
    name: str
    kind: UnitKind
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many units stand where, and how many of them by a local rule alone."""

    status: Status
    units: int
    local: int


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many units could not be verified for one reason."""

    cause: Text
    units: int


@dataclass(frozen=True, slots=True)
class PublishedOn:
    """How many reports are of one day of publication."""

    day: date
    reports: int


@dataclass(frozen=True, slots=True)
class DueOn:
    """How many reports are due on a day and not seen yet."""

    day: date
    unseen: int
    due: int
