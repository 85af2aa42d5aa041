"""Dossiers: an obligation, where it stands, and all that a check may look at."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from crawler.domain.evidence import Evidence, Publication, Visit
from crawler.domain.extraction import Extraction
from crawler.domain.likeness import Likeness
from crawler.domain.unit import Level, Unit, UnitKind


class DueBasis(StrEnum):
    """What sets a due date."""

    STATUTORY = "statutory"
    LOCAL = "local"


class Status(StrEnum):
    """Where an obligation stands."""

    NOT_OBLIGED = "not_obliged"
    NOT_YET_DUE = "not_yet_due"
    DUE_SOON = "due_soon"
    PUBLISHED_EARLY = "published_early"
    ON_TIME = "on_time"
    ON_TIME_BY_SIGN_DATE = "on_time_by_sign_date"
    LATE = "late"
    POSSIBLY_LATE = "possibly_late"
    DATE_UNKNOWN = "date_unknown"
    DATE_DISPUTED = "date_disputed"
    MISSING_UNCONFIRMED = "missing_unconfirmed"
    MISSING = "missing"
    UNVERIFIABLE = "unverifiable"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One unit owes one report by one date. `due_on` is the earlier of the statutory and the local date."""

    unit: Unit
    report_year: int
    due_on: date
    due_basis: DueBasis


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an obligation stands at one moment, and what that rests on.

    `obligation` is None for a unit that owes nothing that year.
    """

    unit: Unit
    report_year: int
    status: Status
    obligation: Obligation | None = None
    published_on: date | None = None
    published_basis: str | None = None
    days_late: int | None = None
    report_url: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """What one address showed of a report from a moment on, in our newest reading of it.

    `digest` is that of the bytes, `seen_at` when they were first seen there.
    """

    url: str
    seen_at: datetime
    digest: str
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Subordinate:
    """A unit below one that sums up its reports: what it published on the same year, None where nothing is known."""

    unit: Unit
    standing: Standing | None
    extraction: Extraction | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a check may look at.

    `standing` is None when a document is checked by itself, outside any register. `kind` and `level`
    are then what the caller says, or None; so are `unit` and all that follows it empty.

    `previous` is the unit's report on the year before. `editions` are all that its addresses showed on this
    year, by address and in the order of time; `publications` and `visits` are what the standing was judged by.
    `years` are the report years of which a report of the unit is known. `subordinates` are the units whose
    figures the report sums up, `likenesses` the texts that its own is like.
    """

    as_of: datetime
    kind: UnitKind | None
    level: Level | None
    expected_year: int | None = None
    extraction: Extraction | None = None
    standing: Standing | None = None
    unit: Unit | None = None
    previous: Extraction | None = None
    editions: tuple[Edition, ...] = ()
    publications: tuple[Publication, ...] = ()
    visits: tuple[Visit, ...] = ()
    years: frozenset[int] = frozenset()
    subordinates: tuple[Subordinate, ...] = ()
    likenesses: tuple[Likeness, ...] = ()

    @property
    def year(self) -> int | None:
        """The report year that is looked at: the one that is due, else the one that the document names."""
        named = self.extraction.report.report_year if self.extraction is not None else None
        return self.expected_year if self.expected_year is not None else named
