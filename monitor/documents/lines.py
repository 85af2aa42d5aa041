"""What stands in the lists of a document: plain values only, as a template shows them.

Days stand there twice: in words for the text, and as days for spreadsheets.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that a line rests on.

    `sha256` is of the archived bytes, `short` its first 16 digits; both are "" where nothing was archived.
    """

    url: str
    captured_at: str
    seen: str
    sha256: str
    short: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list. `evidence` is all its proofs in words, one a line."""

    number: int
    unit: str
    kind: str
    due: str
    due_basis: str
    status: str
    published: str
    days_left: str
    due_on: date | None
    published_on: date | None
    evidence: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem in the list of problems. `place` is the table of the report, "" where it is none.

    `what` is cut where it is very long, `whole` is not.
    """

    number: int
    unit_id: str
    unit: str
    report_year: int
    category: str
    what: str
    whole: str
    place: str
    basis: str
    reply_by: str
    reply_on: date | None
    done: str
    check: str
    evidence: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one category: how many, of whom, and each unit's in one sentence."""

    heading: str
    units: int
    problems: int
    names: str
    lines: tuple[ProblemLine, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many units stand somewhere."""

    words: str
    units: int


@dataclass(frozen=True, slots=True)
class RecheckLine:
    """What became of a problem that stood at an earlier date."""

    number: int
    unit: str
    what: str
    since: str
    seen_on: date
    outcome: str
    why: str
