"""What a document needs beside the summary. Whoever looks it up in the store hands it over as this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from crawler.domain.evidence import Evidence
from crawler.domain.wording import Text
from monitor.summaries.summary import Summary


class Turn(StrEnum):
    """What became of a problem."""

    PUT_RIGHT = "put_right"
    STANDS = "stands"
    UNKNOWN = "unknown"
    TAKEN_BACK = "taken_back"


TURNS: Mapping[Turn, Text] = {
    Turn.PUT_RIGHT: Text("已整改", "put right"),
    Turn.STANDS: Text("仍监测到", "still seen"),
    Turn.UNKNOWN: Text("无法判断", "cannot tell"),
    Turn.TAKEN_BACK: Text("不再作为问题", "taken back by us"),
}


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A problem that stood at an earlier date, and what became of it since; `why` in words that offices may read."""

    unit: str
    what: str
    seen_on: date
    turn: Turn
    why: str = ""


@dataclass(frozen=True, slots=True)
class Recheck:
    """All problems that stood at one moment, told or not, and what became of them."""

    since: datetime
    found: tuple[Rechecked, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The last visit that looked for a report which is not due yet: whether it would have shown it, and what it saw."""

    open_eyed: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Facts:
    """What surrounds a summary: whose area it is, who writes, and what else is known.

    `issuer`, `contact` and `reply_by` are left blank, to be filled in by hand, where nobody says them. `digests` are
    the SHA-256 of what was archived, by address and moment of the evidence; `looks` the last visits, by unit.
    `last_year` is the same units a year before, None where that was not watched; `left_out` counts the units of the
    area that somebody else oversees.
    """

    area: str
    issuer: str = ""
    contact: str = ""
    reply_by: date | None = None
    digests: Mapping[tuple[str, datetime], str] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    last_year: Summary | None = None
    recheck: Recheck | None = None
    left_out: int = 0
