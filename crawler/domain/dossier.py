"""Dossiers: an obligation, where it stands, and all that a check may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from crawler.domain.evidence import Evidence, Publication, Visit
from crawler.domain.extraction import Extraction
from crawler.domain.law import statutory_basis
from crawler.domain.likeness import Likeness
from crawler.domain.report import Address
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Text


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
    """One unit owes one report by one date. `due_on` is the earlier of the statutory and the local date.

    `statutory_due` is None where no law names the unit, `local_due` where no local rule sets a day;
    `local_source` says where that rule stands, "" where nobody said.
    """

    unit: Unit
    report_year: int
    due_on: date
    due_basis: DueBasis
    statutory_due: date | None = None
    local_due: date | None = None
    local_source: str = ""

    @property
    def by_law_alone(self) -> "Obligation | None":
        """The same without any local rule; None where no law names the unit."""
        if self.statutory_due is None:
            return None
        return replace(self, due_on=self.statutory_due, due_basis=DueBasis.STATUTORY)

    @property
    def legal_basis(self) -> Text:
        """What sets the due date, in words; no local rule is called the law."""
        law = statutory_basis(self.unit.kind, self.unit.level, self.report_year)
        if self.due_basis is DueBasis.STATUTORY and law is not None:
            return law
        if self.local_source:
            return Text(f"按本地要求（{self.local_source}）", f"a local rule ({self.local_source})")
        return Text("按本地要求", "a local rule")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an obligation stands at one moment, and what that rests on.

    `obligation` is None for a unit that owes nothing that year. `breaks_law` says of one that is late or missing by
    a local rule that it is so by law as well.
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
    breaks_law: bool = False

    @property
    def by_graver_term(self) -> "Standing":
        """The same by the term whose breach weighs more: by the law's, where that is broken beside a local one."""
        owed = self.obligation
        by_law = owed.by_law_alone if owed is not None and self.breaks_law else None
        if owed is None or by_law is None:
            return self
        days = None if self.days_late is None else self.days_late - (by_law.due_on - owed.due_on).days
        return replace(self, obligation=by_law, days_late=days, breaks_law=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """What one address showed of a report from a moment on, in our newest reading of it.

    `digest` is that of the bytes, `seen_at` when they were first seen there. `reader` tells which state of our code
    made the reading: what two of them read differently may be the same.
    """

    url: str
    seen_at: datetime
    digest: str
    extraction: Extraction
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Subordinate:
    """A unit below one that sums up its reports, and what it published on the same year.

    `form` is None where no report of it was read. `figures` are the numbers that it certainly prints in the cells
    that add up over an area, in blocks that follow that form; `complete` says that every total of table 3 is among
    them, `sound` that these do not contradict each other. `narrative` is its text.
    """

    unit: Unit
    standing: Standing | None = None
    form: str | None = None
    figures: Mapping[Address, Decimal] = field(default_factory=dict)
    complete: bool = False
    narrative: str = ""
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a check may look at.

    `standing` is None when a document is checked by itself, outside any register. `kind` and `level`
    are then what the caller says, or None; so are `unit` and all that follows it empty.

    `previous` is the unit's report on the year before. `editions` are all that its addresses showed on this
    year, by address and in the order of time; `publications` and `visits` are what the standing was judged by,
    `elsewhere` the visits to other sites than the unit's own on which its report stands. `years` are the report
    years of which a report of the unit is known. `subordinates` are the units whose figures the report sums up,
    `likenesses` the texts that its own is like, `siblings` the other units of the same parent.
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
    elsewhere: tuple[Visit, ...] = ()
    years: frozenset[int] = frozenset()
    subordinates: tuple[Subordinate, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    siblings: tuple[Unit, ...] = ()

    @property
    def year(self) -> int | None:
        """The report year that is looked at: the one that is due, else the one that the document names."""
        named = self.extraction.report.report_year if self.extraction is not None else None
        return self.expected_year if self.expected_year is not None else named
