"""Units that fell silent: their reports were on the site whenever we looked, and now none is.

A site does take reports down, but far more often it is we who lost the way. Until somebody has looked, the
silence is an error of ours: the crawl says so, and its visit proves nothing for these units.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.domain.evidence import Failure, Visit, VisitOutcome
from crawler.domain.unit import Unit

SILENT = "reports of this unit were listed before, and none is any more"


@dataclass(frozen=True, slots=True)
class Silence:
    """A unit none of whose reports is listed any more; `years` were listed at `heard_at`."""

    unit_id: str
    site_id: str
    years: tuple[int, ...]
    heard_at: datetime


def silence_of(unit: Unit, visit: Visit, earlier: Iterable[Visit], met_at: datetime | None = None) -> Silence | None:
    """Whether a visit that saw everything lists nothing of a unit that earlier ones listed; None where all is well.

    `met_at` is when a report of the unit was last met at all, on whatever way: found is not silent.
    """
    if not visit.good or _years(unit, visit) or (met_at is not None and met_at >= visit.started_at):
        return None
    heard = [past for past in earlier if past.good and past.ended_at <= visit.started_at and _years(unit, past)]
    if not heard:
        return None
    last = max(heard, key=lambda past: past.started_at)
    return Silence(unit.id, visit.site_id, _years(unit, last), last.started_at)


def silences(units: Iterable[Unit], visits: Sequence[Visit], met_at: Mapping[str, datetime]) -> tuple[Silence, ...]:
    """The units of one site that its last visit lost; the visits are the oldest first."""
    if not visits:
        return ()
    *earlier, last = visits
    found = (silence_of(unit, last, earlier, met_at.get(unit.id)) for unit in units)
    return tuple(silence for silence in found if silence is not None)


def heard_for(unit: Unit, visits: Sequence[Visit], met_at: datetime | None = None) -> tuple[Visit, ...]:
    """The visits, those that lost a unit marked as incomplete for it."""
    return tuple(
        visit if silence_of(unit, visit, visits[:number], met_at) is None else _incomplete(visit)
        for number, visit in enumerate(visits)
    )


def _years(unit: Unit, visit: Visit) -> tuple[int, ...]:
    return tuple(sorted({one.report_year for one in visit.listed if one.unit_id == unit.id}))


def _incomplete(visit: Visit) -> Visit:
    failure = Failure(next(iter(visit.columns), visit.site_id), SILENT)
    return replace(visit, outcome=VisitOutcome.LISTING_INCOMPLETE, failures=(failure, *visit.failures))
