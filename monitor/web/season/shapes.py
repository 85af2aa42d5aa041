"""What the API says of areas, units and obligations."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from crawler.domain.dossier import Status
from crawler.domain.evidence import Evidence
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Language
from monitor.summaries.rate import Rate
from monitor.summaries.words import status_words
from monitor.web.season.numbers import Numbers, RankedArea
from storage.standing_records import Season, Stood


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class RateShape(_Shape):
    """The share of the decided units that published in time, with its base and a 95 % interval after Wilson."""

    share: float | None
    on_time: int
    base: int = Field(description="Units of which it is decided: on time, late, or missing.")
    left_out: int = Field(description="Obliged units that are not decided: they count neither way.")
    interval: tuple[float, float] | None


class AreaShape(_Shape):
    """An area: the unit that leads it, and how many of its units stand where."""

    id: str
    name: str
    kind: UnitKind
    place: int | None = Field(description="Its place among its like; absent where too few units are decided.")
    rate: RateShape
    statuses: dict[Status, int]


class DueShape(_Shape):
    """A day on which reports are due that were not seen yet."""

    due_on: date
    due: int
    unseen: int
    days: int
    working_days: int
    next_reminder: date | None


class CauseShape(_Shape):
    """Why units could not be verified."""

    cause: str
    units: int


class OverviewShape(_Shape):
    """Where a season stands, as of the last judgement; `as_of` is absent where the year was never judged."""

    report_year: int
    as_of: datetime | None
    obliged: int
    rate: RateShape
    statuses: dict[Status, int]
    published_by_day: tuple[float, ...] = Field(description="The share published by each day from January 1 on.")
    areas: tuple[AreaShape, ...]
    due_next: tuple[DueShape, ...]
    unverifiable: tuple[CauseShape, ...]


class EvidenceShape(_Shape):
    """One thing that a status rests on."""

    url: str
    at: datetime
    what: str


class ObligationShape(_Shape):
    """Where one obligation stood when it was last judged. A status accuses nobody: 疑似 until a person confirms it."""

    unit_id: str
    name: str
    kind: UnitKind
    level: Level
    parent_id: str | None
    report_year: int
    status: Status
    status_text: str
    due_on: date | None
    due_basis: str | None
    published_on: date | None
    published_basis: str | None
    days_late: int | None
    report_url: str | None
    form: str | None
    revisions: int
    decided: int
    for_review: int
    dismissed: int
    evidence: tuple[EvidenceShape, ...]


class UnitShape(_Shape):
    """A unit, and where its obligations stand, the newest report year first."""

    id: str
    name: str
    kind: UnitKind
    level: Level
    parent_id: str | None
    site_url: str
    column_url: str | None
    obligations: tuple[ObligationShape, ...]


def overview_shape(season: Season, numbers: Numbers, language: Language) -> OverviewShape:
    """The numbers of a season for programs."""
    return OverviewShape(
        report_year=season.report_year,
        as_of=season.as_of,
        obliged=numbers.obliged,
        rate=rate_shape(numbers.rate),
        statuses={count.status: count.units for count in numbers.counts},
        published_by_day=tuple(round(share, 4) for share in numbers.curve.shares),
        areas=tuple(area_shape(ranked) for ranked in numbers.ranked),
        due_next=tuple(
            DueShape(
                due_on=one.due.day,
                due=one.due.due,
                unseen=one.due.unseen,
                days=one.days,
                working_days=one.working_days.count,
                next_reminder=one.reminder.day if one.reminder else None,
            )
            for one in numbers.due_next
        ),
        unverifiable=tuple(CauseShape(cause=one.cause.to(language), units=one.units) for one in numbers.causes),
    )


def area_shape(ranked: RankedArea) -> AreaShape:
    """An area for programs."""
    area = ranked.area
    return AreaShape(
        id=area.unit_id,
        name=area.name,
        kind=area.kind,
        place=ranked.place,
        rate=rate_shape(ranked.rate),
        statuses=dict(area.counts),
    )


def rate_shape(rate: Rate) -> RateShape:
    """A rate for programs."""
    return RateShape(
        share=rate.share, on_time=rate.on_time, base=rate.base, left_out=rate.left_out, interval=rate.interval()
    )


def obligation_shape(stood: Stood, language: Language) -> ObligationShape:
    """One obligation for programs."""
    standing, unit, owed = stood.standing, stood.unit, stood.standing.obligation
    return ObligationShape(
        unit_id=unit.id,
        name=unit.name,
        kind=unit.kind,
        level=unit.level,
        parent_id=unit.parent_id,
        report_year=standing.report_year,
        status=standing.status,
        status_text=status_words(standing).to(language),
        due_on=owed.due_on if owed else None,
        due_basis=owed.due_basis.value if owed else None,
        published_on=standing.published_on,
        published_basis=standing.published_basis,
        days_late=standing.days_late,
        report_url=standing.report_url,
        form=stood.form,
        revisions=stood.revisions,
        decided=stood.decided,
        for_review=stood.for_review,
        dismissed=stood.dismissed,
        evidence=tuple(_evidence_shape(seen, language) for seen in standing.evidence),
    )


def _evidence_shape(seen: Evidence, language: Language) -> EvidenceShape:
    return EvidenceShape(url=seen.url, at=seen.at, what=seen.what.to(language))
