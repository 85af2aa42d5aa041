"""The numbers of the overview and of an area: the rate and its base, the curve, the ranking, and what is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.domain.dossier import Status
from monitor.obligations.workdays import Reminder, WorkingDays, reminders_for, working_days_before
from monitor.summaries.rate import Rate, on_time_rate
from monitor.summaries.summary import BY_URGENCY
from storage.standing_records import AreaCounts, CauseCount, DueOn, PublishedOn, StatusCount
from storage.unit_of_work import UnitOfWork

SEEN = (
    Status.ON_TIME,
    Status.ON_TIME_BY_SIGN_DATE,
    Status.LATE,
    Status.POSSIBLY_LATE,
    Status.PUBLISHED_EARLY,
    Status.DATE_UNKNOWN,
    Status.DATE_DISPUTED,
)
"""The statuses of those whose report was found."""

_SEASON_ENDS = (4, 30)
_DUE_DAYS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Curve:
    """Which share of the obliged units had published by each day from January 1 on.

    `uncertain` is how many reports were found that are of no certain day and so stand in no day's share.
    """

    first: date
    shares: tuple[float, ...]
    base: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class RankedArea:
    """An area with its rate; `place` is None where it has too few decided units to be ranked."""

    area: AreaCounts
    rate: Rate
    place: int | None


@dataclass(frozen=True, slots=True)
class DueNext:
    """A day on which reports are due, how far away it is, and when who did not publish is reminded next."""

    due: DueOn
    days: int
    working_days: WorkingDays
    reminder: Reminder | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What there is to say of some areas on one report year."""

    counts: tuple[StatusCount, ...]
    rate: Rate
    curve: Curve
    last_curve: Curve | None
    ranked: tuple[RankedArea, ...]
    due_next: tuple[DueNext, ...]
    causes: tuple[CauseCount, ...]

    @property
    def obliged(self) -> int:
        """How many units owe a report."""
        return sum(count.units for count in self.counts if count.status is not Status.NOT_OBLIGED)

    def of(self, *statuses: Status) -> int:
        """How many units have one of some statuses."""
        return sum(count.units for count in self.counts if count.status in statuses)


def numbers_of(
    work: UnitOfWork, report_year: int, areas: Collection[str] | None, today: date, judged_on: date
) -> Numbers:
    """Count what the reader of some areas sees; None is the whole register. The curve ends with the last judgement."""
    counts = work.standing_counts.by_status(report_year, areas)
    ordered = tuple(sorted(counts, key=lambda count: BY_URGENCY.index(count.status)))
    return Numbers(
        counts=ordered,
        rate=_rate(ordered),
        curve=_curve(work, report_year, areas, ordered, judged_on),
        last_curve=_last_curve(work, report_year - 1, areas),
        ranked=_ranking(_areas(work, report_year, areas)),
        due_next=tuple(_due_next(work.standing_counts.due_from(report_year, areas, today), today)),
        causes=work.standing_counts.unverifiable(report_year, areas),
    )


def season_end(report_year: int, judged_on: date) -> date:
    """The last day of the curve: the end of April, later where we looked later, never beyond the year."""
    return min(max(date(report_year + 1, *_SEASON_ENDS), judged_on), date(report_year + 1, 12, 31))


def _rate(counts: Sequence[StatusCount]) -> Rate:
    return on_time_rate({count.status: count.units for count in counts})


def _curve(
    work: UnitOfWork, report_year: int, areas: Collection[str] | None, counts: Sequence[StatusCount], until: date
) -> Curve:
    published = work.standing_counts.published_by_day(report_year, areas)
    base = sum(count.units for count in counts if count.status is not Status.NOT_OBLIGED)
    seen = sum(count.units for count in counts if count.status in SEEN)
    first = date(report_year + 1, 1, 1)
    until = min(until, date(report_year + 1, 12, 31))
    uncertain = seen - sum(one.reports for one in published)
    return Curve(first, _shares(published, first, until, base), base, uncertain)


def _last_curve(work: UnitOfWork, report_year: int, areas: Collection[str] | None) -> Curve | None:
    counts = work.standing_counts.by_status(report_year, areas)
    return _curve(work, report_year, areas, counts, date(report_year + 1, 12, 31)) if counts else None


def _shares(published: Sequence[PublishedOn], first: date, until: date, base: int) -> tuple[float, ...]:
    """What was published before the first day is there on it."""
    days = max((until - first).days + 1, 0)
    new = [0] * days
    for one in published:
        place = max((one.day - first).days, 0)
        if place < days:
            new[place] += one.reports
    shares, total = [], 0
    for number in new:
        total += number
        shares.append(total / base if base else 0.0)
    return tuple(shares)


def _areas(work: UnitOfWork, report_year: int, areas: Collection[str] | None) -> tuple[AreaCounts, ...]:
    """The areas to compare: where one alone leads everything, those below it."""
    tops = work.standing_counts.roots() if areas is None else areas
    if len(tops) == 1:
        return work.standing_counts.areas_in(report_year, tops)
    return work.standing_counts.areas_of(report_year, tops)


def _ranking(areas: Sequence[AreaCounts]) -> tuple[RankedArea, ...]:
    """Those with enough decided units by their rate, alike ones on one place; the others after them, on none."""
    rates = {area.unit_id: on_time_rate(area.counts) for area in areas}
    comparable = sorted(
        (area for area in areas if rates[area.unit_id].comparable),
        key=lambda area: (-(rates[area.unit_id].share or 0.0), -rates[area.unit_id].base, area.unit_id),
    )
    places = _places([rates[area.unit_id].share or 0.0 for area in comparable])
    ranked = [RankedArea(area, rates[area.unit_id], places[rates[area.unit_id].share or 0.0]) for area in comparable]
    small = [RankedArea(area, rates[area.unit_id], None) for area in areas if not rates[area.unit_id].comparable]
    return (*ranked, *small)


def _places(shares: Sequence[float]) -> Mapping[float, int]:
    return {share: place for place, share in reversed(list(enumerate(shares, 1)))}


def _due_next(due: Sequence[DueOn], today: date) -> list[DueNext]:
    open_days = [one for one in due if one.unseen][:_DUE_DAYS_SHOWN]
    return [
        DueNext(
            due=one,
            days=(one.day - today) // timedelta(days=1),
            working_days=working_days_before(one.day, today),
            reminder=next((step for step in reminders_for(one.day) if step.day >= today), None),
        )
        for one in open_days
    ]
